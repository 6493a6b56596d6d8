"""JSON as entries use it: no duplicate keys, no NaN, no surrogate halves, no surprises."""

import json
from typing import Any, NoReturn

MAX_DEPTH = 32


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

    Refused: invalid UTF-8, duplicate keys, NaN and infinities, lone surrogates,
    nesting deeper than 32.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_pairs, parse_constant=_no_constant
        )
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if _depth_of(value) > MAX_DEPTH:
        raise ValueError("nested too deep")
    if b"\\u" in raw:
        dump(value)
    return value


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON of the value; ValueError for NaN or a lone surrogate."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")
