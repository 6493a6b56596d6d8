"""Texts of this month's screen."""

from collections.abc import Iterable
from datetime import date

from domain.kinds.visit.plan import VisitType
from domain.words.visit import nouns_of

TITLE = "本月督导"
THEME = "本月主题"
NO_THEME = "督导室还没有发本月主题"
RETURNED_TITLE = "督导室退回，请补充"
GO_ON = "继续"
START = "开始督导"
MY_SCHOOLS, MY_UNITS = "我的学校", "我的责任单位"
NEAR_YOU = "就在附近"
NO_SCHOOLS = "还没有分给您的责任单位"
NO_SCHOOLS_HINT = "请督导室在名册里分配；也可以点“开始督导”，到区里其他单位去。"
DUTY_MET = "本月督导任务已完成"
SUGGESTED = "建议内容"
BASIS = "依据"


def heading(month: str) -> str:
    """The month as people write it: 2026年11月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def in_progress(visit_types: Iterable[VisitType]) -> str:
    """Above what was begun and not handed in."""
    return f"没做完的{nouns_of(visit_types)}"


def visits_line(count: int) -> str:
    """How many visits were made, whatever the duty asks for."""
    return f"本月督导 {count} 次"


def duty_line(done: int, due: int) -> str:
    """How far the month's duty is, which is not the number of visits."""
    return f"应督导 {due}，已完成 {done}"


def by_others(count: int) -> str:
    """How many visits of those that count at a school somebody else led."""
    return f"其中 {count} 次由他人主办"


def school_duty(done: int, due: int) -> str:
    """One school's duty."""
    return f"{done}/{due} 次" if due else f"{done} 次"


def days_left(days: int) -> str:
    """How long the month still lasts; the last day counts."""
    return "今天是本月最后一天" if days <= 1 else f"本月还有 {days} 天"


def last_visit(visit_on: str | None) -> str:
    """When the school was last visited."""
    day = date.fromisoformat(visit_on) if visit_on else None
    return f"上次 {day.month}月{day.day}日" if day else "还没去过"


def findings(count: int) -> str:
    """How many problems are open."""
    return f"{count} 个问题未销号"


def due_on(day: str | None) -> str:
    """By when a problem is to be put right."""
    return f"期限 {day}" if day else "未定期限"
