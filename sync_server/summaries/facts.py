"""What a summary of a period is made of, as one transaction reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.campaigns.table import WorkAtUnit
from domain.clock import month_of
from domain.kinds.register.district import DistrictSet, Duty
from domain.month.duty import SchoolDuty
from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetRow, Value
from domain.register.checklist import Theme
from domain.register.in_use import is_in_use
from sync_server.data import months, register
from sync_server.data.counted.campaigns import work_at_units
from sync_server.data.engine import Transaction
from sync_server.data.locks import rows as locks
from sync_server.data.months import MonthSpan
from sync_server.data.summaries import rows
from sync_server.data.summaries.rows import CategoryCount
from sync_server.data.tables import CampaignRow
from sync_server.documents.contexts.papers import day_words, organ_of
from sync_server.month.duties import duties_of
from sync_server.month.locked import version
from sync_server.month.making import Asked
from sync_server.month.official import Official, official
from sync_server.month.period import Period, month_after
from sync_server.month.rules import month_words
from sync_server.register.names import Names, names_in

NONE = "—"


@dataclass(frozen=True, slots=True)
class PeriodBook:
    """A period's tables, and what stands beside them in the register and the records.

    ``work`` is what the visits of its campaigns came to, ``sealed`` are the sealed months of a
    longer period.
    """

    asked: Asked
    official: Official
    names: Names
    categories: Sequence[CategoryCount]
    activities: Sequence[Any]
    campaigns: Sequence[CampaignRow]
    work: Sequence[WorkAtUnit]
    sealed: Sequence[str]

    @property
    def period(self) -> Period:
        """What it is about."""
        return self.asked.period

    @property
    def organ(self) -> str:
        """The office's name in full."""
        return organ_of(self.official.district_name)

    @property
    def made_on(self) -> str:
        """The day on which it is written."""
        return day_words(self.asked.today.isoformat())

    @property
    def source(self) -> str:
        """Which figures these are: the sealed month's, or what the records have now."""
        held = self.official.version
        if held is not None:
            return f"数字取自{held.seal}；名单和问题分类按现在的记录"
        said = f"按{self.made_on}的记录{self._apart}"
        if self.official.versions:
            return f"{said}，不是锁定的那一版"
        if self.sealed:
            months_ = "、".join(map(month_words, self.sealed))
            return f"{said}；{months_}已锁定，和锁定数的差别见统计报表"
        return f"{said}，没有锁定"

    @property
    def _apart(self) -> str:
        """That the categories tell what is being corrected already, which counts only later."""
        number = self.sheet(Grouping.ZONE).totals.get("findings")
        is_same = sum(each.number for each in self.categories) == number
        return "" if is_same else "，问题分类里有正在更正、还没有重新提交的"

    def sheet(self, grouping: Grouping) -> Sheet:
        """The table by zone, or the one by inspector."""
        return next(each for each in self.official.sheets if each.grouping is grouping)

    def total(self, name: str) -> str:
        """A figure of the whole district, in words."""
        return figure(self.sheet(Grouping.ZONE).totals.get(name))

    def themes(self, month: str) -> list[str]:
        """What is looked at in a month, the district's themes before the city's."""
        found = [each for each in self.names.themes.values() if _is_of(each, month)]
        return [each.title for each in sorted(found, key=lambda each: (each.level, each.theme_id))]

    @property
    def next_month(self) -> str:
        """The month behind the period."""
        return month_after(self.period.last)

    def active(self, register: Mapping[str, Any]) -> list[Any]:
        """What of the register is in use today."""
        today = self.asked.today.isoformat()
        return [row for row in register.values() if is_in_use(row, today)]


def read_book(transaction: Transaction, asked: Asked, number: int | None = None) -> PeriodBook:
    """What is told of a period; ``number`` is the sealed version, as `official` has it.

    NotFound for an unknown district or version.
    """
    groupings = (Grouping.ZONE, Grouping.INSPECTOR)
    found = official(transaction, asked, groupings, number)
    span = span_of(asked)
    with transaction.session() as session:
        known = names_in(session, asked.district)
        campaigns = rows.campaigns(session, span)
    is_long = not asked.period.is_month
    return PeriodBook(
        asked=asked,
        official=found,
        names=known,
        categories=rows.categories(transaction.tables, span),
        activities=months.activities(transaction.tables, span),
        campaigns=campaigns,
        work=work_at_units(transaction.tables, span),
        sealed=_sealed(transaction, span) if is_long else (),
    )


def duties_now(transaction: Transaction, book: PeriodBook) -> list[SchoolDuty]:
    """What is owed in the period as the register has it now, in the months that have come."""
    duty = rule_now(transaction, book)
    running = month_of(book.asked.today)
    due = [month for month in book.period.months if month <= running]
    then = months.schools_then(transaction.tables, book.asked.district)
    return duties_of(transaction, span_of(book.asked), duty, due, then)


def rule_now(transaction: Transaction, book: PeriodBook) -> Duty:
    """The district's rule of what is owed."""
    with transaction.session() as session:
        row = register.district(session, book.asked.district)
    return DistrictSet.model_validate_json(row.rules).duty if row else Duty()


def span_of(asked: Asked) -> MonthSpan:
    """The months that are asked about."""
    return MonthSpan(asked.district, asked.period.first, asked.period.last)


def _sealed(transaction: Transaction, span: MonthSpan) -> list[str]:
    found = locks.newest_versions(transaction.tables, span)
    return sorted(version(row).body.month for row in found)


def _is_of(theme: Theme, month: str) -> bool:
    year, number = int(month[:4]), int(month[5:])
    return theme.month == number and theme.year in (None, year)


def by_name(sheet: Sheet, row: SheetRow | None) -> dict[str, str]:
    """A row's figures in words by the column's name; who has no row has done nothing yet."""
    if row is None:
        return {each.name: figure(None if each.is_share else 0) for each in sheet.columns}
    pairs = zip(sheet.columns, row.values, strict=True)
    return {each.name: figure(value) for each, value in pairs}


def total_by_name(sheet: Sheet) -> dict[str, str]:
    """The foot's figures in words."""
    return {each.name: figure(sheet.totals[each.name]) for each in sheet.columns}


def figure(value: Value) -> str:
    """A count with its thousands set apart, a share in percent, a dash where there is none."""
    if value is None:
        return NONE
    return f"{value:.1%}" if isinstance(value, float) else f"{value:,}"


def short_day(day: str) -> str:
    """A local date within its year: `5月14日`."""
    on = date.fromisoformat(day)
    return f"{on.month}月{on.day}日"


def listed(words: Sequence[str]) -> str:
    """Some things one after the other."""
    return "、".join(words)
