"""JSON as entries use it: no duplicate keys, no NaN, no control characters, no surprises."""

import json
import re
from typing import Any, NoReturn

from domain.plain_text import is_plain_value

MAX_DEPTH = 32
# Every control character and half surrogate pair is written in one of these ways.
_MAY_HIDE = re.compile(rb"\\[ubf]|\x7f")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _depth_of(value: Any) -> int:
    """How deep the value nests; iterative, so that depth itself cannot break it."""
    deepest, level = 0, [value]
    while level:
        deepest += 1
        following: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                following += item.values()
            elif isinstance(item, list):
                following += item
        level = following
    return deepest


def load(raw: bytes) -> Any:
    """The value these UTF-8 bytes say; ValueError for anything another reader could read otherwise.

    Refused: invalid UTF-8, duplicate keys, NaN and infinities, lone surrogates, control
    characters other than tab and line ends in any text, nesting deeper than 32.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_no_constant
        )
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if _depth_of(value) > MAX_DEPTH:
        raise ValueError("nested too deep")
    _refuse_hidden(raw, value)
    return value


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON of the value; ValueError for what `load` would refuse of its texts."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = text.encode("utf-8")
    _refuse_hidden(raw, value)
    return raw


def _refuse_hidden(raw: bytes, value: Any) -> None:
    if _MAY_HIDE.search(raw) and not is_plain_value(value):
        raise ValueError("control character or half a surrogate pair in a text")
