"""The columns of visits, as lists of them show and export them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

from domain.review.gravity import weight
from domain.words.flags import sentence
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.pages import day, moment
from sync_server.review.visit_listing import ListedVisit

LONGEST_REASON = 40


def short(text: str, longest: int = LONGEST_REASON) -> str:
    """The beginning of a text that is longer."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def further_units(each: ListedVisit) -> list[Chip]:
    """That it was to several units."""
    count = len(each.visit.units)
    return [Chip(f"同去 {count} 个单位", hint=each.units)] if count else []


def _times(each: ListedVisit) -> str:
    came, left = moment(each.came_at, "%H:%M"), each.left_at
    return f"{came}–{moment(left, '%H:%M')}" if left else came


def _company(each: ListedVisit) -> str:
    with_them = len(each.visit.participants)
    return f"等 {with_them + 1} 人" if with_them else ""


def _presence(each: ListedVisit) -> list[Chip]:
    presence = each.assessment.presence
    return [Chip(label(presence), f"chip-{presence.value}")] if presence else []


def _photos(each: ListedVisit) -> list[Chip]:
    received, total = each.photos_received, each.photos_total
    said = f"已收到 {received} 张，共 {total} 张"
    return [Chip("没到齐", "chip-notice", said)] if received < total else []


def _flags(each: ListedVisit) -> Iterator[Chip]:
    for flag, explanation in each.flags:
        word, said = label(flag.code), sentence(flag)
        if explanation:
            said = f"{said} 已说明：{explanation.reason}"
            yield Chip(f"{word} · 已说明", "chip-explained", said)
        else:
            yield Chip(word, f"chip-{weight(flag.code)}", said)


def _explained(each: ListedVisit) -> str:
    return "；".join(short(said.reason) for _, said in each.flags if said)


def _state(each: ListedVisit) -> list[Chip]:
    practice = [Chip("练习")] if each.visit.is_practice else []
    return [Chip(label(each.state), f"chip-{each.state.value}"), *practice]


def _number(title: str, count: Callable[[ListedVisit], int]) -> Column[ListedVisit]:
    return Column(title, lambda each: str(count(each) or "–"), export=count, is_number=True)


def _shown(column: Column[ListedVisit]) -> Column[ListedVisit]:
    """The column for pages alone: in files its parts stand each for itself."""
    return replace(column, is_exported=False)


def _taken(title: str, text: Callable[[ListedVisit], str]) -> Column[ListedVisit]:
    return Column(title, text, is_shown=False)


def _counted(title: str, count: Callable[[ListedVisit], int]) -> Column[ListedVisit]:
    return Column(title, export=count, is_number=True, is_shown=False)


def _that_day(each: ListedVisit) -> str:
    """Where the leader arrived on that day, on the map."""
    asked = {"account": each.row.account, "from_on": each.row.visit_on}
    return f"/map?{urlencode(asked)}"


DATE: Column[ListedVisit] = Column(
    "督导日期", lambda each: day(each.row.visit_on), _that_day, note=_times, leads_aside=True
)
INSPECTOR: Column[ListedVisit] = Column("督学", lambda each: each.inspector, note=_company)
PLACE: Column[ListedVisit] = Column(
    "地点", lambda each: "" if each.assessment.presence else "不记位置", chips=_presence
)
PHOTOS: Column[ListedVisit] = Column(
    "照片",
    lambda each: f"{each.photos_received}/{each.photos_total}",
    chips=_photos,
    is_number=True,
)
LESSONS = _number("听课", lambda each: len(each.visit.lessons))
FINDINGS = _number("问题", lambda each: len(each.visit.findings))
SCHOOL: Column[ListedVisit] = Column(
    "学校",
    lambda each: each.school,
    lambda each: f"/visits/{each.row.visit}",
    chips=further_units,
    note=lambda each: each.zone,
)
THEME: Column[ListedVisit] = Column(
    "主题", lambda each: each.theme, note=lambda each: label(each.visit.visit_type)
)

COLUMNS: tuple[Column[ListedVisit], ...] = (
    _shown(DATE),
    _taken("督导日期", lambda each: each.row.visit_on),
    _taken("到校", lambda each: moment(each.came_at, "%H:%M")),
    _taken("离校", lambda each: moment(each.left_at, "%H:%M") if each.left_at else ""),
    _shown(SCHOOL),
    _taken("学校", lambda each: each.school),
    _taken("同去的单位", lambda each: each.units),
    _taken("责任区", lambda each: each.zone),
    _shown(INSPECTOR),
    _taken("督学", lambda each: each.inspector),
    _taken("随行", lambda each: each.company),
    _shown(THEME),
    _taken("主题", lambda each: each.theme),
    _taken("方式", lambda each: label(each.visit.visit_type)),
    PLACE,
    _shown(PHOTOS),
    _counted("照片", lambda each: each.photos_total),
    _counted("已收到的照片", lambda each: each.photos_received),
    LESSONS,
    FINDINGS,
    Column("提示", chips=lambda each: list(_flags(each)), note=_explained),
    Column("状态", chips=_state, note=lambda each: short(each.visit.end_reason or "")),
)
