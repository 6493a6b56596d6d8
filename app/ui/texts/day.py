"""Texts of the day's route."""

TITLE = "今天的行程"
MADE, PLANNED = "今天去过", "接下来"
EMPTY = "今天还没有安排"
EMPTY_HINT = "一天去几处，先在这里排好：到一处办完，下一站就在眼前。只存在本机，不上传。"
ADD = "加一站"
GO = "去这里"
EARLIER, LATER, REMOVE = "往前排", "往后排", "去掉"
NEXT = "下一站"
ALL_DONE = "排好的都去过了"
NOT_ARRIVED, NOT_LEFT = "未记录到校", "未记录离校"
LOST = "名册里已经没有这个单位"


def line(made: int, planned: int) -> str:
    """The day in one line."""
    parts = [f"去过 {made} 处" if made else "", f"还有 {planned} 站" if planned else ""]
    return "，".join(part for part in parts if part) or "要去几处？先排一排"


def next_stop(name: str) -> str:
    """Where to go now."""
    return f"{NEXT}：{name}"


def times(arrived: str | None, left: str | None) -> str:
    """From when to when."""
    if arrived is None:
        return NOT_ARRIVED
    return f"{arrived}—{left}" if left else f"{arrived} 到校，{NOT_LEFT}"
