"""JSON as entries use it: no duplicate keys, no NaN, no surrogate halves, no control characters."""

import json
import math
from collections.abc import Iterator
from typing import Any, NoReturn

from domain.plain_text import is_plain_text

MAX_DEPTH = 32

# What has to stand in the bytes for a decoded text to hold one of these.
_SIGNS = (b"\\u", b"\\b", b"\\f", b"\x7f", b"\xc2")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is out of range")
    return number


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
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    is_suspect = any(sign in raw for sign in _SIGNS)
    for depth, level in enumerate(_levels(value), start=1):
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        if is_suspect and not all(map(is_plain_text, _texts(level))):
            raise ValueError("a control character or half a character in a text")
    return value


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON of the value; ValueError for what ``load`` would refuse of its texts."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = text.encode("utf-8")
    if any(sign in raw for sign in _SIGNS):
        load(raw)
    return raw
