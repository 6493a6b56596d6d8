"""Texts of the messages from parents that the office passed on."""

TITLE = "群众来信"
LETTER = "来信"
EMPTY = "没有转给您的来信"
EMPTY_HINT = "群众扫公示牌写的来信先到督导室，督导室转给您的，同步后列在这里。"
HINT = "由督导室转来。不要让学校知道是谁写的，也不要把来信的话写进问题清单。"
SAID = "来信说"
OFFICE_ASKS = "督导室嘱咐"
ANSWER, ANSWER_HINT = "办理情况", "例如：放学时到校门口看过，已和派出所说好"
REPORT = "报给督导室"
REPORTED = "已报督导室"
REPORT_HINT = "报给督导室。答复来信人由督导室来写，来信人用查询码看得到。"
AGAIN_HINT = "督导室还没有办结，有新情况可以再报一次。"
WAITS, ANSWERED = "待办", "已报"
GONE = "这封来信不在这里了"
GONE_HINT = "督导室已经办结，或者转给了别人。"


def to_answer(count: int) -> str:
    """How many wait, on a line of its own."""
    return f"{count} 封群众来信待办"


def passed_on(when: str) -> str:
    """When the office passed it on."""
    return f"{when} 转来"
