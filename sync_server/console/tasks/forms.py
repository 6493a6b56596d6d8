"""What is written of a task: what it asks for, and what becomes of it with each person."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from domain.kinds.author import INSPECTING
from domain.kinds.kept_file import KeptFile
from domain.kinds.task.builder import Task, TaskSource
from domain.register.in_use import is_in_use
from sync_server.console.form_fields import Options
from sync_server.console.forms import OfficeForm, Shown, Ticks, typed_of
from sync_server.register.names import Names
from sync_server.tasks.commands import Change, TaskWords
from sync_server.tasks.desk import TaskPage

USUAL_RECEIPT_DAYS, USUAL_DAYS = 2, 7


class TaskWordsForm(OfficeForm):
    """What a task asks for."""

    title: Annotated[str, Field(min_length=1, max_length=60, title="任务")]
    text: Annotated[str, Field(min_length=1, max_length=4000, title="要求")]
    source: Annotated[TaskSource, Field(title="来源")]
    giver: Annotated[
        str,
        Field(max_length=100, title="交办单位和依据", examples=["如 市教育局督导室，某某文号"]),
    ] = ""
    receive_by: Annotated[date, Field(title="签收期限")]
    due_on: Annotated[date, Field(title="办理期限")]
    theme_id: Annotated[str, Field(title="对应的主题")] = ""

    def words(self, schools: Ticks, files: tuple[KeptFile, ...] = ()) -> TaskWords:
        """The same for the office's verbs."""
        return TaskWords(
            title=self.title,
            text=self.text,
            giver=self.giver,
            source=self.source,
            receive_by=self.receive_by,
            due_on=self.due_on,
            schools=schools,
            theme_id=self.theme_id or None,
            files=files,
        )


class TaskGiveForm(TaskWordsForm):
    """A new task, and whom it is given to."""

    everybody: Annotated[bool, Field(title="交给全体在用的督学")] = False
    accounts: Annotated[Ticks, Field(title="交给哪些督学", description="不交全体的在这里勾选")] = ()
    schools: Annotated[Ticks, Field(title="涉及单位", description="可不选")] = ()


class TaskChangeForm(TaskWordsForm):
    """A task as it is to stand from now on."""

    schools: Annotated[Ticks, Field(title="涉及单位", description="可不选")] = ()
    files: Annotated[Ticks, Field(title="附件", description="去掉勾就是去掉附件")] = ()
    keeps_receipts: Annotated[bool, Field(title="改动不大，签收过的督学不用重新签收")] = False
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="更改原因")]

    def change(self, files: tuple[KeptFile, ...]) -> Change:
        """The same for the office's verbs."""
        return Change(self.words(self.schools, files), self.reason, self.keeps_receipts)


class TaskAddForm(OfficeForm):
    """Whom the task is given to besides."""

    accounts: Annotated[Ticks, Field(title="增加哪些督学", description="至少一人")] = ()
    reason: Annotated[str, Field(min_length=1, max_length=1000, title="增加原因")]


class TaskWithdrawForm(OfficeForm):
    """Why the task is taken back."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="撤回原因")]


class TaskCloseForm(OfficeForm):
    """Who has done it, of those who have reported."""

    accounts: Annotated[Ticks, Field(title="办结哪些督学的", description="至少一人")] = ()
    text: Annotated[str, Field(max_length=1000, title="对督学说的话")] = ""


class TaskReturnForm(OfficeForm):
    """Why a report is not enough."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="退回原因")]


class TaskRemoveForm(OfficeForm):
    """Why it is not expected of a person any more."""

    reason: Annotated[str, Field(min_length=1, max_length=1000, title="移除原因")]


def people_options(known: Names, today: str, without: Task | None = None) -> dict[str, str]:
    """Whom a task may be given to, by name; those that have it already are left out."""
    return {
        row.account: row.name
        for row in known.people.values()
        if row.role in INSPECTING
        and is_in_use(row, today)
        and (without is None or without.may_add(row.account))
    }


def blank(known: Names, today: date) -> Shown[TaskGiveForm]:
    """The form of a new task."""
    typed = {
        "source": TaskSource.OFFICE.value,
        "receive_by": (today + timedelta(days=USUAL_RECEIPT_DAYS)).isoformat(),
        "due_on": (today + timedelta(days=USUAL_DAYS)).isoformat(),
    }
    options = {
        **_options(known, today.isoformat(), None),
        "accounts": people_options(known, today.isoformat()),
    }
    return Shown(TaskGiveForm, "task", typed, options)


def filled(page: TaskPage, today: date) -> Shown[TaskChangeForm]:
    """The form of a task as it stands."""
    content = page.task.content
    typed = typed_of(TaskChangeForm, content, version=page.task.version)
    typed |= {
        "schools": "\n".join(content.schools),
        "files": "\n".join(each.sha256 for each in content.files),
    }
    options = {
        **_options(page.names, today.isoformat(), page.task),
        "files": {each.sha256: each.name for each in content.files},
    }
    return Shown(TaskChangeForm, "task", typed, options, () if content.files else ("files",))


def _options(known: Names, today: str, task: Task | None) -> Options:
    schools = {row.school_id: row.name for row in known.schools.values() if is_in_use(row, today)}
    themes = {code: theme.title for code, theme in known.themes.items()}
    if task is not None:
        schools |= {each: known.school(each) for each in task.content.schools}
        named = task.content.theme_id
        themes |= {named: known.theme(named)} if named else {}
    return {"schools": schools, "theme_id": themes}
