"""The number that a draw is decided by: a public one that nobody knows before its day."""

import re
import unicodedata
from datetime import date
from enum import StrEnum

MOST_DIGITS = 60
_LEAST_DIGITS = 6
_WEEKDAYS = "一二三四五六日"


class SeedSource(StrEnum):
    """Where the number comes out, for everybody to read."""

    DOUBLE_COLOUR = "double_colour"
    SUPER_LOTTO = "super_lotto"
    OTHER = "other"

    @property
    def is_named(self) -> bool:
        """Whether its name alone says where the number is read."""
        return self is not SeedSource.OTHER


_BALLS = {
    SeedSource.DOUBLE_COLOUR: ((6, 33), (1, 16)),
    SeedSource.SUPER_LOTTO: ((5, 35), (2, 12)),
}
"""How many balls of up to which number, in each of a lottery's two parts."""
_DRAWN_ON = {SeedSource.DOUBLE_COLOUR: (1, 3, 6), SeedSource.SUPER_LOTTO: (0, 2, 5)}
"""On which days of the week, Monday being 0."""


def digits_of(text: str) -> str:
    """The digits of a number as it was published, in their order; all else is passed over."""
    return "".join(re.findall(r"[0-9]", unicodedata.normalize("NFKC", text)))


def day_words(source: SeedSource, day: str) -> str:
    """Why the number cannot come out on that local date; empty where it can."""
    days = _DRAWN_ON.get(source)
    if days is None or date.fromisoformat(day).weekday() in days:
        return ""
    return f"这种彩票逢周{'、'.join(_WEEKDAYS[each] for each in days)}开奖，请改选日期。"


def number_words(source: SeedSource, digits: str) -> str:
    """What is wrong with the number that somebody typed; empty where nothing is."""
    parts = _BALLS.get(source)
    if parts is None:
        is_right = _LEAST_DIGITS <= len(digits) <= MOST_DIGITS
        return "" if is_right else f"号码要有 {_LEAST_DIGITS} 到 {MOST_DIGITS} 位数字。"
    wanted = 2 * sum(count for count, _ in parts)
    if len(digits) != wanted:
        return f"每个球写两位（如 03），一共 {wanted} 位数字，现在是 {len(digits)} 位。"
    balls = [int(digits[at : at + 2]) for at in range(0, wanted, 2)]
    for count, highest in parts:
        some, balls = balls[:count], balls[count:]
        if not all(1 <= each <= highest for each in some) or some != sorted(set(some)):
            return f"{count} 个球要从小到大、不重复，在 01 到 {highest} 之间，请核对公布的号码。"
    return ""
