"""Chance that falls the same way every time: the demo of one day is always the same demo."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(*names: object) -> Random:
    """A source of chance of its own for whatever these names say; never for secrets."""
    return Random("/".join(str(name) for name in names))  # noqa: S311 -- plays, keeps no secret


def some(chance: Random, pool: Sequence[T], number: int) -> list[T]:
    """That many different things of the pool, in its order."""
    picked = sorted(chance.sample(range(len(pool)), min(number, len(pool))))
    return [pool[index] for index in picked]
