"""Text without characters that nobody sees or types: one rule for every door.

Control characters break lines of logs, columns of PostgreSQL (NUL) and sheets of Excel; half a
surrogate pair is no character at all.
"""

import re
from typing import Any, TypeVar

from pydantic import BaseModel

CONTROL_CHARACTER = "control_character"
"""The code of whatever is refused by this rule."""

_OF_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_OF_LINES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A page or column break pasted from a text processor.
_BREAK = re.compile(r"\r?[\x0b\x0c]")

M = TypeVar("M", bound=BaseModel)


def is_plain_line(text: str) -> bool:
    """Whether the text has no control character at all and no half surrogate pair."""
    return _OF_A_LINE.search(text) is None


def is_plain_text(text: str) -> bool:
    """The same for text that may have several lines and tabs."""
    return _OF_LINES.search(text) is None


def is_plain_value(value: Any) -> bool:
    """Whether every text in a value as of JSON, names of members included, is plain text."""
    level = [value]
    while level:
        following: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                following += (*item, *item.values())
            elif isinstance(item, list | tuple):
                following += item
            elif isinstance(item, str) and not is_plain_text(item):
                return False
        level = following
    return True


def plain_text(text: str) -> str:
    """The text with breaks as new lines and every other such character as a blank."""
    return _OF_LINES.sub(" ", _BREAK.sub("\n", text))


def plain_copy(model: M) -> M:
    """The model with every text in it made plain."""
    changes = {name: _plain(value) for name, value in model}
    return model.model_copy(update=changes)


def _plain(value: Any) -> Any:
    if type(value) is str:
        return plain_text(value)
    if isinstance(value, BaseModel):
        return plain_copy(value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value
