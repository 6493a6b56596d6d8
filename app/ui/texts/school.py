"""Texts of one school before a visit."""

from datetime import date

START, GO_ON = "开始这次督导", "继续今天的{visit}"
ARRIVE = "到校并开始"
START_ANEW = "另开一次"
WILL = "开始后先记录到校。没有信号、定位不准都不要紧，照样能记。"
READY = "开始时已备好"
TASK = "这次为了"
MONTHLY = "每月督导"
FINDINGS = "还没销号的问题"
NO_FINDINGS = "没有未销号的问题"
NO_POSITION = "名册里还没有这里的位置。记录到校后可以提议把所在位置记为它的位置。"
LATEST = "最近的督导"
NO_VISITS = "您还没有来这里督导过。"
PLAN_STOP, PLANNED = "排进行程", "已在行程"
NO_THEME, NO_CHECKLIST = "不按主题", "没有清单"


def go_on(day: date) -> str:
    """The button that goes on with an unfinished visit of an earlier day."""
    return f"继续 {day.month}月{day.day}日的"


def checklist(items: int) -> str:
    """How long the checklist is."""
    return f"清单 {items} 项"


def items(count: int) -> str:
    """How many content lines are chosen."""
    return f"督导内容 {count} 项"


def to_follow_up(count: int) -> str:
    """How many findings are to be looked at again on this visit."""
    return f"待回访问题 {count} 个"


def with_people(names: list[str]) -> str:
    """Who comes along, as at the stop before."""
    return f"同行：{'、'.join(names)}（同上一站）"
