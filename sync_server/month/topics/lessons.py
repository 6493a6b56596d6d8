"""The lessons heard, by subject and by year of school, with how they were rated."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.kinds.visit.lesson import Rating
from domain.lessons.class_year import ClassYear
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from domain.words.values import label
from sync_server.data.counted.lessons import UNRATED, lesson_sums
from sync_server.month.topics.table import Source, TopicColumn, TopicRow, TopicRows, column

# As timetables have them; others follow by their name.
SUBJECTS = (
    *("语文", "数学", "英语", "外语", "道德与法治", "思想政治", "政治", "历史", "地理"),
    *("物理", "化学", "生物", "生物学", "科学", "信息科技", "信息技术", "体育", "体育与健康"),
    *("音乐", "美术", "艺术", "劳动", "心理健康", "综合实践活动"),
)
NO_SUBJECT = "没有写学科"
DEFINITIONS = (
    ("听课节、听课人节", "计入统计的督导里的听课；两名督学同听一节计 1 节、2 人节。"),
    ("学科", "督学在听课记录里写的学科，全角、空格不算不同；没有写的单列一行。"),
    ("年级", "按班级的写法认，如“三（2）班”“初二3班”“大一班”；认不出的单列一行。"),
    ("等级", "督学给这节课的等级，没有给的计入“未评”；等级评的是课，不用来比较教师和学校。"),
    ("学校数", "听过课的学校，同一所只计 1 所；合计去重，不是各行相加。"),
)


@dataclass(slots=True)
class LessonRow:
    """The lessons of one row; under None those without a rating."""

    key: str
    lessons: int = 0
    attendances: int = 0
    schools: set[str] = field(default_factory=set)
    ratings: Counter[str | None] = field(default_factory=Counter)

    def add(self, row: Any) -> None:
        """Count what the database added up."""
        self.lessons += row.lessons
        self.attendances += row.attendances
        self.schools.add(row.school_id)
        self.ratings[row.rating] += row.lessons


def _rated(rating: Rating) -> TopicColumn[LessonRow]:
    name = f"rated_{rating.value}"
    return column(name, label(rating), "等级（节）", lambda row: row.ratings[rating.value])


COLUMNS: tuple[TopicColumn[LessonRow], ...] = (
    column("lessons", "听课节", "听课", lambda row: row.lessons),
    column("lesson_attendances", "听课人节", "听课", lambda row: row.attendances),
    column("schools", "学校数", "听课", lambda row: len(row.schools), is_summed=False),
    *(_rated(each) for each in Rating),
    column(f"rated_{UNRATED}", "未评", "等级（节）", lambda row: row.ratings[None]),
)


def in_order(subject: str) -> tuple[bool, int, str]:
    """Where a subject stands among others."""
    place = SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS)
    return not subject, place, subject


def by_subject(source: Source) -> Sheet:
    """The lessons by subject."""
    rows, total = _rows(source, lambda row: str(row.subject))

    found = [TopicRow(key, key or NO_SUBJECT, rows[key]) for key in sorted(rows, key=in_order)]
    return source.sheet(Topic.LESSON_SUBJECT, COLUMNS, TopicRows(found, total), DEFINITIONS)


def by_year(source: Source) -> Sheet:
    """The lessons by year of school, from the nursery up."""
    rows, total = _rows(source, lambda row: str(row.class_year))
    found = [
        TopicRow(each.value, label(each), rows[each.value])
        for each in ClassYear
        if each.value in rows
    ]
    return source.sheet(Topic.LESSON_YEAR, COLUMNS, TopicRows(found, total), DEFINITIONS)


def _rows(source: Source, key: Callable[[Any], str]) -> tuple[Mapping[str, LessonRow], LessonRow]:
    sums: Iterable[Any] = lesson_sums(source.transaction.tables, source.span)
    rows: dict[str, LessonRow] = {}
    total = LessonRow("total")
    for each in sums:
        for row in (rows.setdefault(key(each), LessonRow(key(each))), total):
            row.add(each)
    return rows, total
