"""JSON as entries use it: no duplicate keys, no NaN, no surrogate halves, no control characters."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import Any, NoReturn

from pydantic_core import from_json, to_json

from domain.plain_text import is_plain_text

MAX_DEPTH = 32
_BETWEEN = b',"\x7f",'
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is out of range")
    return number


def _has_sign(raw: bytes) -> bool:
    """Whether something stands in the bytes without which no text holds a control character."""
    return b"\\u" in raw or b"\\b" in raw or b"\\f" in raw or b"\x7f" in raw or b"\xc2" in raw


# One for all: json.loads makes a decoder anew for every call that has hooks.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_no_constant, parse_float=_finite
)


def _levels(value: Any) -> Iterator[list[Any]]:
    """The value's parts level by level; iterative, so that depth itself cannot break it."""
    level = [value]
    while level:
        yield level
        following: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                following += item.values()
            elif isinstance(item, list):
                following += item
        level = following


def _texts(level: list[Any]) -> Iterator[str]:
    for item in level:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from item


def load(raw: bytes) -> Any:
    """The value these UTF-8 bytes say; ValueError for anything another reader could read otherwise.

    Refused: invalid UTF-8, duplicate keys, NaN, infinities and numbers beyond a double, lone
    surrogates, control characters in texts other than tab and line breaks, nesting deeper
    than 32.
    """
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    is_suspect = _has_sign(raw)
    if not is_suspect and _brackets(raw) <= MAX_DEPTH:
        return value
    for depth, level in enumerate(_levels(value), start=1):
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        if is_suspect and not all(map(is_plain_text, _texts(level))):
            raise ValueError("a control character or half a character in a text")
    return value


def usual_object(raw: bytes) -> dict[str, Any] | None:
    """The object that these bytes say by ``load`` as well; None where only ``load`` can tell.

    Takes a fifth of the time. Whoever has a colon in a text, or more than plain texts and
    numbers, is sent to ``load``.
    """
    if _has_sign(raw) or _brackets(raw) > MAX_DEPTH:
        return None
    try:
        value = from_json(raw, allow_inf_nan=False)
        # Of two members with one name the reader keeps the last, but each has its colon.
        if type(value) is dict and len(value) + _names(value.values()) == raw.count(b":"):
            return value
    except ValueError:
        pass
    return None


def usual_objects(pieces: Sequence[bytes]) -> list[dict[str, Any]] | None:
    """The objects that these bytes say, each by ``load`` as well; None where one may say none.

    All are read at once, in a fifth of the time again. What is put between them stands in none
    of them, so that each begins and ends where it was cut.
    """
    whole = b"".join((b"[", _BETWEEN.join(pieces), b"]"))
    gaps = len(pieces) - 1
    if whole.count(b"\x7f") != gaps or _may_hold_controls(whole):
        return None
    try:
        values = from_json(whole, allow_inf_nan=False)
        objects: list[dict[str, Any]] = values[::2]
        if values[1::2] != ["\x7f"] * gaps or set(map(type, objects)) != {dict}:
            return None
        # What is written again as it stands has each name once, and no number beyond a double.
        if to_json(values) != whole or max(map(_brackets, pieces)) > MAX_DEPTH:
            for piece in pieces:
                if usual_object(piece) is None:
                    load(piece)
    except ValueError:
        return None
    return objects


def _may_hold_controls(whole: bytes) -> bool:
    """What ``_has_sign`` tells but of DEL; two bytes that only begin alike are told apart."""
    if b"\\" in whole and (b"\\u" in whole or b"\\b" in whole or b"\\f" in whole):
        return True
    return b"\xc2" in whole and _C1.search(whole) is not None


def _brackets(raw: bytes) -> int:
    """How many objects and lists may begin in the bytes."""
    return raw.count(b"{") + raw.count(b"[")


def _names(values: Iterable[Any]) -> int:
    """How many names there are in the objects among these and in them; finite numbers only."""
    found = 0
    for each in values:
        kind = type(each)
        if kind is str:
            continue
        if kind is dict:
            found += len(each) + _names(each.values())
        elif kind is list:
            found += _names(each)
        elif kind is float and not isfinite(each):
            raise ValueError("a number is out of range")
    return found


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON of the value; ValueError for what ``load`` would refuse of its texts."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = text.encode("utf-8")
    if _has_sign(raw):
        load(raw)
    return raw
