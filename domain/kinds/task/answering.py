"""What a person says of a task from their phone, and what the office makes of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, INSPECTING, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp
from domain.kinds.kind import TASK, Kind, Reference, Trait, register
from domain.kinds.piece import Code, OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.kinds.task.builder import TaskBuilder, TaskReceipt, TaskReport, TaskSaid
from domain.kinds.task.giving import Accounts
from domain.kinds.task.steps import TaskStep
from domain.trail.line import Sha256Hex

MOST_VISITS = 50


class TaskReceived(OfficeBody):
    """The writer has received this edition of the task (签收)."""

    kind: ClassVar[str] = "task.received"

    edition: Sha256Hex


class TaskReported(OfficeBody):
    """What the writer did for this edition of the task, and on which visits (回报)."""

    kind: ClassVar[str] = "task.reported"
    private: ClassVar[type[Private]] = TextPrivate

    edition: Sha256Hex
    visits: Annotated[tuple[Sha256Hex, ...], Field(max_length=MOST_VISITS)] = ()


class TaskReturned(OfficeBody):
    """One person's report is not enough, for a reason; also where it was taken as done before."""

    kind: ClassVar[str] = "task.returned"
    private: ClassVar[type[Private]] = ReasonPrivate

    account: Code = Field(title="督学")


class TaskClosed(OfficeBody):
    """These persons have done it (办结)."""

    kind: ClassVar[str] = "task.closed"
    private: ClassVar[type[Private]] = TextPrivate

    accounts: Accounts


def _received(task: TaskBuilder, body: TaskReceived, _private: object, stamp: Stamp) -> str | None:
    refusal = task.refusal(stamp.account, TaskStep.RECEIVE)
    if refusal is None and not task.people[stamp.account].has_received(task.content.edition):
        task.set(stamp.account, received=TaskReceipt(stamp=stamp, edition=body.edition))
    return refusal


def _reported(
    task: TaskBuilder, body: TaskReported, private: TextPrivate, stamp: Stamp
) -> str | None:
    refusal = task.refusal(stamp.account, TaskStep.REPORT)
    if refusal is not None:
        return refusal
    visits = tuple(dict.fromkeys(body.visits))
    report = TaskReport(stamp=stamp, text=private.text, edition=body.edition, visits=visits)
    task.set(stamp.account, reported=report, returned=None)
    return None


def _returned(
    task: TaskBuilder, body: TaskReturned, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    refusal = task.refusal(body.account, TaskStep.RETURN)
    if refusal is None:
        said = TaskSaid(stamp=stamp, text=private.reason)
        task.set(body.account, returned=said, closed=None)
    return refusal


def _closed(task: TaskBuilder, body: TaskClosed, private: TextPrivate, stamp: Stamp) -> str | None:
    refusals = {each: task.refusal(each, TaskStep.CLOSE) for each in body.accounts}
    done = [account for account, refusal in refusals.items() if refusal is None]
    for account in done:
        task.set(account, closed=TaskSaid(stamp=stamp, text=private.text))
    return None if done else next(iter(refusals.values()))


def _visits(body: TaskReported) -> tuple[Reference, ...]:
    return tuple(Reference(each) for each in dict.fromkeys(body.visits))


_BY_PERSON = right(INSPECTING, Relation.PARTICIPANT, Relation.OFFICE)
_ON_PHONE = frozenset({Trait.CHANGES})
_IN_OFFICE = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
_TOLD = frozenset({BookPart.TASKS})

register(
    Kind(TaskReceived, "签收任务", TASK, _BY_PERSON, traits=_ON_PHONE, apply=_received, told=_TOLD)
)
register(
    Kind(
        TaskReported,
        "回报办理情况",
        TASK,
        _BY_PERSON,
        traits=_ON_PHONE,
        apply=_reported,
        refers=_visits,
        told=_TOLD,
    )
)
register(
    Kind(TaskReturned, "退回回报", TASK, DESK_WORK, traits=_IN_OFFICE, apply=_returned, told=_TOLD)
)
register(
    Kind(TaskClosed, "办结任务", TASK, DESK_WORK, traits=_IN_OFFICE, apply=_closed, told=_TOLD)
)
