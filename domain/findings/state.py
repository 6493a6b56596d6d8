"""Where a finding stands on its way from being raised to its end (2-02, 2-25).

One state machine for phone, workbook and office:

    raised → fed back → noticed → rectifying → replied → checked → closed

The newest look decides between rectifying and checked; a later reply that says it is done waits
for another look. Every step but the last may be left out on the way; what closing wants is
asked for then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

from domain.clock import local_date, parse_instant
from domain.kinds.finding.closing import End
from domain.kinds.visit.follow_up import Conclusion


class FindingState(StrEnum):
    """Where a finding stands."""

    RAISED = "raised"
    FED_BACK = "fed_back"
    NOTICED = "noticed"
    RECTIFYING = "rectifying"
    REPLIED = "replied"
    CHECKED = "checked"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DISSOLVED = "dissolved"

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something about it."""
        return self not in _ENDED

    @property
    def is_the_units(self) -> bool:
        """Whether it is the unit that has to do something: only then its clock runs (S1)."""
        return self in _THE_UNITS

    @property
    def wants_paper(self) -> bool:
        """Whether the office has still to write to the unit about it, where it was not mended."""
        return self in (FindingState.RAISED, FindingState.FED_BACK)


_ENDED = frozenset(
    {
        FindingState.CLOSED,
        FindingState.WITHDRAWN,
        FindingState.MERGED,
        FindingState.DISSOLVED,
    }
)
_THE_UNITS = frozenset(
    {
        FindingState.RAISED,
        FindingState.FED_BACK,
        FindingState.NOTICED,
        FindingState.RECTIFYING,
    }
)


class Fact(Enum):
    """What can be true of a finding's course; states are told by which of them are.

    PUT_RIGHT: the newest look found it rectified. LOOKED: there is a look at it. ANSWERED: the
    unit says that it is done, and nobody has looked since. MEASURED: measures, who answers for
    them and by when are known.
    """

    ENDED_CLOSED = End.CLOSED
    ENDED_WITHDRAWN = End.WITHDRAWN
    ENDED_MERGED = End.MERGED
    ENDED_DISSOLVED = End.DISSOLVED
    FIXED_ON_SPOT = "fixed_on_spot"
    PICTURED_AFTER = "pictured_after"
    FED_BACK = "fed_back"
    NOTICED = "noticed"
    MEASURED = "measured"
    LOOKED = "looked"
    PUT_RIGHT = "put_right"
    ANSWERED = "answered"


UNKNOWN_MOMENT = "9999-12-31T00:00:00.000Z"
"""Stands for the moment of a look that is not known: after all others."""


def moment_on(day: str, at: str) -> str | None:
    """The moment, where it is on this local day; None where it tells nothing of the day's order.

    A reply may be entered on a later day than that of which it tells, and a phone's clock be wrong.
    """
    return at if local_date(parse_instant(at)).isoformat() == day else None


@dataclass(frozen=True, slots=True)
class FindingCourse:
    """What happened to a finding since it was raised, each as it stands newest.

    ``is_pictured_after`` says that the visit has a photo of how it looked once it was fixed.
    ``replied_on`` is the local day of a reply that says it is put right, ``seen_on`` that of the
    newest look, with its ``conclusion``. ``replied_at`` and ``seen_at`` are the moments of both,
    where they are known (`moment_on`): on one day they tell which came first.
    """

    is_fixed_on_spot: bool = False
    is_pictured_after: bool = False
    is_fed_back: bool = False
    is_noticed: bool = False
    is_measured: bool = False
    replied_on: str | None = None
    replied_at: str | None = None
    seen_on: str | None = None
    seen_at: str | None = None
    conclusion: Conclusion | None = None
    end: End | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the unit says it is put right, and nobody has looked since.

        Where the moment of either is not known, a look on the day of the reply came after it.
        """
        if self.replied_on is None:
            return False
        if self.replied_on != self.seen_on:
            return (self.seen_on or "") < self.replied_on
        return (self.seen_at or UNKNOWN_MOMENT) < (self.replied_at or "")

    @property
    def facts(self) -> frozenset[Fact]:
        """Which facts are true of it."""
        told = {
            Fact.FIXED_ON_SPOT: self.is_fixed_on_spot,
            Fact.PICTURED_AFTER: self.is_pictured_after,
            Fact.FED_BACK: self.is_fed_back,
            Fact.NOTICED: self.is_noticed,
            Fact.MEASURED: self.is_measured,
            Fact.LOOKED: self.conclusion is not None,
            Fact.PUT_RIGHT: self.conclusion is Conclusion.RECTIFIED,
            Fact.ANSWERED: self.is_answered,
        }
        ended = {Fact(self.end)} if self.end else set()
        return frozenset({fact for fact, is_so in told.items() if is_so} | ended)


Step = tuple[frozenset[Fact], FindingState]

STEPS: Sequence[Step] = (
    (frozenset({Fact.ENDED_CLOSED}), FindingState.CLOSED),
    (frozenset({Fact.ENDED_WITHDRAWN}), FindingState.WITHDRAWN),
    (frozenset({Fact.ENDED_MERGED}), FindingState.MERGED),
    (frozenset({Fact.ENDED_DISSOLVED}), FindingState.DISSOLVED),
    (frozenset({Fact.PUT_RIGHT}), FindingState.CHECKED),
    (frozenset({Fact.LOOKED, Fact.ANSWERED}), FindingState.REPLIED),
    (frozenset({Fact.LOOKED}), FindingState.RECTIFYING),
    (
        frozenset({Fact.FIXED_ON_SPOT, Fact.PICTURED_AFTER, Fact.FED_BACK}),
        FindingState.CHECKED,
    ),
    (frozenset({Fact.ANSWERED}), FindingState.REPLIED),
    (frozenset({Fact.MEASURED}), FindingState.RECTIFYING),
    (frozenset({Fact.NOTICED}), FindingState.NOTICED),
    (frozenset({Fact.FED_BACK}), FindingState.FED_BACK),
    (frozenset(), FindingState.RAISED),
)
"""The state is that of the first step whose facts are all true."""


def finding_state(course: FindingCourse) -> FindingState:
    """Where the finding stands."""
    facts = course.facts
    return next(state for wanted, state in STEPS if wanted <= facts)


class Missing(StrEnum):
    """What has to be there before a finding can be closed (2-02)."""

    FEEDBACK = "feedback"
    MEASURES = "measures"
    FOLLOW_UP = "follow_up"
    AFTER_PHOTO = "after_photo"


def missing_to_close(course: FindingCourse) -> tuple[Missing, ...]:
    """What still has to be done before the office may close the finding, in its order.

    What was fixed on the spot, and found undone by nobody since, wants feedback and an
    after-photo alone; everything else feedback, measures, and a later look that found it put
    right.
    """
    facts = course.facts
    wanted = {
        Missing.FEEDBACK: Fact.FED_BACK,
        Missing.MEASURES: Fact.MEASURED,
        Missing.FOLLOW_UP: Fact.PUT_RIGHT,
    }
    if Fact.FIXED_ON_SPOT in facts and Fact.LOOKED not in facts:
        wanted = {Missing.FEEDBACK: Fact.FED_BACK, Missing.AFTER_PHOTO: Fact.PICTURED_AFTER}
    return tuple(each for each, fact in wanted.items() if fact not in facts)
