"""Texts of choosing where to go."""

from app.ui.texts import units

TITLE, FOR_THE_DAY = "到哪里督导", "今天还去哪里"
SEARCH, SEARCH_HINT = "找单位", "名称、简称或拼音，如 syx、shiyan"
NEAR, MINE, OTHERS, FOUND = "附近", "我的责任单位", "区内其他单位", "由近到远"
ALL = "全部"
BY_DISTANCE = "按距离排"
LOCATING = "正在定位……"
ONLY_FOR_SORTING = "只用来排序，不记录您的位置。"
NO_FIX = "这次没有定位成功，先按原来的顺序排。"
NO_MATCH = "没有找到这样的单位"
NO_MATCH_HINT = "换个字试试；新设的单位要督导室先加进名册。"
MORE_MATCHES = "还有更多，请再输几个字缩小范围。"
PLANNED = "已在行程里"
ARRANGED = "排好了"


def away(metres: float | None) -> str:
    """How far a school is."""
    return units.distance(metres) if metres is not None else "没有位置"


def arranged(count: int) -> str:
    """The button that ends the choosing, with how many stops there are."""
    return f"{ARRANGED}（{count} 站）" if count else ARRANGED
