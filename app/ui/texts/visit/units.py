"""Texts of a visit to several units."""

UNITS = "去的单位"
ADD = "这次还去别的单位"
ADD_HINT = "例如九年一贯制的另一个校区、同院的幼儿园。每个单位各有到校记录。"
CHOOSE = "还去哪个单位"
NOT_ARRIVED = "没有到校记录"
WHICH = "是哪个单位的"
REMOVE = "不去这个单位了"
ARRIVAL_NEEDED = "记录了到校，才算这个单位的应督导次数；没有的也计校次。"
NAMED_BY_UNIT = "一次去几个单位，数量分单位填。"


def remove_hint(lessons: int, findings: int, photos: int, first: str) -> str:
    """What becomes of what was recorded of a unit that is taken out."""
    named = ((lessons, "节听课"), (findings, "条问题"), (photos, "张照片"))
    there = "、".join(f"{count} {what}" for count, what in named if count)
    if not there:
        return "它的到校记录还在，只是不再计数；再加回来就恢复。"
    return f"记在它名下的 {there}会改算“{first}”的，可以再逐条改；再加回来就恢复。"
