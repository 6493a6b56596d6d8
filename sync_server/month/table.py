"""The month's table, of a month or a longer period: on the page, as a workbook, by whom it left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.clock import Clock, local_date, month_of
from domain.errors import NotFound
from domain.kinds.office.export import TableExported
from domain.kinds.register.district import DistrictSet
from domain.kinds.visit.builder import State
from domain.month.month import (
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
from domain.register.in_use import is_in_use
from domain.trail.line import sha256_hex
from sync_server.data import months, register
from sync_server.data.engine import Database, Transaction
from sync_server.data.months import MonthSpan
from sync_server.ledger.committer import Committer
from sync_server.month.acts import acts_of
from sync_server.month.duties import duties_of, schools_as_of
from sync_server.month.period import Period, read_period
from sync_server.month.rows import NamedRow, named_rows
from sync_server.month.rules import rule_words
from sync_server.month.xlsx import Paper, Sheet, workbook
from sync_server.register.names import Names, names

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class MonthView:
    """The table with what a reader needs beside it: the names and the rules it was made by.

    ``schools`` are those of the register as the period left them. ``until`` is the last month
    that asks for visits: those after the running one ask for none.
    """

    period: Period
    table: MonthTable
    names: Names
    schools: Mapping[str, Any]
    district_name: str
    rules: tuple[str, ...]
    until: str

    @property
    def rows(self) -> list[NamedRow]:
        """The rows under their names, in the order they are read."""
        return named_rows(self.table.rows, self.table.grouping, self.names, self.schools)


class Exported(NamedTuple):
    """A table that leaves the system: what its file is called, and the file."""

    name: str
    content: bytes


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

    def export(
        self, period: str, district: str, account: str = SYSTEM, paper: Paper = Paper.A4
    ) -> Exported:
        """The workbook (.xlsx) of a month, a year or a run of months, one sheet per grouping.

        That the account took it out is an entry of its own before anybody has the bytes.
        BadInput for a period that is none, NotFound for an unknown district.
        """
        views = self._views(read_period(period), district, tuple(Grouping))
        content = workbook([_sheet(view) for view in views], paper)
        entry = TableExported(
            table="month", month=period, format="xlsx", sha256=sha256_hex(content)
        )
        # It is about no subject: it tells of what was taken out, and changes nothing.
        self._committer.write(account, [entry], district)
        return Exported(f"{_heading(views[0])}.xlsx", content)

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
        until = min(period.last, max(period.first, running))
        span = MonthSpan(district, period.first, period.last)
        with self._database.reading() as transaction:
            then = months.schools_then(transaction.tables, district)
            schools = schools_as_of(then, last_day(until))
            facts = PeriodFacts(
                activities=[_activity(row) for row in months.activities(transaction.tables, span)],
                duties=duties_of(transaction, span, rules.duty, due, then),
                acts=acts_of(transaction, span, then, local_date(self._clock())),
                visited=frozenset(months.all_visited(transaction.tables, span)),
            )
            in_use = [code for code, was in schools.items() if is_in_use(was, last_day(until))]
            tables = [
                month_table(facts, _grouped(transaction, span, each, in_use)) for each in groupings
            ]
        return [
            MonthView(
                period=period,
                table=table,
                names=shown,
                schools=schools,
                district_name=row.name,
                rules=rule_words(rules.duty, due or period.months),
                until=until,
            )
            for table in tables
        ]


def _activity(row: Any) -> CountedActivity:
    return CountedActivity(row.kind, row.zone, row.sessions, row.attendances)


def _grouped(
    transaction: Transaction, span: MonthSpan, by: Grouping, in_use: Sequence[str]
) -> GroupedVisits:
    """What the period's visits add up to by what one table has rows for."""
    connection = transaction.tables
    visits = [
        CountedVisits(each.key, State(each.state), each.tally)
        for each in months.visit_sums(connection, span, by)
    ]
    if by is Grouping.SCHOOL:
        return GroupedVisits(by, visits, {(each.key, each.key) for each in visits}, keys=in_use)
    visited = months.schools_visited(connection, span, by)
    if by is Grouping.ZONE:
        return GroupedVisits(by, visits, visited)
    credits = [CreditSums(*each) for each in months.credit_sums(connection, span)]
    return GroupedVisits(by, visits, visited, credits)


def _heading(view: MonthView) -> str:
    return f"{view.district_name}教育督导统计表（{view.period.title}）"


def _sheet(view: MonthView) -> Sheet:
    return Sheet(_heading(view), view.rules, view.table.grouping, view.rows, view.table.total)
