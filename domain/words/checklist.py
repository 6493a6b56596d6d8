"""What an item of a checklist says beside its question, on the phone and on the office's pages."""

from collections.abc import Iterator

from domain.register.checklist import ItemFields
from domain.typed_number import written
from domain.words.values import ITEM_KIND, label

KEY_ITEM = "重点"
PHOTO_WANTED = "要拍照"
REMARK_NEEDED = "请备注说明"
ADD_REMARK, PHOTO_OF_ITEM = "写备注", "拍照"
YOUR_ANSWER, TYPE_NUMBER = "回答", "填数"
CHANGE = {"added": "新增", "ended": "停用", "changed": "修改", "moved": "移动"}
"""What a version did with an item of the one before."""

ANSWER = {"yes": "是", "no": "否", "na": "不适用"}


def between(low: float | None, high: float | None, unit: str) -> str:
    """Which numbers are possible."""
    if low is None and high is None:
        return unit
    if high is None:
        return f"不小于 {written(low)} {unit}".strip()
    if low is None:
        return f"不大于 {written(high)} {unit}".strip()
    return f"{written(low)}—{written(high)} {unit}".strip()


def norm(low: float | None, high: float | None, unit: str) -> str:
    """Which numbers are as they should be; empty where nothing is said."""
    if low is not None and high is not None:
        return f"合格：{written(low)}—{written(high)} {unit}".strip()
    if low is not None:
        return f"合格：不少于 {written(low)} {unit}".strip()
    return f"合格：不超过 {written(high)} {unit}".strip() if high is not None else ""


def limits(item: ItemFields) -> str:
    """The numbers of an item in one line: those that are possible, those that should be."""
    found = (
        between(item.minimum, item.maximum, item.unit),
        norm(item.at_least, item.at_most, item.unit),
    )
    return " · ".join(each for each in found if each)


def options_said(item: ItemFields) -> str:
    """What an item offers to choose from; a star is behind what counts as a shortcoming."""
    return "、".join(f"{each.label}{'*' if each.is_negative else ''}" for each in item.options)


def demands(item: ItemFields) -> tuple[str, ...]:
    """What else an item asks for, each in a few words."""
    return tuple(_demands(item))


def _demands(item: ItemFields) -> Iterator[str]:
    if item.is_key:
        yield KEY_ITEM
    if item.needs_photo:
        yield PHOTO_WANTED
    if item.needs_remark_when_negative:
        yield "有问题要备注"
    if item.school_kinds:
        yield "只问" + "、".join(map(label, item.school_kinds))


def answered_by(item: ItemFields) -> str:
    """How an item is answered, with its choices or numbers: `选择：好、一般、差*`."""
    told = options_said(item) if item.kind == "choice" else limits(item)
    kind = ITEM_KIND[item.kind]
    return f"{kind}：{told}" if told else kind
