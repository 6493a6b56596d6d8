"""The inspectors' work: added up by 学段, and each one's own (督学工作量)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.kinds.register.person import PersonSet
from domain.kinds.visit.builder import State
from domain.month.duty import NOBODY
from domain.month.month import Grouping, Row
from domain.month.sheet import Sheet
from domain.month.stages import UNSTATED, StageRow, by_stage, stage_key, stages_in
from domain.month.topic import Topic
from domain.words.values import label
from sync_server.data.counted.visits import TookPart, took_part
from sync_server.month.columns import DEFINITIONS, Column, columns
from sync_server.month.topics.table import Source, TopicColumn, TopicRow, TopicRows, column
from sync_server.register.names import Names

MOST_MONTHS = 12
PEOPLE = columns(Grouping.INSPECTOR)
_NOT_WORK = {"held", "covered", "schools", "photos", *(each.value for each in State)}
"""What of the table by inspector tells of their schools and records, and not of their work."""
OWN = "工作量"
STAGE_SAID = (
    "学段",
    "督学的学段按人员资料现在写的；兼几个学段的合成一行，每名督学只在一行里，各行相加就是合计。"
    "督学数是统计期内有应督导任务或者有督导的督学。",
)
WORK_SAID = (
    (
        "督学工作量",
        "各栏和督导统计表按督学分行的口径一样；人员按督导室的顺序排列。",
    ),
    ("督导天数", "参加过督导的天数，同一天去几所学校计 1 天；合计是各人相加。"),
    ("专项督导次", "主办或者随行的专项督导次数，同一次各人各计 1 次。"),
    ("分月参与次", "各月主办或者随行的督导次数，各月相加就是参与次。"),
)


def _of_stage(each: Column) -> TopicColumn[StageRow]:
    return TopicColumn(each.plain, lambda row: each.value(row.row))


def stage_words(key: str) -> str:
    """What a row by 学段 is called."""
    if key == NOBODY:
        return "无责任督学"
    return "、".join(label(each) for each in stages_in(key)) or "没有写学段"


def stages_of(names: Names) -> Mapping[str, str]:
    """What each person's stages are called together, by account."""
    bodies = (PersonSet.model_validate_json(each.facts) for each in names.people.values())
    return {each.account: stage_key(each.stages) for each in bodies}


def by_stages(source: Source) -> Sheet:
    """The table by inspector added up by 学段."""
    table = source.people
    rows = by_stage(table, stages_of(source.names))
    total = StageRow(table.total, sum(each.inspectors for each in rows))
    found = [TopicRow(each.row.key, stage_words(each.row.key), each) for each in rows]
    drawn = (
        column("inspectors", "督学数", "督学", lambda row: row.inspectors),
        *(_of_stage(each) for each in PEOPLE),
    )
    said = (STAGE_SAID, *DEFINITIONS)
    return source.sheet(Topic.STAGE, drawn, TopicRows(found, total), said)


@dataclass(slots=True)
class Work:
    """What one person did: the row of the table by inspector, and more of the same visits."""

    row: Row
    days: int = 0
    special: int = 0
    by_month: dict[str, int] = field(default_factory=dict)

    def add(self, part: TookPart) -> None:
        """Count what they took part in in a month."""
        self.days += part.days
        self.special += part.special
        self.by_month[part.month] = self.by_month.get(part.month, 0) + part.times


def workload(source: Source) -> Sheet:
    """Everybody's work in the period, month by month where these are not too many."""
    table, view = source.people, source.views[Grouping.INSPECTOR]
    works = {each.key: Work(each) for each in table.rows}
    total = Work(table.total)
    for part in took_part(source.transaction.tables, source.span):
        for work in (works[part.account], total):
            work.add(part)
    stages = stages_of(source.names)
    found = [
        TopicRow(
            each.row.key,
            each.name,
            works[each.row.key],
            (each.notes[-1], stage_words(stages.get(each.row.key, UNSTATED)) if each.thing else ""),
            each.thing,
        )
        for each in view.rows
    ]
    notes = ("专兼职", "学段")
    said = (*WORK_SAID, *DEFINITIONS)
    drawn = _work_columns(source.asked.period.months)
    return source.sheet(Topic.WORKLOAD, drawn, TopicRows(found, total), said, notes)


def _work_columns(months: Sequence[str]) -> list[TopicColumn[Work]]:
    found = [
        column("days", "督导天数", OWN, lambda work: work.days),
        column("special", "专项督导次", OWN, lambda work: work.special),
        *(_of_work(each) for each in PEOPLE if each.name not in _NOT_WORK),
    ]
    if 1 < len(months) <= MOST_MONTHS:
        found += [_of_month(each) for each in months]
    return found


def _of_work(each: Column) -> TopicColumn[Work]:
    return TopicColumn(each.plain, lambda work: each.value(work.row))


def _of_month(month: str) -> TopicColumn[Work]:
    title = f"{month[2:4]}年{int(month[5:])}月"
    return column(f"in_{month}", title, "分月参与次", lambda work: work.by_month.get(month, 0))
