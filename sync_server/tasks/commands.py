"""What the office does with tasks (交办任务, 0-30): gives, changes and ends them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import INSPECTING, Author
from domain.kinds.kept_file import KeptFile
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.kinds.task.answering import TaskClosed, TaskReturned
from domain.kinds.task.builder import Task, TaskContent, TaskSource
from domain.kinds.task.giving import (
    MOST_FILES,
    MOST_PEOPLE,
    MOST_UNITS,
    TaskChanged,
    TaskChangedPrivate,
    TaskGiven,
    TaskPeopleAdded,
    TaskPersonRemoved,
    TaskPrivate,
    TaskWithdrawn,
)
from domain.kinds.task.steps import STEPS, TaskState, TaskStep
from domain.register.in_use import is_in_use
from domain.tasks.rules import days_fault
from domain.trail.receipt import Leaf
from sync_server.data import register
from sync_server.data.own.kept_files import keep_file
from sync_server.data.tasks import rows
from sync_server.files.attachments import attachment
from sync_server.ledger.append import CHANGED, OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import DESK

WITHDRAWN = "这项任务已经撤回。"
CLOSED = "已经办结的人不能移除；回报不合要求请退回。"
NOT_RETURNABLE = "还没有回报，没有可退回的。"
NOT_CLOSABLE = "还没有回报，不能办结；不用办了请移除或撤回。"
NAMED = "选的人里有已经交办的。"


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What a task asks for, as the office says it; ``schools`` are its units, if any."""

    title: str
    text: str
    giver: str
    source: TaskSource
    receive_by: date
    due_on: date
    schools: Sequence[str] = ()
    theme_id: str | None = None
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a task is to say from now on, and why.

    ``keeps_receipts`` where nobody has to receive it again.
    """

    words: TaskWords
    reason: str
    keeps_receipts: bool = False


@dataclass(frozen=True, slots=True)
class SeenTask:
    """A task, and the version in which it was seen."""

    task_id: str
    version: str


@dataclass(frozen=True, slots=True)
class TaskCommands:
    """The verbs; each answers the leaf of what it wrote.

    Each raises NotFound for what is not the account's district's, NotAllowed for a role that does
    not do this, Conflict where the task has changed since it was seen, and BadInput, under the
    name of a field where it is about one, for what cannot be.
    """

    office: Office

    def give(self, account: str, words: TaskWords, accounts: Sequence[str]) -> Leaf:
        """Give a task to these persons today; its id is the leaf's."""
        author = self._author(account)
        self._checked(author, words)
        body = TaskGiven(
            accounts=self._people(author, accounts),
            given_on=self.office.committer.today(),
            **_facts(words),
        )
        private = TaskPrivate(title=words.title, text=words.text, giver=words.giver)
        (leaf,) = self.office.write(account, [OfficeEntry(body, private)])
        return leaf

    def change(self, account: str, seen: SeenTask, change: Change) -> Leaf:
        """Let the task say this instead, for a stated reason."""
        author, words = self._author(account), change.words
        stood = self._task(author, seen).content
        self._checked(author, words, stood if change.keeps_receipts else None, stood.schools)
        body = TaskChanged(keeps_receipts=change.keeps_receipts, **_facts(words))
        private = TaskChangedPrivate(
            title=words.title,
            text=words.text,
            giver=words.giver,
            reason=_reasoned(change.reason, "更改"),
        )
        return self._write(account, seen, body, private)

    def attach(self, account: str, seen: SeenTask, name: str, raw: bytes) -> Leaf:
        """Put a file beside a task; one of the same name takes the old one's place.

        Nobody has to receive the task again for it.

        BadInput (``file``) for what may be none, or where there are five already.
        """
        stood = self._task(self._author(account), seen).content
        file = attachment(name, raw)
        others = tuple(each for each in stood.files if each.name != file.name)
        if len(others) >= MOST_FILES:
            raise BadInput(f"一项任务最多 {MOST_FILES} 个附件，请先去掉不用的。", code="file")
        body = TaskChanged(
            source=stood.source,
            receive_by=stood.receive_by,
            due_on=stood.due_on,
            schools=stood.schools,
            theme_id=stood.theme_id,
            files=(*others, file),
            keeps_receipts=True,
        )
        private = TaskChangedPrivate(
            title=stood.title,
            text=stood.text,
            giver=stood.giver,
            reason=f"附件：{file.name}",
        )
        self.office.database.write(lambda found: keep_file(found.ledger, file.sha256, raw))
        return self._write(account, seen, body, private)

    def add(self, account: str, seen: SeenTask, accounts: Sequence[str], reason: str) -> Leaf:
        """Give the task to further persons, or again to some that were taken off."""
        author = self._author(account)
        task = self._task(author, seen)
        people = self._people(author, accounts)
        if not all(map(task.may_add, people)):
            raise BadInput(NAMED, code="accounts")
        if len({*task.people, *people}) > MOST_PEOPLE:
            raise BadInput(f"一项任务最多交给 {MOST_PEOPLE} 人。", code="accounts")
        private = ReasonPrivate(reason=_reasoned(reason, "增加"))
        return self._write(account, seen, TaskPeopleAdded(accounts=people), private)

    def remove(self, account: str, seen: SeenTask, person: str, reason: str) -> Leaf:
        """Expect it of this person no more, for a stated reason; the last one stays."""
        task = self._task(self._author(account), seen)
        self._may(task, person, TaskStep.REMOVE, CLOSED)
        asked = [each for each in task.people if task.state(each) is not TaskState.REMOVED]
        if asked == [person]:
            raise BadInput("只剩这一个人了；不用办了请撤回任务。", code="task_person")
        private = ReasonPrivate(reason=_reasoned(reason, "移除"))
        return self._write(account, seen, TaskPersonRemoved(account=person), private)

    def give_back(self, account: str, seen: SeenTask, person: str, reason: str) -> Leaf:
        """Hand this person's report back, for a stated reason; also one that was closed."""
        task = self._task(self._author(account), seen)
        self._may(task, person, TaskStep.RETURN, NOT_RETURNABLE)
        private = ReasonPrivate(reason=_reasoned(reason, "退回"))
        return self._write(account, seen, TaskReturned(account=person), private)

    def close(self, account: str, seen: SeenTask, people: Sequence[str], text: str) -> Leaf:
        """These persons have done it."""
        task = self._task(self._author(account), seen)
        if not people:
            raise BadInput("请选择要办结的督学。", code="accounts")
        for each in people:
            self._may(task, each, TaskStep.CLOSE, NOT_CLOSABLE)
        body = TaskClosed(accounts=tuple(dict.fromkeys(people)))
        return self._write(account, seen, body, TextPrivate(text=text))

    def withdraw(self, account: str, seen: SeenTask, reason: str) -> Leaf:
        """Take the task back from all who have not done it, for a stated reason."""
        self._task(self._author(account), seen)
        private = ReasonPrivate(reason=_reasoned(reason, "撤回"))
        return self._write(account, seen, TaskWithdrawn(), private)

    def _write(self, account: str, seen: SeenTask, body: OfficeBody, private: Private) -> Leaf:
        entry = OfficeEntry(body, private, seen.task_id, seen.version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def _author(self, account: str) -> Author:
        author = self.office.author(account)
        if author.role not in DESK:
            raise NotAllowed("This account's role gives no tasks.", account=account)
        return author

    def _task(self, author: Author, seen: SeenTask) -> Task:
        """The task as it was seen, still open."""
        with self.office.database.session() as session:
            row = rows.task(session, seen.task_id)
        if row is None or row.district != author.district:
            raise NotFound("There is no such task in this district.", task=seen.task_id)
        task = Task.model_validate_json(row.folded)
        if task.version != seen.version:
            raise Conflict("The task has changed.", code=CHANGED, subject=seen.task_id)
        if task.withdrawn is not None:
            raise BadInput(WITHDRAWN, code="task_withdrawn")
        return task

    def _may(self, task: Task, person: str, step: TaskStep, words: str) -> None:
        state = task.state(person)
        if state is None:
            raise NotFound("The task was not given to this person.", person=person)
        if state not in STEPS[step]:
            raise BadInput(words, code="task_person")

    def _checked(
        self,
        author: Author,
        words: TaskWords,
        stood: TaskContent | None = None,
        units: Sequence[str] = (),
    ) -> None:
        """BadInput under its field for what no task can say.

        A day that ``stood`` and is over may stay, and so may ``units`` that are closed since.
        """
        for text, field, what in ((words.title, "title", "任务"), (words.text, "text", "要求")):
            if not text.strip():
                raise BadInput(f"请写明{what}。", code=field)
        today = self.office.committer.today()
        since = min(today, stood.receive_by) if stood else today
        fault = days_fault(words.receive_by.isoformat(), words.due_on.isoformat(), since)
        if fault is not None:
            raise BadInput(fault.words, code=fault.field)
        with self.office.database.session() as session:
            known = register.schools(session, author.district)
        in_use = {each.school_id for each in known if is_in_use(each, today)}
        if not set(words.schools) <= in_use | set(units):
            raise BadInput("选的单位里有不在用的，请刷新后重选。", code="schools")
        if len(words.schools) > MOST_UNITS:
            raise BadInput(f"一项任务最多写 {MOST_UNITS} 个单位。", code="schools")

    def _people(self, author: Author, accounts: Sequence[str]) -> tuple[str, ...]:
        """The persons, each once: of the district, in use, and with a role that inspects."""
        with self.office.database.session() as session:
            known = register.people(session, author.district)
        today = self.office.committer.today()
        may = {each.account for each in known if is_in_use(each, today) and each.role in INSPECTING}
        found = tuple(dict.fromkeys(accounts))
        if not found or not set(found) <= may:
            raise BadInput("请选择本区在用的督学。", code="accounts")
        if len(found) > MOST_PEOPLE:
            raise BadInput(f"一项任务最多交给 {MOST_PEOPLE} 人。", code="accounts")
        return found


def _facts(words: TaskWords) -> dict[str, Any]:
    return {
        "source": words.source,
        "receive_by": words.receive_by.isoformat(),
        "due_on": words.due_on.isoformat(),
        "schools": tuple(dict.fromkeys(words.schools)),
        "theme_id": words.theme_id,
        "files": words.files,
    }


def _reasoned(reason: str, act: str) -> str:
    if not reason.strip():
        raise BadInput(f"请写明{act}的原因。", code="reason")
    return reason
