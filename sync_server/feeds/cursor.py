"""Where a page ends, as addresses carry it: the key of its last row, readable by us alone."""

import base64
import binascii
import json
from collections.abc import Sequence

from domain.errors import BadInput
from sync_server.data.paging import Key
from sync_server.feeds.feed import Feed

LONGEST = 400


def written(key: Key) -> str:
    """The key as text for an address."""
    plain = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read_cursor(text: str, feed: Feed, order: Sequence[str]) -> Key:
    """What ``written`` made of a key in this order; BadInput (``bad_cursor``) for other text."""
    if not text:
        return ()
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        values = json.loads(plain)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _bad() from error
    if len(text) > LONGEST or not isinstance(values, list) or len(values) != len(order):
        raise _bad()
    if not all(_is_of(feed.kind_of(name), each) for name, each in zip(order, values, strict=True)):
        raise _bad()
    return tuple(values)


def _is_of(kind: object, value: object) -> bool:
    """Whether a value can stand in a column that holds this."""
    if kind is int:
        return type(value) is int and 0 <= value < 2**63
    return isinstance(value, str) and len(value) <= LONGEST


def _bad() -> BadInput:
    return BadInput("翻页的位置不是上一页给的，请照上一页给的地址接着读。", code="bad_cursor")
