"""Versions of the app: which is older, and what that means for whoever uses it."""

import re
from enum import StrEnum

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


class Advice(StrEnum):
    """What the office asks of this version of the app."""

    NONE = "none"
    OFFERED = "offered"
    REQUIRED = "required"


def is_older(version: str, than: str) -> bool:
    """Whether the version comes before the other; false where one of them is no version.

    Versions are up to four numbers with dots between; what is left out counts as 0.
    """
    ours, theirs = _numbers(version), _numbers(than)
    return ours is not None and theirs is not None and ours < theirs


def advice(version: str, newest: str | None, oldest: str | None) -> Advice:
    """Whether an update is offered, or required before another visit is begun."""
    if oldest and is_older(version, oldest):
        return Advice.REQUIRED
    return Advice.OFFERED if newest and is_older(version, newest) else Advice.NONE


def _numbers(text: str) -> tuple[int, ...] | None:
    text = text.strip().removeprefix("v")
    if not _VERSION.fullmatch(text) or not text.isascii():
        return None
    numbers = [int(part) for part in text.split(".")]
    return (*numbers, *(0 for _ in range(4 - len(numbers))))
