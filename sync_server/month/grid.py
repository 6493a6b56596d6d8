"""The grid of a period: who owes what at which school in which month, within a district."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.clock import Clock, local_date, month_of
from domain.errors import BadInput, NotFound
from domain.kinds.register.district import DistrictSet, Duty
from domain.month.duty import NOBODY, SchoolDuty
from domain.month.grid import CreditedVisit, Grid, Line, credited, grid
from domain.month.period import last_day, term_by_months
from sync_server.access.viewer import Viewer
from sync_server.data import months, register
from sync_server.data.engine import Database
from sync_server.data.months import MonthSpan
from sync_server.data.tables import VisitRow
from sync_server.data.visits.rows import visits_of
from sync_server.month.duties import duties_of, schools_as_of
from sync_server.month.period import Period, read_period
from sync_server.register.names import Names, names

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class GridFilter:
    """Which duties: every field that is set narrows; ``zone`` is the school's at that time."""

    zone: str = ""
    account: str = ""
    school: str = ""
    school_kind: str = ""

    def wants(self, owed: SchoolDuty) -> bool:
        """Whether the duty is among them; nobody's is asked for by ``-``."""
        was = owed.school
        asked = (
            (self.zone, was.zone),
            (self.account, owed.holder or VACANT),
            (self.school, was.school_id),
            (self.school_kind, was.school_kind.value),
        )
        return all(wanted in ("", found) for wanted, found in asked)


VACANT = "-"
"""What an address calls nobody."""


@dataclass(frozen=True, slots=True)
class PeriodDuties:
    """The duties of a period that a filter leaves, and what a reader needs beside them.

    ``running`` is the month that is not over yet: those after it ask for nothing so far.
    ``holders`` are all who owe anything in the period, whatever the filter leaves, in the
    office's order.
    """

    period: Period
    running: str
    duties: Sequence[SchoolDuty]
    rule: Duty
    names: Names
    schools: Mapping[str, Any]
    holders: Sequence[str]

    @property
    def grid(self) -> Grid:
        """The grid of all of them."""
        return grid(self.duties, self.rule)

    @property
    def visits(self) -> list[CreditedVisit]:
        """What counts towards them, the newest first; at each school a visit is to on its own."""
        found = [each for owed in self.duties for each in credited(owed, self.rule)]
        return sorted(found, key=lambda each: (each.day, each.visit), reverse=True)

    def only(self, accounts: Collection[str]) -> "PeriodDuties":
        """Those of some who owe."""
        return replace(self, duties=[each for each in self.duties if each.holder in accounts])

    def of_column(self, month: str) -> "PeriodDuties":
        """Those of one column of the grid."""
        return replace(self, duties=[each for each in self.duties if each.month == month])

    def school(self, school_id: str) -> str:
        """What the school was called at the period's end."""
        was = self.schools.get(school_id)
        return was.name if was else self.names.school(school_id)

    def in_order(self, lines: Mapping[str, Line]) -> list[tuple[str, list[str]]]:
        """Who owes, by the zone of each and there in the office's order; nobody comes last.

        It is never the order of their figures (5-02).
        """
        found: dict[str, list[str]] = {}
        for account in self.holders:
            if account in lines:
                found.setdefault(_zone_of(account, self.names), []).append(account)
        return list(found.items())

    def schools_of(self, account: str, lines: Mapping[tuple[str, str], Line]) -> list[str]:
        """The schools that the account owes something at, in the office's order."""
        places = {school: place for place, school in enumerate(self.names.schools)}
        own = [school for holder, school in lines if holder == account]
        return sorted(own, key=lambda school: (places.get(school, len(places)), school))


@dataclass(frozen=True, slots=True)
class Grids:
    """Makes them, from what the month's tables are made of."""

    database: Database
    clock: Clock

    def period(self, text: str) -> Period:
        """The period that is named, the running term for none; BadInput for one too long."""
        if not text:
            term = term_by_months(self.running).months
            text = f"{term[0]}..{term[-1]}"
        found = read_period(text)
        if len(found.months) > MOST_MONTHS:
            raise BadInput(f"More than {MOST_MONTHS} months.", code="grid_too_long")
        return found

    @property
    def running(self) -> str:
        """The running month in Asia/Shanghai."""
        return month_of(local_date(self.clock()))

    def duties(self, viewer: Viewer, text: str, wanted: GridFilter) -> PeriodDuties:
        """What the filter leaves of a period; NotAllowed for whoever sees no month."""
        viewer.require_months()
        period, district = self.period(text), viewer.district
        with self.database.session() as session:
            row = register.district(session, district)
        if row is None:
            raise NotFound(f"没有区县“{district}”。", district=district)
        rule = DistrictSet.model_validate_json(row.rules).duty
        running = self.running
        due = [month for month in period.months if month <= running]
        until = due[-1] if due else period.first
        span = MonthSpan(district, period.first, period.last)
        with self.database.reading() as transaction:
            then = months.schools_then(transaction.tables, district)
            found = duties_of(transaction, span, rule, due, then)
        known = names(self.database, district)
        return PeriodDuties(
            period=period,
            running=running,
            duties=[each for each in found if wanted.wants(each)],
            rule=rule,
            names=known,
            schools=schools_as_of(then, last_day(until)),
            holders=_in_order({each.holder for each in found}, known),
        )

    def rows(self, visits: Sequence[CreditedVisit]) -> dict[str, VisitRow]:
        """The rows of these visits by their ids."""
        with self.database.session() as session:
            found = visits_of(session, list(dict.fromkeys(each.visit for each in visits)))
        return {row.visit: row for row in found}


def _in_order(accounts: Collection[str], known: Names) -> list[str]:
    zones = {zone: place for place, zone in enumerate(known.zones)}
    people = {account: place for place, account in enumerate(known.people)}

    def place(account: str) -> tuple[bool, int, int, str]:
        zone = zones.get(_zone_of(account, known), len(zones))
        return account == NOBODY, zone, people.get(account, len(people)), account

    return sorted(accounts, key=place)


def _zone_of(account: str, known: Names) -> str:
    if account == NOBODY:
        return VACANT
    person = known.people.get(account)
    return (person.zone or "") if person else ""
