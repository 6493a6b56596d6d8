"""The month's table, of a month or a longer period: on the page, as a workbook, by whom it left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.clock import Clock, local_date, month_of
from domain.errors import NotFound
from domain.kinds.office.export import TableExported
from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.builder import State
from domain.month.month import (
    Assignment,
    CountedActivity,
    CountedVisits,
    GroupedVisits,
    Grouping,
    MonthTable,
    PeriodFacts,
    month_table,
)
from domain.trail.line import sha256_hex
from sync_server.data import months, register
from sync_server.data.engine import Database, Transaction
from sync_server.data.months import MonthSpan
from sync_server.ledger.committer import Committer
from sync_server.month.columns import rule
from sync_server.month.period import Period, read_period
from sync_server.month.rows import NamedRow, named_rows
from sync_server.month.xlsx import Sheet, workbook
from sync_server.register.names import Names, names

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class MonthView:
    """The table with what a reader needs beside it: the names and the rule it was made by.

    ``until`` is the last month that asks for visits: those after the running one ask for none.
    """

    period: Period
    table: MonthTable
    names: Names
    district_name: str
    visits_per_month: int
    until: str

    @property
    def rows(self) -> list[NamedRow]:
        """The rows under their names, in the order they are read."""
        return named_rows(self.table.rows, self.table.grouping, self.names)


class Months:
    """Makes the tables of a district; every one that leaves the system is written down."""

    def __init__(self, database: Database, clock: Clock, committer: Committer) -> None:
        self._database = database
        self._clock = clock
        self._committer = committer

    def this_month(self) -> str:
        """The running month in Asia/Shanghai."""
        return month_of(local_date(self._clock()))

    def view(self, period: Period, district: str, grouping: Grouping) -> MonthView:
        """The table of one grouping."""
        return self._views(period, district, (grouping,))[0]

    def export(self, period: str, district: str, account: str = SYSTEM) -> bytes:
        """The workbook (.xlsx) of a month, a year or a run of months, one sheet per grouping.

        That the account took it out is an entry of its own before anybody has the bytes.
        BadInput for a period that is none, NotFound for an unknown district.
        """
        views = self._views(read_period(period), district, tuple(Grouping))
        content = workbook([_sheet(view) for view in views])
        entry = TableExported(
            table="month", month=period, format="xlsx", sha256=sha256_hex(content)
        )
        # It is about no subject: it tells of what was taken out, and changes nothing.
        self._committer.write(account, [entry], district)
        return content

    def _views(
        self, period: Period, district: str, groupings: Sequence[Grouping]
    ) -> list[MonthView]:
        with self._database.session() as session:
            row = register.district(session, district)
        if row is None:
            raise NotFound(f"没有区县“{district}”。", district=district)
        rules = DistrictSet.model_validate_json(row.rules)
        running = self.this_month()
        shown = names(self._database, district)
        due = [month for month in period.months if month <= running]
        span = MonthSpan(district, period.first, period.last)
        with self._database.reading() as transaction:
            facts = _facts(transaction, span, due, rules.duty.visits_per_month)
            tables = [month_table(facts, _grouped(transaction, span, each)) for each in groupings]
        return [
            MonthView(
                period=period,
                table=table,
                names=shown,
                district_name=row.name,
                visits_per_month=rules.duty.visits_per_month,
                until=min(period.last, max(period.first, running)),
            )
            for table in tables
        ]


def _facts(
    transaction: Transaction, span: MonthSpan, due: Sequence[str], visits_per_month: int
) -> PeriodFacts:
    """What all tables of the period are made from."""
    connection = transaction.tables
    activities = months.activities(connection, span)
    return PeriodFacts(
        activities=[
            CountedActivity(each.kind, each.zone, each.sessions, each.attendances)
            for each in activities
        ],
        assignments=[_assignment(each) for each in months.assignments(connection, span.district)],
        due_months=due,
        made=months.visits_made(connection, span._replace(last=due[-1])) if due else {},
        visits_per_month=visits_per_month,
    )


def _grouped(transaction: Transaction, span: MonthSpan, by: Grouping) -> GroupedVisits:
    """What the period's visits add up to by what one table has rows for."""
    connection = transaction.tables
    visits = [
        CountedVisits(each.key, State(each.state), each.tally)
        for each in months.visit_sums(connection, span, by)
    ]
    if by is Grouping.SCHOOL:
        return GroupedVisits(by, visits, {(each.key, each.key) for each in visits})
    return GroupedVisits(by, visits, months.schools_visited(connection, span, by))


def _sheet(view: MonthView) -> Sheet:
    heading = f"{view.district_name}教育督导统计表（{view.period.title}）"
    return Sheet(
        heading, rule(view.visits_per_month), view.table.grouping, view.rows, view.table.total
    )


def _assignment(row: Any) -> Assignment:
    return Assignment(
        account=row.account,
        school_id=row.school_id,
        zone=row.zone,
        from_on=date.fromisoformat(row.from_on),
        to_on=date.fromisoformat(row.to_on) if row.to_on else None,
    )
