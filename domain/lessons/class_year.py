"""Of which year of school a class is, by what an inspector wrote of it."""

import re
import unicodedata
from enum import StrEnum

LONGEST_SUBJECT = 40
_CHINESE = "一二三四五六七八九"
_SPACE = re.compile(r"\s+")
_GARDEN = re.compile(r"^(?:幼儿园)?([托小中大])(?=班|[一二三四五六七八九\d(])")
_SENIOR = re.compile(r"^高(?:中)?([一二三]|[1-3](?!\d))")
_JUNIOR = re.compile(r"^初(?:中)?([一二三四]|[1-4](?!\d))")
# A number alone is a class's (`3班`); what is a year's has a word, a bracket or its own class.
_YEAR = re.compile(
    rf"^(?:小学)?([{_CHINESE}1-9])(?:年级|年|[(.·\-]|(?=0\d(?!\d))|(?=[{_CHINESE}]班))"
)
_BEFORE_NUMBER = re.compile(rf"^(?:小学)?([{_CHINESE}])(?=\d)")


class ClassYear(StrEnum):
    """A year of school, from the nursery to the last of senior school."""

    NURSERY = "nursery"
    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"
    YEAR_1 = "year_1"
    YEAR_2 = "year_2"
    YEAR_3 = "year_3"
    YEAR_4 = "year_4"
    YEAR_5 = "year_5"
    YEAR_6 = "year_6"
    YEAR_7 = "year_7"
    YEAR_8 = "year_8"
    YEAR_9 = "year_9"
    SENIOR_1 = "senior_1"
    SENIOR_2 = "senior_2"
    SENIOR_3 = "senior_3"
    UNSTATED = "unstated"


_GARDEN_YEARS = {
    "托": ClassYear.NURSERY,
    "小": ClassYear.LOWER,
    "中": ClassYear.MIDDLE,
    "大": ClassYear.UPPER,
}
_LAST_PRIMARY, _LAST_YEAR = 6, 9


def class_year(class_name: str) -> ClassYear:
    """The year of a class such as `三（2）班`, `初二3班`, `大一班` or `301班`.

    UNSTATED where the text does not say one. 初四 (of five years of primary) is the ninth year.
    """
    text = _SPACE.sub("", unicodedata.normalize("NFKC", class_name))
    if found := _GARDEN.match(text):
        return _GARDEN_YEARS[found[1]]
    if found := _SENIOR.match(text):
        return ClassYear(f"senior_{_number(found[1])}")
    if found := _JUNIOR.match(text):
        return ClassYear(f"year_{min(_LAST_PRIMARY + _number(found[1]), _LAST_YEAR)}")
    if found := _YEAR.match(text) or _BEFORE_NUMBER.match(text):
        return ClassYear(f"year_{_number(found[1])}")
    return ClassYear.UNSTATED


def _number(text: str) -> int:
    return int(text) if text.isascii() else _CHINESE.index(text) + 1


def subject_name(subject: str) -> str:
    """A subject as it is counted: wide signs and blanks make no other one."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", subject))
    return text[:LONGEST_SUBJECT]
