"""The findings raised and closed, and how soon: by category, severity and zone (5-16)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from domain.findings.outcome import (
    HALF,
    MOST,
    CountedFinding,
    Outcome,
    closed_days,
    outcomes,
    within_days,
)
from domain.findings.state import FindingState
from domain.kinds.visit.finding import Category, Severity
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from domain.words.values import label
from sync_server.data.counted import findings as counted
from sync_server.month.topics.table import (
    Source,
    TopicColumn,
    TopicRow,
    TopicRows,
    column,
    shared,
)

RAISED, SEVERITY, STATE, CLOSED = "发现（条）", "程度（条）", "现在的状态（条）", "本期销号"
IN_TIME = ("in_time", "timed")
DEFINITIONS = (
    (
        "问题条",
        "统计期内发现的问题，按发现日期归月，撤回的不计；督导室登记的（举报、巡察等）也计，"
        "其中督导中发现的另列一栏。期初转入的不计。",
    ),
    (
        "重复发生",
        "同一单位同一类别的问题，在上一条销号以后一年以内又发现；督学写明是重复出现的也算。",
    ),
    ("现在的状态", "统计期内发现的问题在制表的时候走到哪一步；锁定的月份是锁定时的状态。"),
    ("已销号", "统计期内销号的问题，不论何时发现；撤销、合并、终结的不算销号。"),
    (
        "有期限、按期、按期率",
        "本期销号的问题里定过整改期限的，和其中单位在期限内整改好的（销号或者单位最后一次回复"
        "不晚于期限；批准延期的按新期限）。按期率 = 按期 ÷ 有期限。",
    ),
    (
        "半数天数、九成天数",
        "本期销号的问题从发现到销号的自然日，从短到长排：一半的问题、九成的问题在这么多天以内"
        "销号（中位数和 90% 分位数）；合计按全区重新计算。",
    ),
)


def _severity(severity: Severity) -> TopicColumn[Outcome]:
    name = f"severity_{severity.value}"
    return column(name, label(severity), SEVERITY, lambda row: row.severities[severity])


def _state(state: FindingState) -> TopicColumn[Outcome]:
    name = f"state_{state.value}"
    return column(name, label(state), STATE, lambda row: row.states[state])


def _days(name: str, title: str, share: float) -> TopicColumn[Outcome]:
    return column(name, title, CLOSED, lambda row: within_days(row.days, share), is_summed=False)


COLUMNS: tuple[TopicColumn[Outcome], ...] = (
    column("findings", "问题条", RAISED, lambda row: row.raised),
    column("of_visits", "其中督导发现", RAISED, lambda row: row.of_visits),
    column("hazards", "其中隐患", RAISED, lambda row: row.hazards),
    column("again", "其中重复发生", RAISED, lambda row: row.again),
    *(_severity(each) for each in Severity),
    *(_state(each) for each in FindingState),
    column("closed", "已销号", CLOSED, lambda row: row.closed),
    column("timed", "有期限", CLOSED, lambda row: row.timed),
    column("in_time", "按期", CLOSED, lambda row: row.in_time),
    shared("share_in_time", "按期率", CLOSED, lambda row: row.share_in_time, IN_TIME),
    _days("half_days", "半数天数", HALF),
    _days("most_days", "九成天数", MOST),
)


class _Way(NamedTuple):
    """By what the findings are added up, in which order, and how a row is called."""

    key: Callable[[CountedFinding], str]
    order: Sequence[str]
    name: Callable[[str], str]
    noun: str = ""


def by_category(source: Source) -> Sheet:
    """The findings by category."""
    order = [each.value for each in Category]
    way = _Way(lambda each: each.category, order, lambda key: label(Category(key)))
    return _sheet(source, Topic.FINDING_CATEGORY, way)


def by_severity(source: Source) -> Sheet:
    """The findings by severity."""
    order = [each.value for each in Severity]
    way = _Way(lambda each: each.severity.value, order, lambda key: label(Severity(key)))
    return _sheet(source, Topic.FINDING_SEVERITY, way)


def by_zone(source: Source) -> Sheet:
    """The findings by the zone that their unit was in."""
    names = source.names
    way = _Way(
        lambda each: each.zone,
        list(names.zones),
        lambda key: names.zone(key) or "没有责任区",
        "zone",
    )
    return _sheet(source, Topic.FINDING_ZONE, way)


def _sheet(source: Source, topic: Topic, way: _Way) -> Sheet:
    tables, span = source.transaction.tables, source.span
    before = closed_days(counted.closed_before(tables, span))
    raised, closed = counted.raised_in(tables, span), counted.closed_in(tables, span)
    found = outcomes(raised, closed, before, way.key)
    places = {key: place for place, key in enumerate(way.order)}
    keys = sorted(found.rows, key=lambda key: (places.get(key, len(places)), key))
    rows = [
        TopicRow(
            key,
            way.name(key),
            found.rows[key],
            thing=(way.noun, key) if way.noun and key in places else None,
        )
        for key in keys
    ]
    return source.sheet(topic, COLUMNS, TopicRows(rows, found.total), DEFINITIONS)
