"""Texts of campaigns: tasks beside the monthly duty."""

from collections.abc import Sequence
from datetime import date

TITLE = "专项任务"
BRIEF = "怎么查"
NO_BRIEF = "督导室没有写说明。"
LEFT, DONE = "还没去", "已去过"
ALL_DONE = "都去过了"
NO_SCHOOLS = "没有指定单位：按通知要求去，开始督导后在“主题与内容”里选这个专项。"
RECEIVE = "签收方案"
RECEIVE_HINT = "签收表示您看过了方案、分组和时间。督导室要等大家都签收才开始实地督导。"
RECEIVED = "已签收"
NOT_BEGUN = "实地督导还没有开始，等督导室通知再进校。"
FIELD_OVER = "实地督导已经结束，正在反馈和报告；补去的也照常记录。"
SCOPE, DEMANDS, REPORTING = "范围", "要求", "数据传报"
SELF_CHECK, NO_SELF_CHECK = "单位自查", "还没有报自查"
CHECKED_FOUND, CHECKED_CLEAR = "自查有问题", "自查无问题"
NO_SELF_CHECK_HINT = "单位还没有报自查情况，到校时问一问。"
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


def reported(day: str) -> str:
    """On which day the unit reported of itself."""
    return f"{_day(day)}报送"


def team(name: str, people: Sequence[str]) -> str:
    """Which team one is in, and with whom; the leader first."""
    return f"{name}：{'、'.join(people)}"


def between(from_on: str, to_on: str) -> str:
    """From which day to which."""
    return f"{_day(from_on)}至{_day(to_on)}"


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"
