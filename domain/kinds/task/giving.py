"""Tasks (交办任务, 0-30): what is to be done, by whom and until when, and taking it back.

A task is a subject of its own, given to persons by the office, for itself or for who is above it.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import TASK, Kind, Trait, register
from domain.kinds.piece import Code, DateText, OfficeBody, Private, ReasonPrivate, Text
from domain.kinds.task.builder import (
    TaskBuilder,
    TaskContent,
    TaskPerson,
    TaskSaid,
    TaskSource,
)
from domain.kinds.task.steps import TaskStep

MOST_PEOPLE = 200
MOST_UNITS = 200
MOST_FILES = 5


class TaskPrivate(Private):
    """What is to be done, in a few words and in full; who wants it, by which paper."""

    title: Text = Field(default="", title="任务")
    text: Text = Field(default="", title="要求")
    giver: Text = Field(default="", title="交办单位")


class TaskChangedPrivate(TaskPrivate):
    """The same as it now stands, and why it changed."""

    reason: Text = Field(default="", title="更改原因")


class TaskBody(OfficeBody):
    """By when it is to be received and reported, at which units, and with which files."""

    source: TaskSource = Field(default=TaskSource.OFFICE, title="来源")
    receive_by: DateText = Field(title="签收期限")
    due_on: DateText = Field(title="办理期限")
    schools: Annotated[tuple[Code, ...], Field(max_length=MOST_UNITS, title="单位")] = ()
    theme_id: Code | None = Field(default=None, title="主题")
    files: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="附件")] = ()


Accounts = Annotated[tuple[Code, ...], Field(min_length=1, max_length=MOST_PEOPLE, title="督学")]


class TaskGiven(TaskBody):
    """The task is given to these persons; the id of this entry is the task's id."""

    kind: ClassVar[str] = "task.given"
    private: ClassVar[type[Private]] = TaskPrivate

    accounts: Accounts
    given_on: DateText = Field(title="下达日期")


class TaskChanged(TaskBody):
    """The task as it now stands.

    Whoever received it before is to receive it again, unless the change is so small that
    ``keeps_receipts``.
    """

    kind: ClassVar[str] = "task.changed"
    private: ClassVar[type[Private]] = TaskChangedPrivate

    keeps_receipts: bool = Field(default=False, title="不用重新签收")


class TaskPeopleAdded(OfficeBody):
    """It is given to further persons, or again to some that were taken off."""

    kind: ClassVar[str] = "task.people_added"
    private: ClassVar[type[Private]] = ReasonPrivate

    accounts: Accounts


class TaskPersonRemoved(OfficeBody):
    """One person is not expected to do it any more, for a reason."""

    kind: ClassVar[str] = "task.person_removed"
    private: ClassVar[type[Private]] = ReasonPrivate

    account: Code = Field(title="督学")


class TaskWithdrawn(OfficeBody):
    """It is taken back from all who have not done it, for a reason."""

    kind: ClassVar[str] = "task.withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate


def content_of(
    body: TaskBody, private: TaskPrivate, stamp: Stamp, edition: str = ""
) -> TaskContent:
    """What a task asks for, as an entry says it; of a new edition unless it says."""
    return TaskContent(
        stamp=stamp,
        edition=edition or stamp.entry,
        source=body.source,
        receive_by=body.receive_by,
        due_on=body.due_on,
        schools=tuple(dict.fromkeys(body.schools)),
        theme_id=body.theme_id,
        files=body.files,
        title=private.title,
        text=private.text,
        giver=private.giver,
    )


def _changed(
    task: TaskBuilder, body: TaskChanged, private: TaskChangedPrivate, stamp: Stamp
) -> str | None:
    edition = task.content.edition if body.keeps_receipts else ""
    task.content = content_of(body, private, stamp, edition)
    task.changed_for = private.reason
    return None


def _people_added(
    task: TaskBuilder, body: TaskPeopleAdded, _private: ReasonPrivate, stamp: Stamp
) -> str | None:
    new = [each for each in dict.fromkeys(body.accounts) if task.may_add(each)]
    for account in new:
        stood = task.people.get(account)
        again = stood.model_copy(update={"removed": None}) if stood else None
        task.people[account] = again or TaskPerson(account=account, named=stamp)
    return None if new else "task_named"


def _person_removed(
    task: TaskBuilder, body: TaskPersonRemoved, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    refusal = task.refusal(body.account, TaskStep.REMOVE)
    if refusal is None:
        task.set(body.account, removed=TaskSaid(stamp=stamp, text=private.reason))
    return refusal


def _withdrawn(
    task: TaskBuilder, _body: TaskWithdrawn, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    task.withdrawn = TaskSaid(stamp=stamp, text=private.reason)
    return None


_OPENS = frozenset({Trait.OPENS, Trait.IN_OFFICE})
_CHANGES = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
_TOLD = frozenset({BookPart.TASKS})

register(Kind(TaskGiven, "下达任务", TASK, DESK_WORK, traits=_OPENS, told=_TOLD))
register(
    Kind(TaskChanged, "更改任务", TASK, DESK_WORK, traits=_CHANGES, apply=_changed, told=_TOLD)
)
register(
    Kind(
        TaskPeopleAdded,
        "增加承办督学",
        TASK,
        DESK_WORK,
        traits=_CHANGES,
        apply=_people_added,
        told=_TOLD,
    )
)
register(
    Kind(
        TaskPersonRemoved,
        "移除承办督学",
        TASK,
        DESK_WORK,
        traits=_CHANGES,
        apply=_person_removed,
        told=_TOLD,
    )
)
register(
    Kind(TaskWithdrawn, "撤回任务", TASK, DESK_WORK, traits=_CHANGES, apply=_withdrawn, told=_TOLD)
)
