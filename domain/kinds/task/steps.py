"""How a task stands with one person, and what may be done about it then."""

from collections.abc import Mapping
from enum import StrEnum


class TaskState(StrEnum):
    """How a task stands with one of the persons it was given to."""

    GIVEN = "given"
    RECEIVED = "received"
    REPORTED = "reported"
    RETURNED = "returned"
    CLOSED = "closed"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of the person."""
        return self in (TaskState.CLOSED, TaskState.REMOVED, TaskState.WITHDRAWN)


class TaskStep(StrEnum):
    """What is done about a task with one person: the first two by the person."""

    RECEIVE = "receive"
    REPORT = "report"
    RETURN = "return"
    CLOSE = "close"
    REMOVE = "remove"
    ADD = "add"


_OPEN = frozenset(each for each in TaskState if not each.is_over)
STEPS: Mapping[TaskStep, frozenset[TaskState]] = {
    TaskStep.RECEIVE: _OPEN,
    TaskStep.REPORT: _OPEN,
    TaskStep.RETURN: frozenset({TaskState.REPORTED, TaskState.CLOSED}),
    TaskStep.CLOSE: frozenset({TaskState.REPORTED}),
    TaskStep.REMOVE: _OPEN,
    TaskStep.ADD: frozenset({TaskState.REMOVED}),
}
"""In which states each step may be taken. What is withdrawn from all stays so.

A report that was written before its writer heard of being taken off hinders nothing.
"""
