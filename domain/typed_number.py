"""Numbers as people type, paste or say them: the number that is meant, or why none can be read.

One rule for every field that asks for a number. It never guesses: what could mean two numbers is
not read, and no character of it is passed over. Numbers are exact: no more digits than a number
of JSON keeps, also one step further, and steps are counted in decimals.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

Number = int | float
MOST_DIGITS, MOST_PLACES = 14, 6
LONGEST = 60


class NumberProblem(StrEnum):
    """Why a text is not the number that is asked for."""

    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    COMMA = "unclear_comma"
    OTHER_UNIT = "other_unit"
    TOO_LONG = "number_too_long"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class NumberField:
    """What a field asks for: the unit it counts in, and which numbers there can be.

    ``unit`` may be typed behind the number. In a field with ``is_ordinal`` 第 may stand before it.
    """

    unit: str = ""
    is_whole: bool = False
    is_ordinal: bool = False
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class NumberRead:
    """The number meant, or the problem; neither where nothing was typed."""

    value: Number | None = None
    problem: NumberProblem | None = None


ANY = NumberField()

_ALIKE = (
    ("人", "名", "位", "个人"),
    ("次", "回", "趟"),
    ("份", "张"),
    ("节", "节课"),
    ("元", "块", "块钱"),
    ("平方米", "平米", "㎡", "m²", "m2"),
    ("米", "m"),
    ("千克", "公斤", "kg"),
    ("℃", "度", "摄氏度"),
)
_SAME_UNIT = {each: alike for alike in _ALIKE for each in alike} | {"分钟": ("分", "min")}
_ANYTHING = "个"
_MAGNITUDES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
}
_SIGNS = {"+": 1, "-": -1, "\u2212": -1, "\ufe63": -1, "\u2013": -1, "负": -1}

_DIGITS = "零一二三四五六七八九"
_SPELLED_ALIKE = str.maketrans(
    "〇两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億點", "零二一二二三三四五六六七八九十百千万亿点"
)
_WITHIN = ((1000, "千"), (100, "百"), (10, "十"))
_SECTIONS = ((100_000_000, "亿"), (10_000, "万"))

_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([, ])\d{3})(?:\1\d{3})*(?:\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}", re.ASCII)
_WITH_COMMA = re.compile(r"[\d,. ]*,[\d,. ]*", re.ASCII)
_BEGUN = re.compile(r"[\d.]", re.ASCII)
_MULTIPLE = re.compile(r"([\d.,]+) ?(百万|千万|[百千万亿])", re.ASCII)
_SPOKEN = re.compile(f"[{_DIGITS}十百千万亿]+")


def read_number(text: str, asked: NumberField = ANY) -> NumberRead:
    """The number that the text means in a field that asks for this.

    Read are digits of any width, groups of three, a decimal point or comma, Chinese numerals as
    one spells them out, 万 and 亿 behind digits, a sign, and the field's own unit.
    """
    typed = _visible(text)
    if not typed:
        return NumberRead()
    if len(typed) > LONGEST:
        return NumberRead(problem=NumberProblem.TOO_LONG)
    with localcontext(prec=2 * LONGEST):  # No digit is rounded away before it is looked at.
        found = _value(typed, asked)
        if isinstance(found, NumberProblem):
            return NumberRead(problem=found)
        problem = _misfit(found, asked)
        return NumberRead(problem=problem) if problem else NumberRead(_number(found))


def written(number: Number | None) -> str:
    """The number in digits, exactly and without an exponent; empty for none."""
    if number is None:
        return ""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def added(*numbers: Number) -> Number:
    """The sum, counted in decimals: a step up and down gives back what was there."""
    return _number(sum((Decimal(repr(each)) for each in numbers), Decimal()))


def spelled(number: int) -> str:
    """A whole number from 0 below 10¹² in Chinese numerals: 一百零三."""
    if number == 0:
        return _DIGITS[0]
    parts = "".join(_spelled_parts(number))
    text = re.sub(f"{_DIGITS[0]}+", _DIGITS[0], parts).strip(_DIGITS[0])
    return text[1:] if text.startswith("一十") else text


def _visible(text: str) -> str:
    """The text with digits and signs of usual width, and without what nobody sees."""
    seen: list[str] = []
    for each in text:
        narrow = chr(ord(each) - 0xFEE0) if "！" <= each <= "～" else each
        kind = unicodedata.category(narrow)
        if kind == "Nd":
            seen.append(str(unicodedata.decimal(narrow)))
        elif kind == "Zs" or narrow in "\t\r\n":
            seen.append(" ")
        elif kind != "Cf":
            seen.append(narrow)
    return "".join(seen).strip()


def _value(typed: str, asked: NumberField) -> Decimal | NumberProblem:
    sign, body = _signed(typed, asked)
    body, unit = _without_unit(body, asked.unit)
    if asked.unit[:1] in _MAGNITUDES and any(each in body for each in _MAGNITUDES):
        return NumberProblem.OTHER_UNIT
    spoken = body.translate(_SPELLED_ALIKE)
    for found in (_in_digits(body, asked), _multiple(body), _spoken(spoken)):
        if found is not None:
            return found if isinstance(found, NumberProblem) else sign * found
    if unit is None and asked.unit and _starts_with_number(body, spoken):
        return NumberProblem.OTHER_UNIT
    return NumberProblem.NOT_A_NUMBER


def _signed(typed: str, asked: NumberField) -> tuple[int, str]:
    if asked.is_ordinal and typed.startswith("第"):
        return 1, typed[1:].lstrip()
    sign = _SIGNS.get(typed[0])
    return (1, typed) if sign is None else (sign, typed[1:].lstrip())


def _without_unit(body: str, unit: str) -> tuple[str, str | None]:
    """What stands before the unit, and the unit if one that fits was typed."""
    fitting = {unit, _ANYTHING, *_SAME_UNIT.get(unit, ())} - {""}
    for each in sorted(map(_visible, fitting), key=len, reverse=True):
        if body.lower().endswith(each.lower()):
            return body[: -len(each)].rstrip(), each
    return body, None


def _in_digits(body: str, asked: NumberField) -> Decimal | NumberProblem | None:
    """The number in digits; the problem with its commas; None where it is none."""
    points = body.replace("。", ".")
    if _PLAIN.fullmatch(points):
        return Decimal(points)
    if _GROUPED.fullmatch(points):
        return Decimal(re.sub("[, ]", "", points))
    if not _WITH_COMMA.fullmatch(points) or not any(map(str.isdigit, points)):
        return None
    if _DECIMAL_COMMA.fullmatch(points):
        return NumberProblem.NOT_WHOLE if asked.is_whole else Decimal(points.replace(",", "."))
    return NumberProblem.COMMA


def _multiple(body: str) -> Decimal | None:
    """Digits with 百, 千, 万 or 亿 behind them."""
    found = _MULTIPLE.fullmatch(body)
    if found is None or not _PLAIN.fullmatch(found[1]):
        return None
    return Decimal(found[1]) * _MAGNITUDES[found[2]]


def _spoken(body: str) -> Decimal | None:
    """A number in Chinese numerals, spelled out as one does; 四五 or 一百三 are not."""
    whole, point, places = body.partition("点")
    said = _spoken_whole(whole)
    if said is None or (point and not (places and set(places) <= set(_DIGITS))):
        return None
    return Decimal(f"{said}.{''.join(str(_DIGITS.index(each)) for each in places)}")


def _spoken_whole(text: str) -> int | None:
    if not _SPOKEN.fullmatch(text):
        return None
    number = _added_up(text)
    # What is spelled otherwise than the number it adds up to means something else, or nothing.
    return number if _shortest(spelled(number)) == _shortest(text) else None


def _shortest(text: str) -> str:
    return text.replace("一十", "十")


def _added_up(text: str) -> int:
    """What the numerals come to, however they are put together."""
    for weight, name in _SECTIONS:
        above, section, below = text.rpartition(name)
        if section:
            return _added_up(above) * weight + _added_up(below)
    total, digit = 0, 0
    powers = {name: weight for weight, name in _WITHIN}
    for each in text:
        if each in powers:
            total, digit = total + (digit or 1) * powers[each], 0
        else:
            digit = _DIGITS.index(each)
    return total + digit


def _spelled_parts(number: int) -> Iterator[str]:
    for weight, name in _SECTIONS:
        above, number = divmod(number, weight)
        if above:
            yield f"{spelled(above)}{name}"
        if number < weight // 10:
            yield _DIGITS[0]
    yield _spelled_within(number)


def _spelled_within(number: int) -> str:
    parts: list[str] = []
    for weight, name in _WITHIN:
        digit, number = divmod(number, weight)
        parts.append(f"{_DIGITS[digit]}{name}" if digit else _DIGITS[0])
    return "".join([*parts, _DIGITS[number]]).rstrip(_DIGITS[0])


def _starts_with_number(body: str, spoken: str) -> bool:
    return bool(_BEGUN.match(body) or _SPOKEN.match(spoken))


def _misfit(value: Decimal, asked: NumberField) -> NumberProblem | None:
    if value != round(value, MOST_PLACES) or abs(value) >= 10**MOST_DIGITS:
        return NumberProblem.TOO_LONG
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        return NumberProblem.TOO_LONG
    if asked.is_whole and value != value.to_integral_value():
        return NumberProblem.NOT_WHOLE
    if asked.low is not None and value < Decimal(repr(asked.low)):
        return NumberProblem.TOO_SMALL
    if asked.high is not None and value > Decimal(repr(asked.high)):
        return NumberProblem.TOO_LARGE
    return None


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
