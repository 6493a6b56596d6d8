"""The month's tables as one transaction reads them: facts, sums, names and rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from domain.clock import month_of
from domain.errors import NotFound
from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.builder import State
from domain.month.month import (
    CampaignMonth,
    CountedActivity,
    CountedVisits,
    CreditSums,
    GroupedVisits,
    Grouping,
    MonthTable,
    PeriodFacts,
    month_table,
)
from domain.month.period import last_day
from domain.month.sheet import Sheet
from domain.register.in_use import is_in_use
from domain.register.school_kind import OFFICES, SchoolKind
from sync_server.data import months, register
from sync_server.data.counted.campaigns import campaign_months
from sync_server.data.engine import Transaction
from sync_server.data.months import MonthSpan
from sync_server.month.acts import acts_of
from sync_server.month.campaigns import spread_words
from sync_server.month.duties import duties_of, schools_as_of
from sync_server.month.period import Period
from sync_server.month.rows import NamedRow, named_rows
from sync_server.month.rules import rule_words
from sync_server.month.sheets import Heading, sheet
from sync_server.register.names import Names, names_in


class Asked(NamedTuple):
    """Whose table of which period, and the day up to which anything is known."""

    period: Period
    district: str
    today: date


@dataclass(frozen=True, slots=True)
class MonthView:
    """The table with what a reader needs beside it: the names and the rules it was made by.

    ``schools`` are those of the register as the period left them. ``until`` is the last month
    that asks for visits: those after the running one ask for none. ``campaigns`` are those with
    field work, once for each month of it.
    """

    period: Period
    table: MonthTable
    names: Names
    schools: Mapping[str, Any]
    district_name: str
    rules: tuple[str, ...]
    until: str
    campaigns: Sequence[CampaignMonth]

    @property
    def rows(self) -> list[NamedRow]:
        """The rows under their names, in the order they are read."""
        return named_rows(self.table.rows, self.table.grouping, self.names, self.schools)

    @property
    def heading(self) -> Heading:
        """What stands over the table."""
        title = f"{self.district_name}教育督导统计表（{self.period.title}）"
        has_campaigns = self.table.grouping is Grouping.ZONE
        note = spread_words(self.campaigns) if has_campaigns else ""
        return Heading(title, self.rules, not self.period.is_month, note)

    @property
    def sheet(self) -> Sheet:
        """The table as plain values under names."""
        return sheet(self.heading, self.table, self.rows)


def views(transaction: Transaction, asked: Asked, groupings: Sequence[Grouping]) -> list[MonthView]:
    """The tables of these groupings; NotFound for an unknown district."""
    period, district = asked.period, asked.district
    with transaction.session() as session:
        row = register.district(session, district)
        if row is None:
            raise NotFound(f"没有区县“{district}”。", district=district)
        district_name, rules = row.name, DistrictSet.model_validate_json(row.rules)
        shown = names_in(session, district)
    running = month_of(asked.today)
    due = [month for month in period.months if month <= running]
    until = min(period.last, max(period.first, running))
    span = MonthSpan(district, period.first, period.last)
    then = months.schools_then(transaction.tables, district)
    schools = schools_as_of(then, last_day(until))
    connection = transaction.tables
    facts = PeriodFacts(
        activities=[_activity(row) for row in months.activities(connection, span)],
        duties=duties_of(transaction, span, rules.duty, due, then),
        acts=acts_of(transaction, span, then, asked.today),
        campaigns=campaign_months(connection, span),
        visited=frozenset(months.all_visited(connection, span)),
    )
    in_use = [
        code
        for code, was in schools.items()
        if is_in_use(was, last_day(until)) and SchoolKind(was.school_kind) not in OFFICES
    ]
    return [
        MonthView(
            period=period,
            table=month_table(facts, _grouped(transaction, span, each, in_use, schools)),
            names=shown,
            schools=schools,
            district_name=district_name,
            rules=rule_words(rules.duty, due or period.months),
            until=until,
            campaigns=facts.campaigns,
        )
        for each in groupings
    ]


def _activity(row: Any) -> CountedActivity:
    return CountedActivity(row.kind, row.zone, row.sessions, row.attendances)


def is_school(schools: Mapping[str, Any], code: str) -> bool:
    """Whether the unit is a school as the period left it; one that is not registered is."""
    was = schools.get(code)
    return was is None or SchoolKind(was.school_kind).is_school


def _grouped(
    transaction: Transaction,
    span: MonthSpan,
    by: Grouping,
    in_use: Sequence[str],
    schools: Mapping[str, Any],
) -> GroupedVisits:
    """What the period's visits add up to by what one table has rows for.

    Institutions, townships and departments are no schools that were gone to.
    """
    connection = transaction.tables
    visits = [
        CountedVisits(each.key, State(each.state), each.tally)
        for each in months.visit_sums(connection, span, by)
    ]
    if by is Grouping.SCHOOL:
        gone_to = {(each.key, each.key) for each in visits if is_school(schools, each.key)}
        return GroupedVisits(by, visits, gone_to, keys=in_use)
    everywhere = months.schools_visited(connection, span, by)
    visited = [pair for pair in everywhere if is_school(schools, pair[1])]
    if by is Grouping.ZONE:
        return GroupedVisits(by, visits, visited)
    credits = [CreditSums(*each) for each in months.credit_sums(connection, span)]
    return GroupedVisits(by, visits, visited, credits)
