"""Texts of findings to look at again: how urgent each is, in words."""

from datetime import date

from app.ui.texts import units
from domain.findings.urgency import Urgency
from domain.wire.workbook import WorkbookSchool

TITLE = "待回访的问题"
EMPTY = "现在没有要回访的问题"
EMPTY_HINT = "快到期、已过期，或者对方报告已整改的问题，会按缓急列在这里。"
HINT = "只为看一个问题的，点“直接回访”；顺路督导的，点“看学校”开始督导，在“回访”里记。"
HAZARD = "安全隐患"
DONE = "已销号"


def due(day: str | None, today: date) -> str:
    """By when, seen from today."""
    if day is None:
        return "未定期限"
    left = (date.fromisoformat(day) - today).days
    if left < 0:
        return f"已过期限 {-left} 天"
    return "今天到期" if left == 0 else f"还有 {left} 天到期"


def urgent(
    urgency: Urgency, due_on: str | None, today: date, school: WorkbookSchool | None = None
) -> str:
    """How urgent it is to look again."""
    if urgency is Urgency.DONE:
        return DONE
    if urgency is Urgency.REPORTED:
        return f"{units.noun(school)}已报整改，待查看"
    return due(due_on, today)


def count(total: int) -> str:
    """How many there are."""
    return f"{total} 个问题要回访"


def most_urgent(total: int, words: str) -> str:
    """How many there are at a school, and the most urgent in words."""
    return f"要回访 1 个：{words}" if total == 1 else f"要回访 {total} 个，最急的{words}"


def by_urgency(overdue: int, reported: int, soon: int) -> str:
    """How many of each."""
    parts = ((overdue, "已过期限"), (reported, "已报整改"), (soon, "一周内到期"))
    return "，".join(f"{number} 个{words}" for number, words in parts if number)


def later(total: int) -> str:
    """How many are open and not due yet."""
    return f"另有 {total} 个问题未销号，还不到回访的时候。"


def on(text: str) -> str:
    """A day as people say it."""
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"


def by(day: str) -> str:
    """By when it is to be put right."""
    return f"整改期限 {on(day)}"
