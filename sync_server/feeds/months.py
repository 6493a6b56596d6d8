"""The feed of the month's tables: official figures, month after month."""

from collections.abc import Iterator, Sequence

from domain.clock import month_of
from domain.kinds.office.token import TokenScope
from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetRow
from domain.words.values import label
from sync_server.data.engine import Transaction
from sync_server.data.feeds.source import COMPARES
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.feeds.feed import ORDERED, SAME, Asked, Feed
from sync_server.feeds.in_memory import at_place, picked
from sync_server.feeds.models import FIGURES, MonthKey, MonthRead
from sync_server.month import making
from sync_server.month.official import official
from sync_server.month.period import months_between, read_period


def _read(transaction: Transaction, asked: Asked) -> Sequence[MonthKey]:
    """The rows, of no more months than are needed for so many."""
    ask = asked.ask
    found: list[MonthKey] = []
    for month in _months(transaction, asked):
        if _is_passed(month, asked):
            continue
        found += picked(_rows(transaction, asked, month), ask)
        if len(at_place(found, ask)) >= ask.limit:
            break
    return at_place(found, ask)


def _count(transaction: Transaction, asked: Asked) -> int:
    return sum(
        len(picked(_rows(transaction, asked, month), asked.ask))
        for month in _months(transaction, asked)
    )


def _is_passed(month: str, asked: Asked) -> bool:
    """Whether all of the month's rows stand before the place that is asked for."""
    after = str(asked.ask.after[0])[: len(month)] if asked.ask.after else month
    return month < after if asked.ask.is_rising else month > after


def _months(transaction: Transaction, asked: Asked) -> list[str]:
    """The months from the first with a visit to the running one that fit, in their order."""
    with transaction.session() as session:
        visited = VisitList.of(session, VisitFilter(asked.ask.district)).months()
    running = month_of(asked.today)
    first = min(visited[-1], running) if visited else running
    wanted = [each for each in asked.ask.conditions if each.column == "month"]
    months = [
        month
        for month in months_between(first, running)
        if all(COMPARES[each.op](month, each.value) for each in wanted)
    ]
    return months if asked.ask.is_rising else months[::-1]


def _rows(transaction: Transaction, asked: Asked, month: str) -> Iterator[MonthKey]:
    by = [each.value for each in asked.ask.conditions if each.column == "grouping"]
    groupings = [each for each in Grouping if all(value == each for value in by)]
    if not groupings:
        return
    made = making.Asked(read_period(month), asked.ask.district, asked.today)
    tables = official(transaction, made, groupings)
    version = tables.version.number if tables.version else 0
    for sheet in tables.sheets:
        for row in sheet.rows:
            yield _row(sheet, row, (month, version))


def _row(sheet: Sheet, row: SheetRow, of: tuple[str, int]) -> MonthKey:
    month, version = of
    grouping = sheet.grouping
    values = dict(zip((each.name for each in sheet.columns), row.values, strict=True))
    return MonthRead(
        row_id=f"{month}/{grouping.value}/{row.key}",
        month=month,
        version=version,
        grouping=grouping.value,
        grouping_name=label(grouping),
        key=row.key,
        name="" if grouping is Grouping.INSPECTOR else row.name,
        **{each.name: values.get(each.name) for each in FIGURES},
    )


FEED = Feed(
    name="month",
    path="months",
    entity="MonthRow",
    plural="Month",
    scope=TokenScope.MONTH,
    model=MonthRead,
    key="row_id",
    order=("row_id",),
    filters={"row_id": SAME, "month": ORDERED, "grouping": SAME, "key": SAME},
    read=_read,
    count=_count,
    is_rising=True,
    says="每月每个责任区、督学、单位各一行；锁定的月份是锁定的数。按督学分行的不给姓名。",
)
