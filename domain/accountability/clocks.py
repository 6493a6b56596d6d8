"""The terms that run in an accountability case (5-11): which there were, which runs, how it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.kinds.accountability.case import Accountability, is_appealable
from domain.kinds.accountability.terms import (
    APPEAL_DAYS,
    ASK_APPEAL_DAYS,
    ASK_REVIEW_DAYS,
    CORRECT_DAYS,
    GROUP_DAYS,
    REVIEW_DAYS,
    last_day,
)

SOON_DAYS = 7
"""So many days before its last one a term is about to run out."""


class ClockSort(StrEnum):
    """What is to be done within a term."""

    GROUP = "group"
    PLEAD = "plead"
    ASK_REVIEW = "ask_review"
    REVIEW = "review"
    ASK_APPEAL = "ask_appeal"
    APPEAL = "appeal"
    CORRECT = "correct"

    @property
    def is_theirs(self) -> bool:
        """Whether it is theirs who are to answer: they may let it pass."""
        return self in (ClockSort.PLEAD, ClockSort.ASK_REVIEW, ClockSort.ASK_APPEAL)


class ClockState(StrEnum):
    """How a term is on a day."""

    RUNNING = "running"
    SOON = "soon"
    PASSED = "passed"
    OVERDUE = "overdue"
    KEPT = "kept"
    LATE = "late"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Clock:
    """A term: what for, until when, and when that was done.

    ``is_running`` says that nothing else is to come first and the case goes on.
    """

    sort: ClockSort
    due_on: str
    done_on: str | None = None
    is_running: bool = False

    def state(self, today: str) -> ClockState:
        """How it is today; its last day is still within it."""
        if self.done_on is not None:
            return ClockState.KEPT if self.done_on <= self.due_on else ClockState.LATE
        if not self.is_running:
            return ClockState.OVER
        left = self.days_left(today)
        if left < 0:
            return ClockState.PASSED if self.sort.is_theirs else ClockState.OVERDUE
        return ClockState.SOON if left <= SOON_DAYS else ClockState.RUNNING

    def days_left(self, today: str) -> int:
        """How many days are left after today; negative once it has passed."""
        return (date.fromisoformat(self.due_on) - date.fromisoformat(today)).days


def clocks_of(case: Accountability) -> list[Clock]:
    """The case's terms in their order; the last one runs while it is open and not yet done."""
    found = [*_before_decision(case), *_after_decision(case)]
    if found and case.state.is_open and found[-1].done_on is None:
        last = found[-1]
        found[-1] = Clock(last.sort, last.due_on, is_running=True)
    return found


def running(case: Accountability) -> Clock | None:
    """The term that runs, or None."""
    return next((each for each in clocks_of(case) if each.is_running), None)


def _before_decision(case: Accountability) -> Iterator[Clock]:
    set_on = case.group.set_on if case.group else None
    yield Clock(ClockSort.GROUP, last_day(case.inspected_on, GROUP_DAYS), set_on)
    if case.notice is not None:
        heard_on = case.plea.heard_on if case.plea else None
        yield Clock(ClockSort.PLEAD, case.notice.plead_by, heard_on)


def _after_decision(case: Accountability) -> Iterator[Clock]:
    asked, review, appealed = case.review_asked, case.review, case.appeal_asked
    if case.service is not None:
        by = last_day(case.service.served_on, ASK_REVIEW_DAYS)
        yield Clock(ClockSort.ASK_REVIEW, by, asked.asked_on if asked else None)
    if asked is not None:
        by = last_day(asked.asked_on, REVIEW_DAYS)
        yield Clock(ClockSort.REVIEW, by, review.decided_on if review else None)
    if review is not None and is_appealable(review):
        by = last_day(review.known_on, ASK_APPEAL_DAYS)
        yield Clock(ClockSort.ASK_APPEAL, by, appealed.asked_on if appealed else None)
    if appealed is not None:
        by = last_day(appealed.asked_on, APPEAL_DAYS)
        yield Clock(ClockSort.APPEAL, by, case.appeal.decided_on if case.appeal else None)
    if case.appeal is not None and case.appeal.outcome.is_wrong:
        by = last_day(case.appeal.known_on, CORRECT_DAYS)
        corrected = case.correction.corrected_on if case.correction else None
        yield Clock(ClockSort.CORRECT, by, corrected)
