"""The district's findings as a list: whatever the office asks for, and how each stands today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.clock import Clock, local_date
from domain.findings.deadline import days_overdue
from domain.findings.pressing import Counting
from domain.findings.state import FindingState
from domain.kinds.visit.finding import Category, Severity
from sync_server.access.viewer import Viewer
from sync_server.data.campaigns.rows import of_district
from sync_server.data.engine import Database
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.paging import Key, Place
from sync_server.data.register import findable
from sync_server.data.tables import FindingRow
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.findings.watch import closing_rule, late_until, seen_late
from sync_server.register.calendar import calendar_of
from sync_server.register.names import Names, names

SEEN_LATE = "late"
OWN_DELAY = "delay"


class Due(StrEnum):
    """How the days of open findings are, whose unit has not said that they are put right."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding; ``due_on`` is the notice's day or else the one proposed, None without either.

    ``is_seen_late`` says of a hazard that nobody of the office has seen it in time.
    """

    row: FindingRow
    unit: str
    zone: str
    inspector: str
    days_overdue: int
    is_seen_late: bool = False

    @property
    def state(self) -> FindingState:
        """Where it stands."""
        return FindingState(self.row.state)

    @property
    def category(self) -> Category:
        """What it is about."""
        return Category(self.row.category)

    @property
    def severity(self) -> Severity:
        """How severe it is."""
        return Severity(self.row.severity)

    @property
    def due_on(self) -> str | None:
        """By when it is to be put right."""
        return day_of(self.row)


@dataclass(frozen=True, slots=True)
class FoundFindings:
    """The findings that somebody asks for; what is read is read anew each time.

    ``campaigns`` are the titles of the district's campaigns by their subjects.
    """

    database: Database
    wanted: FindingFilter
    names: Names
    now: datetime
    total: int
    campaigns: Mapping[str, str]

    def read(self, place: Place, limit: int) -> list[ListedFinding]:
        """At most so many at the place."""
        with self.database.session() as session:
            found = FindingList(session, self.wanted)
            rows = found.rows(found.read(place, limit))
            late = seen_late(session, self.wanted.district, rows, self.now)
        return [self._listed(row, is_seen_late=row.position in late) for row in rows]

    def key(self, finding: ListedFinding) -> Key:
        """Where one of them stands in the list."""
        return self.wanted.key_of(finding.row)

    def _listed(self, row: FindingRow, *, is_seen_late: bool) -> ListedFinding:
        state, today = FindingState(row.state), local_date(self.now)
        return ListedFinding(
            row=row,
            unit=self.names.school(row.school_id),
            zone=self.names.zone(row.zone),
            inspector=self.names.person(row.account),
            days_overdue=days_overdue(state, day_of(row), today),
            is_seen_late=is_seen_late,
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """Finds them within the viewer's district."""

    database: Database
    clock: Clock

    def found(
        self, viewer: Viewer, wanted: FindingFilter, *, unit: str = "", due: Due | None = None
    ) -> FoundFindings:
        """Those that are wanted, at the units that ``unit`` finds, whose days are as ``due`` says.

        ``SEEN_LATE`` in place of an instant takes hazards that nobody has seen in time, and
        ``OWN_DELAY`` in place of a day what units replied too long ago.

        The district is always the viewer's.
        """
        now = self.clock()
        known = names(self.database, viewer.district)
        if unit:
            wanted = replace(wanted, schools=units_found(known, unit))
        wanted = self._on_the_day(viewer, wanted, due, now)
        with self.database.session() as session:
            total = FindingList(session, wanted).count()
            campaigns = {
                each.campaign: each.title for each in of_district(session, viewer.district)
            }
        return FoundFindings(self.database, wanted, known, now, total, campaigns)

    def number(self, viewer: Viewer, wanted: FindingFilter, due: Due | None = None) -> int:
        """How many findings are so."""
        wanted = self._on_the_day(viewer, wanted, due, self.clock())
        with self.database.session() as session:
            return FindingList(session, wanted).count()

    def _on_the_day(
        self, viewer: Viewer, wanted: FindingFilter, due: Due | None, now: datetime
    ) -> FindingFilter:
        """The filter in the viewer's district with the days that it stands for now."""
        viewer.require_papers()
        district, today = viewer.district, local_date(now)
        wanted = replace(wanted, district=district)
        with self.database.session() as session:
            if wanted.unseen_until == SEEN_LATE:
                wanted = replace(wanted, unseen_until=late_until(session, district, now))
            rule = closing_rule(session, district)
        if due is not None:
            wanted = _due(wanted, due, today, rule.soon_within_days)
        if wanted.replied_by == OWN_DELAY:
            counting = Counting(today, rule, calendar_of(self.database, district))
            wanted = replace(wanted, replied_by=counting.replied_by.isoformat())
        return wanted


def day_of(row: Any) -> str | None:
    """By when a finding is to be put right; None without a day."""
    return None if row.deadline == NO_DEADLINE else str(row.deadline)


def _due(wanted: FindingFilter, due: Due, today: date, soon_days: int) -> FindingFilter:
    if due is Due.OVERDUE:
        return replace(wanted, due_to=(today - timedelta(days=1)).isoformat())
    until = today if due is Due.TODAY else today + timedelta(days=soon_days)
    return replace(wanted, due_from=today.isoformat(), due_to=until.isoformat())


def units_found(known: Names, words: str) -> Sequence[str]:
    """The units that are found by what was typed, and the one whose code it is."""
    found = {
        code
        for code, row in known.schools.items()
        if findable(row, known.zone(row.zone)).matches(words)
    }
    return sorted({words, *found})
