"""The month's table, of a month or a longer period: on the page, as a workbook, by whom it left."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.clock import Clock, local_date, month_of
from domain.kinds.office.export import TableExported
from domain.month.month import Grouping
from domain.trail.line import sha256_hex
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.month.making import Asked, MonthView, views
from sync_server.month.period import Period, read_period
from sync_server.month.xlsx import Paper, workbook

SYSTEM = "system"


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
        sheets = [
            each.sheet for each in self._views(read_period(period), district, tuple(Grouping))
        ]
        content = workbook(sheets, paper)
        entry = TableExported(
            table="month", month=period, format="xlsx", sha256=sha256_hex(content)
        )
        # It is about no subject: it tells of what was taken out, and changes nothing.
        self._committer.write(account, [entry], district)
        return Exported(f"{sheets[0].title}.xlsx", content)

    def _views(
        self, period: Period, district: str, groupings: Sequence[Grouping]
    ) -> list[MonthView]:
        asked = Asked(period, district, local_date(self._clock()))
        with self._database.reading() as transaction:
            return views(transaction, asked, groupings)
