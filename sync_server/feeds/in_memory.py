"""Rows of a feed that are few enough to be looked through whole."""

import operator
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sync_server.data.feeds.ask import Ask
from sync_server.data.feeds.source import COMPARES
from sync_server.feeds.models import FeedRow

R = TypeVar("R", bound=FeedRow)


def picked(rows: Iterable[R], ask: Ask) -> list[R]:
    """Those that fit the conditions."""
    return [row for row in rows if all(_holds(row, ask, at) for at in range(len(ask.conditions)))]


def at_place(rows: Sequence[R], ask: Ask) -> list[R]:
    """Those that are asked for, in their order."""

    def key(row: R) -> tuple[object, ...]:
        return tuple(getattr(row, name) for name in ask.order)

    found = sorted(picked(rows, ask), key=key, reverse=not ask.is_rising)
    if ask.after:
        is_behind = operator.gt if ask.is_rising else operator.lt
        found = [row for row in found if is_behind(key(row), ask.after)]
    return found[ask.skip : ask.skip + ask.limit]


def _holds(row: FeedRow, ask: Ask, at: int) -> bool:
    condition = ask.conditions[at]
    value = getattr(row, condition.column)
    if value is None or condition.value is None:
        return value is condition.value
    told = value.isoformat() if isinstance(value, date) else value
    return bool(COMPARES[condition.op](told, condition.value))
