"""What a period's charts show, as plain rows: each chart is a table first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.kinds.register.school import SchoolKind
from domain.month.month import Grouping
from domain.month.period import last_day
from domain.month.topic import Topic
from domain.register.in_use import is_in_use
from domain.register.school_kind import OFFICES
from domain.visit.tally import Measure
from domain.words.values import label
from sync_server.data import months
from sync_server.data.counted.visits import monthly
from sync_server.data.engine import Transaction
from sync_server.month.making import Asked, MonthView, views
from sync_server.month.rules import month_words
from sync_server.month.topics.findings import by_category
from sync_server.month.topics.table import Source


class ChartRow(NamedTuple):
    """A row: its name, its figures, and a code to lead from."""

    name: str
    figures: Sequence[int]
    code: str = ""


class Chart(NamedTuple):
    """A chart: what it is called and says, how it is drawn, its columns and its rows."""

    name: str
    title: str
    says: str
    drawn_as: str
    columns: Sequence[str]
    rows: Sequence[ChartRow]


class Charts(NamedTuple):
    """The charts of a period."""

    district_name: str
    charts: Sequence[Chart]


def charts(transaction: Transaction, asked: Asked) -> Charts:
    """The charts, from what the records have now; NotFound for an unknown district."""
    (view,) = views(transaction, asked, (Grouping.SCHOOL,))
    source = Source(transaction, asked, {Grouping.SCHOOL: view})
    found = (_trend(source), _categories(source), _coverage(view))
    return Charts(view.district_name, found)


def _trend(source: Source) -> Chart:
    """The months of the period up to the running one."""
    tables, span = source.transaction.tables, source.span
    by_month = {row.month: row for row in monthly(tables, span)}
    closed = Counter[str]()
    for each in months.closings(tables, span):
        closed[each.ended_on[:7]] += each.number
    named = (Measure.VISITS, Measure.LESSONS, Measure.FINDINGS)
    rows = [
        ChartRow(
            month_words(month),
            (*(_figure(by_month, month, each) for each in named), closed[month]),
            month,
        )
        for month in source.asked.period.months
        if month <= source.any_view.until
    ]
    says = "按督导日期归月；已销号按销号日期归月。"
    columns = ("督导次", "听课节", "问题条", "已销号")
    return Chart("trend", "各月督导、听课、问题和销号", says, "line", columns, rows)


def _figure(by_month: Mapping[str, object], month: str, measure: Measure) -> int:
    return int(getattr(by_month.get(month), measure.value, 0))


def _categories(source: Source) -> Chart:
    """The findings by category."""
    sheet = by_category(source)
    names = [each.name for each in sheet.columns]
    places = [names.index(each) for each in ("findings", "closed")]
    rows = [
        ChartRow(row.name, tuple(int(row.values[place] or 0) for place in places), row.key)
        for row in sheet.rows
    ]
    says = "发现的按发现日期，销号的按销号日期；同一条问题可以在不同的月份发现和销号。"
    return Chart(Topic.FINDING_CATEGORY.value, "问题类别", says, "bar", ("发现", "已销号"), rows)


def _coverage(view: MonthView) -> Chart:
    """The units in use at the period's end by their kind, and to how many of them anybody was."""
    day = last_day(view.until)
    there = {code: was for code, was in view.schools.items() if is_in_use(was, day)}
    visited = view.table.total.schools
    all_of, went_to = Counter[str](), Counter[str]()
    for code, was in there.items():
        all_of[was.school_kind] += 1
        went_to[was.school_kind] += code in visited
    rows = [
        ChartRow(label(kind), (went_to[kind.value], all_of[kind.value] - went_to[kind.value]), kind)
        for kind in SchoolKind
        if all_of[kind.value] and kind not in OFFICES
    ]
    says = "统计期末在用的单位里，统计期内有过督导的和还没有的；不论谁去的。"
    return Chart("coverage", "各类单位的覆盖", says, "stack", ("到过", "没有到过"), rows)
