"""What is late of a task, how many persons have done it, and what a new one lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from domain.clock import local_date, parse_instant
from domain.kinds.task.builder import Task, TaskPerson
from domain.kinds.task.steps import STEPS, TaskState, TaskStep


def ended_on(task: Task, person: TaskPerson) -> str | None:
    """The local day since which nothing more is expected of the person; None where something is."""
    ending = task.ending(person)
    return local_date(parse_instant(ending.stamp.at)).isoformat() if ending else None


class TaskLate(StrEnum):
    """What of a task is late with a person."""

    RECEIPT = "receipt"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands with one person, and its days; days are local dates."""

    state: TaskState
    receive_by: str
    due_on: str

    def late(self, today: str) -> TaskLate | None:
        """What is late on this day, the report before the receipt; None for nothing.

        Each is late from the day after its last one. Who has reported is late with nothing.
        """
        if self.state not in STEPS[TaskStep.REPORT] or self.state is TaskState.REPORTED:
            return None
        if self.due_on < today:
            return TaskLate.REPORT
        is_unread = self.state is TaskState.GIVEN and self.receive_by < today
        return TaskLate.RECEIPT if is_unread else None


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many persons a task is given to, and how it stands with them today.

    ``asked`` are those it was not taken from: the received are among them, whatever came after.
    """

    asked: int = 0
    given: int = 0
    reported: int = 0
    returned: int = 0
    closed: int = 0
    late_receipts: int = 0
    late_reports: int = 0

    @property
    def received(self) -> int:
        """How many have received it as it now stands, or done it."""
        return self.asked - self.given

    @property
    def is_settled(self) -> bool:
        """Whether everybody has done it, or nobody is asked any more."""
        return self.closed == self.asked


def counts_of(people: Iterable[Standing], today: str) -> TaskCounts:
    """The counts of these persons on this local day."""
    asked = [each for each in people if each.state not in (TaskState.REMOVED, TaskState.WITHDRAWN)]
    states = [each.state for each in asked]
    late = [each.late(today) for each in asked]
    return TaskCounts(
        asked=len(asked),
        given=states.count(TaskState.GIVEN),
        reported=states.count(TaskState.REPORTED),
        returned=states.count(TaskState.RETURNED),
        closed=states.count(TaskState.CLOSED),
        late_receipts=late.count(TaskLate.RECEIPT),
        late_reports=late.count(TaskLate.REPORT),
    )


class TaskWaits(NamedTuple):
    """Of how many persons the office waits too long for a receipt or a report, and how many
    reports wait for the office."""

    receipts: int = 0
    reports: int = 0
    reported: int = 0


def waits_of(people: Iterable[Standing], today: str) -> TaskWaits:
    """What of these persons' tasks is late on this local day, and what waits for the office."""
    found = tuple(people)
    late = [each.late(today) for each in found]
    return TaskWaits(
        receipts=late.count(TaskLate.RECEIPT),
        reports=late.count(TaskLate.REPORT),
        reported=sum(each.state is TaskState.REPORTED for each in found),
    )


class TaskFault(NamedTuple):
    """What is wrong with a task that is to be given: which of its fields, and what to do."""

    field: str
    words: str


def days_fault(receive_by: str, due_on: str, today: str) -> TaskFault | None:
    """What is wrong with the days of a task that is given or changed today, or None."""
    if receive_by < today:
        return TaskFault("receive_by", "签收期限已经过了，请核对。")
    if due_on < receive_by:
        return TaskFault("due_on", "办理期限不能早于签收期限。")
    return None
