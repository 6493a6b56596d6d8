"""The table by theme (一月一主题)."""

from domain.kinds.visit.builder import State
from domain.month.month import CountedVisits, Row
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from domain.visit.tally import Measure
from sync_server.data.counted import visits as counted
from sync_server.month.columns import DEFINITIONS, FOUND, REVIEW, VISITS, WORK
from sync_server.month.making import is_school
from sync_server.month.topics.table import Source, TopicColumn, TopicRow, TopicRows

_OF_FOUND = {Measure.FINDINGS.value, Measure.HAZARDS.value, Measure.PHOTOS.value}
_COLUMNS = [
    TopicColumn(each.plain, each.value)
    for each in (*VISITS, *WORK, *(one for one in FOUND if one.name in _OF_FOUND), *REVIEW)
]
_SAID = {"统计范围", "月份", "学校数", "督学人次", "听课节", "听课人节"}
DEFINITION = (
    "主题",
    "督学开始督导时所选的主题；一次督导只有一个主题，没有选的列在“没有选主题”一行。"
    "各行相加就是督导统计表的合计，学校数除外：同一所学校在一个主题里只计 1 所，合计也去重。",
)


def by_theme(source: Source) -> Sheet:
    """The counted visits by the theme they were made under."""
    tables, span = source.transaction.tables, source.span
    rows: dict[str, Row] = {}
    total = Row("total")
    for each in counted.theme_sums(tables, span):
        visits = CountedVisits(each.key, State(each.state), each.tally)
        for row in (rows.setdefault(each.key, Row(each.key)), total):
            row.add_visits(visits)
    for theme, school_id in counted.schools_by_theme(tables, span):
        if not is_school(source.any_view.schools, school_id):
            continue
        rows[theme].schools.add(school_id)
        total.schools.add(school_id)
    themes = list(source.names.themes)

    def place(key: str) -> tuple[bool, int, str]:
        return not key, themes.index(key) if key in themes else len(themes), key

    found = [
        TopicRow(
            key,
            source.names.theme(key) or "没有选主题",
            rows[key],
            thing=("theme", key) if key in source.names.themes else None,
        )
        for key in sorted(rows, key=place)
    ]
    said = (each for each in DEFINITIONS if each[0] in _SAID)
    return source.sheet(Topic.THEME, _COLUMNS, TopicRows(found, total), (DEFINITION, *said))
