"""The summaries of a district: each made at once, of what one transaction reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.kinds.author import INSPECTING
from domain.month.month import Grouping
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.documents.contexts.people import InspectorMonth, Workload
from sync_server.documents.contexts.summaries import MonthSummary, TermSummary
from sync_server.month.making import Asked
from sync_server.month.period import read_period
from sync_server.summaries.bulletin import Bulletin, bulletin
from sync_server.summaries.facts import PeriodBook, read_book
from sync_server.summaries.inspector_month import inspector_month, read_inspectors
from sync_server.summaries.month_summary import month_summary
from sync_server.summaries.term_summary import term_summary
from sync_server.summaries.workload import workload


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which period, called how in words, and which sealed version (as `official` has it)."""

    period: str
    words: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WorkloadPage:
    """The table, with the account of each of its rows where the register has one."""

    table: Workload
    accounts: Sequence[str]
    is_month: bool


@dataclass(frozen=True, slots=True)
class Summaries:
    """Makes them within what the viewer may see."""

    database: Database
    clock: Clock

    def month(self, viewer: Viewer, wanted: Wanted) -> MonthSummary | TermSummary:
        """月度工作总结 of a month, 学期工作总结 of a longer period."""
        viewer.require_months()
        asked = self._asked(viewer, wanted)
        with self.database.reading() as transaction:
            book = read_book(transaction, asked, wanted.version)
            if asked.period.is_month:
                return month_summary(book)
            return term_summary(transaction, book, wanted.words or asked.period.title)

    def workload(self, viewer: Viewer, wanted: Wanted) -> WorkloadPage:
        """督学工作量统计表 of a month or a longer period."""
        viewer.require_months()
        asked = self._asked(viewer, wanted)
        with self.database.reading() as transaction:
            book = read_book(transaction, asked, wanted.version)
        rows = book.sheet(Grouping.INSPECTOR).rows
        accounts = [row.key if row.thing else "" for row in rows]
        table = workload(book, wanted.words or asked.period.title)
        return WorkloadPage(table, accounts, asked.period.is_month)

    def inspector(self, viewer: Viewer, wanted: Wanted, account: str) -> InspectorMonth:
        """One inspector's month: the office's of everybody, an inspector's own.

        NotFound for who is no inspector here.
        """
        if viewer.account != account or not viewer.may_see_visits:
            viewer.require_months()
        asked = self._asked(viewer, wanted)
        with self.database.reading() as transaction:
            book = read_book(transaction, asked, wanted.version)
            _require_inspector(book, account)
            behind = read_inspectors(transaction, book, account)
        return inspector_month(book, behind, account)

    def inspectors(self, viewer: Viewer, wanted: Wanted) -> list[tuple[str, InspectorMonth]]:
        """Everybody's month in the office's order, each with the account."""
        viewer.require_months()
        asked = self._asked(viewer, wanted)
        with self.database.reading() as transaction:
            book = read_book(transaction, asked, wanted.version)
            behind = read_inspectors(transaction, book)
        accounts = _accounts(book)
        return [(each, inspector_month(book, behind, each)) for each in accounts]

    def bulletin(self, viewer: Viewer, wanted: Wanted, theme: str) -> Bulletin:
        """The draft of a 督导通报 about a theme; NotFound for a theme that is none."""
        viewer.require_months()
        asked = self._asked(viewer, wanted)
        with self.database.reading() as transaction:
            book = read_book(transaction, asked, wanted.version)
            if theme and theme not in book.names.themes:
                raise NotFound("There is no such theme.", theme=theme)
            return bulletin(transaction, book, theme)

    def _asked(self, viewer: Viewer, wanted: Wanted) -> Asked:
        period = read_period(wanted.period)
        return Asked(period, viewer.district, local_date(self.clock()))


def _accounts(book: PeriodBook) -> list[str]:
    """Who stands in the table, in its order, as far as the register has them."""
    return [row.key for row in book.sheet(Grouping.INSPECTOR).rows if row.thing]


def _require_inspector(book: PeriodBook, account: str) -> None:
    """NotFound for who neither is an inspector here nor has a row in the table."""
    row = book.names.people.get(account)
    if row is not None and (row.role in INSPECTING or account in _accounts(book)):
        return
    raise NotFound("There is no such inspector.", account=account)
