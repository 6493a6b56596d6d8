"""The month's table, of a month or a longer period: on the page, as a workbook, by whom it left."""

from typing import NamedTuple

from domain.clock import Clock, format_instant, local_date, month_of
from domain.errors import BadInput
from domain.kinds.office.export import TableExported
from domain.month.month import Grouping
from domain.month.topic import ALL, By
from domain.trail.line import sha256_hex
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.month.making import Asked, MonthView, views
from sync_server.month.month_file import Made, month_file
from sync_server.month.official import Official, official
from sync_server.month.period import Period, read_period
from sync_server.month.sealed_sums import SealedSums, sealed_sums
from sync_server.month.topics.charts import Charts, charts
from sync_server.month.xlsx import Paper, workbook
from sync_server.register.names import names_in

SYSTEM = "system"


class Exported(NamedTuple):
    """A table that leaves the system: what its file is called, and the file."""

    name: str
    content: bytes


class Take(NamedTuple):
    """Which table is taken out, on which paper; ``number`` as `official` has it."""

    period: str
    paper: Paper = Paper.A4
    number: int | None = None


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
        """The table of one grouping as the records have it now, whatever is sealed."""
        with self._database.reading() as transaction:
            return views(transaction, self._asked(period, district), (grouping,))[0]

    def official(
        self, period: Period, district: str, by: By, number: int | None = None
    ) -> Official:
        """One table as it is official; see `official`."""
        with self._database.reading() as transaction:
            return official(transaction, self._asked(period, district), (by,), number)

    def sealed_sums(self, period: Period, district: str) -> SealedSums | None:
        """The sealed months of a longer period beside what the records have of them now."""
        with self._database.reading() as transaction:
            return sealed_sums(transaction, self._asked(period, district))

    def charts(self, period: Period, district: str) -> Charts:
        """What the period's charts show, as the records have it now."""
        with self._database.reading() as transaction:
            return charts(transaction, self._asked(period, district))

    def export(self, wanted: Take | str, district: str, account: str = SYSTEM) -> Exported:
        """The workbook (.xlsx) of a month, a year or a run of months, a sheet for each table.

        Of a sealed month it is the official version, or the one that is wanted.

        That the account took it out is an entry of its own before anybody has the bytes.
        BadInput for a period that is none, NotFound for an unknown district or version.
        """
        take = Take(wanted) if isinstance(wanted, str) else wanted
        asked = self._asked(read_period(take.period), district)
        with self._database.reading() as transaction:
            sheets = official(transaction, asked, ALL, take.number).sheets
        content = workbook(sheets, take.paper)
        entry = TableExported(
            table="month", month=take.period, format="xlsx", sha256=sha256_hex(content)
        )
        # It is about no subject: it tells of what was taken out, and changes nothing.
        self._committer.write(account, [entry], district)
        return Exported(f"{sheets[0].title}.xlsx", content)

    def as_file(self, wanted: Take, district: str, account: str = SYSTEM) -> Exported:
        """The month as documented JSON (`month_file.py`), official or as wanted.

        Its leaving is an entry as that of a workbook. BadInput for a longer period.
        """
        period = read_period(wanted.period)
        if not period.is_month:
            raise BadInput("JSON 月报一次一个月，例如 2026-05。", code="bad_period")
        with self._database.reading() as transaction:
            asked = self._asked(period, district)
            found = official(transaction, asked, tuple(Grouping), wanted.number)
            with transaction.session() as session:
                name = names_in(session, district).person(account)
        made = Made(
            district=district,
            district_name=found.district_name,
            month=period.key,
            made_at=format_instant(self._clock()),
            made_by=account,
            made_by_name=name,
        )
        content = month_file(made, found.sheets, found.version).written
        entry = TableExported(
            table="month", month=period.key, format="json", sha256=sha256_hex(content)
        )
        self._committer.write(account, [entry], district)
        return Exported(f"month-{period.key}.json", content)

    def _asked(self, period: Period, district: str) -> Asked:
        return Asked(period, district, local_date(self._clock()))
