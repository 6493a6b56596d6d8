"""The units that a draw is held over: in which classes, and how many of each are drawn."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from domain.errors import BadInput
from domain.kinds.campaign.lots import DrawShare
from domain.kinds.campaign.plan import MOST_UNITS

_AMOUNT = re.compile(r"([0-9]{1,4})\s*([%％]|[个所家]?)")
_WHOLE = 100


class DrawClass(StrEnum):
    """By what units are set apart, so that some of each are drawn."""

    NONE = "none"
    KIND = "kind"
    ZONE = "zone"


def shares_of(classes: Mapping[str, Sequence[str]], text: str) -> tuple[DrawShare, ...]:
    """How many units are drawn of each class, by lines of a name, a colon and how many.

    How many is a number of units or a share in %, rounded up. A line without a name is of all
    classes that no other line names; of 0 none are drawn, and the class is left out. BadInput
    (``shares``) for a line that cannot be read or names no class, and a class without a line.
    """
    wanted: dict[str, str] = {}
    usual = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        name, colon, amount = line.replace(":", "：").rpartition("：")
        if not colon:
            usual = amount
        elif name.strip() in classes:
            wanted[name.strip()] = amount
        else:
            words = f"“{name.strip()}”不在名单的类别里，请核对：{'、'.join(classes)}。"
            raise BadInput(words, code="shares")
    shares = []
    for name, units in classes.items():
        amount = wanted.get(name, usual)
        if not amount:
            raise BadInput(f"没有写{name}抽多少；不抽的写 0。", code="shares")
        count = _count(amount.strip(), len(units))
        if count:
            shares.append(DrawShare(name=name, count=count, units=tuple(units)))
    if not shares:
        raise BadInput("名单里没有要抽的单位；方案里已有的单位不参加抽取。", code="shares")
    return tuple(shares)


def _count(amount: str, of: int) -> int:
    found = _AMOUNT.fullmatch(amount)
    if found is None:
        raise BadInput(f"“{amount}”读不懂，请写个数（如 5）或比例（如 20%）。", code="shares")
    number, unit = int(found[1]), found[2]
    if unit in ("%", "％"):
        if number > _WHOLE:
            raise BadInput(f"比例不能超过 {_WHOLE}%。", code="shares")
        return -(-of * number // _WHOLE)
    if number > MOST_UNITS:
        raise BadInput(f"一次最多抽 {MOST_UNITS} 个单位。", code="shares")
    return number
