"""Texts of campaigns: tasks beside the monthly duty."""

from datetime import date

TITLE = "专项任务"
BRIEF = "怎么查"
NO_BRIEF = "督导室没有写说明。"
LEFT, DONE = "还没去", "已去过"
ALL_DONE = "都去过了"
NO_SCHOOLS = "没有指定单位：按通知要求去，开始督导后在“主题与内容”里选这个专项。"
GONE = "没有这项任务"
GONE_HINT = "可能已经结束。同步一次看看；已记下的督导都在“我的记录”里。"
UNKNOWN = "名册里没有的单位"


def days(left: int, until: int) -> str:
    """How long the campaign still runs, or until it begins; its last day counts."""
    if until > 0:
        return f"{until} 天后开始"
    if left <= 0:
        return "已截止"
    return "今天截止" if left == 1 else f"还有 {left} 天"


def progress(done: int, total: int) -> str:
    """How many of the schools were visited."""
    return f"已去 {done}/{total} 个单位"


def between(from_on: str, to_on: str) -> str:
    """From which day to which."""
    return f"{_day(from_on)}至{_day(to_on)}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"
