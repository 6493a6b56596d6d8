"""Texts of the tasks that the office gave to the inspector."""

from domain.kinds.task.steps import TaskStep
from domain.words.values import label

TITLE = "交办任务"
TASK = "任务"
EMPTY = "没有交给您的任务"
EMPTY_HINT = "督导室交办的任务，同步后列在这里。"
OVER = "已结束"
WANTED = "要求"
UNITS = "涉及单位"
FILES = "附件"
FILES_HINT = "附件请向督导室索取。"
CHANGED = "这项任务改过，请看过新的要求再签收。"
RECEIVE = label(TaskStep.RECEIVE)
RECEIVE_HINT = "签收表示您看过了要求和期限。"
RECEIVED = "已签收"
REPORT = label(TaskStep.REPORT)
REPORTED = "已回报"
REPORT_LABEL, REPORT_TYPING_HINT = "办理情况", "例如：3 所都看过，护导到位，附表已交"
REPORT_HINT = "报给督导室，由督导室办结。"
AGAIN_HINT = "督导室还没有办结，有新情况可以再报一次。"
VISITS = "哪几次督导办的"
VISITS_HINT = "可不选。只列下达以后的督导。"
RETURNED = "督导室退回，请补充后再报"
ENDED = "督导室写明"
CHANGED_FOR = "更改原因"
UNSENT = "还没有上传，有网时自动报给督导室"
ON_SERVER = "督导室已收到"
UNSENT_MARK = "待上传"
GONE = "这项任务不在这里了"
GONE_HINT = "可能已经过了保存的月份。"


def to_do(count: int) -> str:
    """How many wait, on a line of its own."""
    return f"{count} 项交办任务待办"


def by_days(receive_by: str, due_on: str) -> str:
    """Until when."""
    return f"签收期限 {receive_by} · 办理期限 {due_on}"


def due(due_on: str) -> str:
    """Until when it is to be done."""
    return f"办理期限 {due_on}"


def given(source: str, giver: str) -> str:
    """Who wants it done."""
    return f"{source} · {giver}" if giver else source
