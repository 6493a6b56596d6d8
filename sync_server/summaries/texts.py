"""Sentences and lists that several summaries have: figures in words, activities, categories."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.campaigns.table import WorkAtUnit
from domain.kinds.author import INSPECTING
from domain.kinds.office.activity import ActivityType
from domain.kinds.office.training import TrainingMode
from domain.kinds.register.person import Post
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.finding import Category
from domain.month.month import Grouping
from domain.month.sheet import Sheet, SheetRow
from domain.words.values import label, words_of
from sync_server.data.overview.activities import TRAINING
from sync_server.data.summaries.rows import CategoryCount
from sync_server.documents.contexts.summaries import CategoryRow, FigureRow, HeldRow
from sync_server.summaries.facts import PeriodBook, by_name, figure, listed, short_day

_SHOWN = ("due", "done", "completion", "visits", "lessons", "findings")


def team(book: PeriodBook) -> str:
    """Zones, units and inspectors as the register has them today (3-02, 3-03)."""
    people = [each for each in book.active(book.names.people) if each.role in INSPECTING]
    posts = Counter(each.post for each in people)
    named = [f"{label(each)} {posts[each.value]} 人" for each in Post if posts[each.value]]
    rest = len(people) - sum(posts[each.value] for each in Post)
    if rest and named:
        named.append(f"未填专兼职 {rest} 人")
    kinds = Counter(each.school_kind for each in book.active(book.names.schools))
    zones = len(book.active(book.names.zones))
    others = _of_kinds(kinds, is_school=False)
    of_units = f"在用的学校 {_of_kinds(kinds, is_school=True) or '0 所'}"
    of_units += f"，其他单位 {others}" if others else ""
    of_people = f"（{listed(named)}）" if named else ""
    return f"现有责任区 {zones} 个，{of_units}；督学 {len(people)} 人{of_people}。"


def _of_kinds(kinds: Counter[str], *, is_school: bool) -> str:
    """How many of these kinds there are, in all and of each; empty for none."""
    found = [(word, kinds[kind.value]) for kind, word in _kinds() if kind.is_school is is_school]
    named = [f"{word} {number}" for word, number in found if number]
    total = sum(number for _, number in found)
    unit = "所" if is_school else "个"
    return f"{total} {unit}（{listed(named)}）" if named else ""


def _kinds() -> Iterable[tuple[SchoolKind, str]]:
    return words_of(SchoolKind).items()


def made(book: PeriodBook) -> str:
    """How many visits were due and made, and what was done on them."""
    total = book.total
    return (
        f"应督导 {total('due')} 次，已完成 {total('done')} 次，完成率 {total('completion')}；"
        f"督导 {total('visits')} 次，{total('school_visits')} 校次，到学校 {total('schools')} 所，"
        f"督学 {total('inspector_visits')} 人次。\n"
        f"听课 {total('lessons')} 节（{total('lesson_attendances')} 人节），"
        f"查阅教案 {total('lesson_plans')} 人次，查阅资料 {total('documents')} 份，"
        f"列席会议 {total('meetings')} 次，座谈走访 {total('talks')} 次，"
        f"问卷 {total('questionnaires')} 份，校园巡视 {total('patrols')} 次。"
    )


def found(book: PeriodBook, end: str) -> str:
    """What was found, and what became of it; ``end`` is what the period's last day is called."""
    total = book.total
    return (
        f"提出问题 {total('findings')} 条，其中安全隐患 {total('hazards')} 条；"
        f"下发整改通知书 {total('notices')} 份，回访复查 {total('follow_ups')} 条，"
        f"销号 {total('closed')} 条；{end}逾期未整改 {total('overdue')} 条。"
    )


def behind(book: PeriodBook) -> str:
    """How many inspectors have not made all that is due; empty where all have."""
    sheet = book.sheet(Grouping.INSPECTOR)
    due, done = (_column(sheet, name) for name in ("due", "done"))
    rows = [row.values for row in sheet.rows if row.thing]
    lacking = [(values[due] or 0) - (values[done] or 0) for values in rows]
    number = sum(each > 0 for each in lacking)
    if not number:
        return ""
    return f"还有 {number} 名督学没有完成应督导次数，共差 {sum(lacking)} 次，请尽快补上。"


def _column(sheet: Sheet, name: str) -> int:
    return [each.name for each in sheet.columns].index(name)


def figure_rows(book: PeriodBook) -> tuple[FigureRow, ...]:
    """The zones' figures, in the table's order."""
    sheet = book.sheet(Grouping.ZONE)
    return tuple(figure_row(row.name, by_name(sheet, row)) for row in _shown(sheet.rows))


def _shown(rows: Sequence[SheetRow]) -> list[SheetRow]:
    return [row for row in rows if any(row.values)]


def figure_row(name: str, values: dict[str, str]) -> FigureRow:
    """One line of the short table."""
    return FigureRow(name=name, **{each: values[each] for each in _SHOWN})


def category_rows(counts: Sequence[CategoryCount]) -> tuple[CategoryRow, ...]:
    """How much was found by category, in the order of the forms."""
    by_category = {each.category: each for each in counts}
    return tuple(
        CategoryRow(category=word, number=figure(each.number), hazards=figure(each.hazards))
        for category, word in words_of(Category).items()
        if (each := by_category.get(category.value))
    )


def held_campaigns(book: PeriodBook) -> tuple[HeldRow, ...]:
    """The campaigns that had field work, which are counted, and those still without any."""
    return tuple(
        HeldRow(
            day=f"{short_day(row.from_on)}至{short_day(row.to_on)}",
            title=row.title,
            told=_worked([each for each in book.work if each.campaign_id == row.campaign_id]),
        )
        for row in book.campaigns
    )


def _worked(work: Sequence[WorkAtUnit]) -> str:
    """What the visits of a campaign came to in the period."""
    if not work:
        return "布置给督学的专项任务，还没有实地督导"
    times, found = (sum(each.unit_visits for each in work), sum(each.findings for each in work))
    problems = f"提出问题 {found} 条" if found else "没有发现问题"
    return f"督导 {times} 校次，到单位 {len(work)} 个，{problems}"


def held_others(book: PeriodBook) -> tuple[HeldRow, ...]:
    """Trainings, meetings and whatever else was recorded."""
    return tuple(_held(row, book) for row in book.activities)


def _held(row: Any, book: PeriodBook) -> HeldRow:
    facts = json.loads(row.facts)
    hours = facts.get("hours", 0)
    told = (
        _sort(row, facts),
        f"{hours:g} 学时" if hours else "",
        f"{row.sessions} 场",
        f"{row.attendances} 人次" if row.attendances else "",
        book.names.zone(row.zone) if row.zone else "",
    )
    words = "，".join(each for each in told if each)
    return HeldRow(day=short_day(row.held_on), title=row.title, told=words)


def _sort(row: Any, facts: Mapping[str, Any]) -> str:
    """What sort of training or activity it is."""
    if row.kind == TRAINING:
        return label(TrainingMode(facts["mode"]))
    return label(ActivityType(facts["activity_type"]))
