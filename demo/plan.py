"""What the demo year consists of, before any of it is written down."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from demo import totals
from demo.region import DemoSchool, Inspector
from domain.clock import CST, local_date
from domain.kinds.visit.plan import VisitType

# Of a visit to two units: the rest goes to the way and the other one.
_FIRST_SHARE = 0.6


class Fate(StrEnum):
    """What becomes of a visit until now."""

    APPROVED = "approved"
    WAITING = "waiting"
    RETURNED = "returned"
    MENDED = "mended"
    CANCELLED = "cancelled"
    OPEN = "open"


class Oddity(StrEnum):
    """What is strange about a visit, so that a rule flags it."""

    OUTSIDE = "outside"
    CLOCK_OFF = "clock_off"
    ALBUM = "album"
    LATE = "late"
    REUSED = "reused"
    SHORT = "short"
    MOCKED = "mocked"
    BY_HAND = "by_hand"
    REFUSED = "refused"
    REBOOTED = "rebooted"
    COPIED = "copied"


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What the twelve full months add up to."""

    lessons: int = totals.LESSONS
    lesson_plans: int = totals.LESSON_PLANS
    campaigns: int = totals.CAMPAIGNS
    training_attendances: int = totals.TRAINING_ATTENDANCES


@dataclass(frozen=True, slots=True)
class YearShape:
    """How large a demo is: its totals, how many schools each inspector has, the photos at most."""

    totals: YearTotals = YearTotals()
    schools_each: int | None = None
    most_photos: int = 600


@dataclass(slots=True)
class PlannedVisit:
    """One visit as it will be recorded; times are aware UTC instants.

    ``further`` is the unit that it goes on to, where it is to several, ``campaign`` the code of the
    campaign that it is made for.
    """

    number: int
    inspector: Inspector
    school: DemoSchool
    starts_at: datetime
    dwell_min: int
    synced_at: datetime
    visit_type: VisitType = VisitType.ROUTINE
    companion: Inspector | None = None
    lessons: int = 0
    lesson_plans: int = 0
    problems: int = 0
    scenes: tuple[int, ...] = ()
    is_saved_again: bool = False
    campaign: str | None = None
    further: DemoSchool | None = None
    fate: Fate = Fate.APPROVED
    oddity: Oddity | None = None

    @property
    def day(self) -> date:
        """The local day."""
        return local_date(self.starts_at)

    @property
    def month(self) -> int:
        """The local calendar month, 1 to 12, which has its theme."""
        return self.day.month

    @property
    def ends_at(self) -> datetime:
        """When the inspector leaves."""
        return self.starts_at + timedelta(minutes=self.dwell_min)

    @property
    def here_min(self) -> float:
        """How many of its minutes are at the first unit."""
        return self.dwell_min * _FIRST_SHARE if self.further else self.dwell_min

    @property
    def is_counted(self) -> bool:
        """Whether it is in the counts: submitted and not cancelled."""
        return self.fate not in (Fate.OPEN, Fate.CANCELLED)


def at(day: date, minutes: float) -> datetime:
    """The instant so many minutes after a local midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=CST) + timedelta(minutes=minutes)
