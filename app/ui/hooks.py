"""flet's hooks with types that say what they keep."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

import flet as ft

T = TypeVar("T")
Setter = Callable[[Callable[[T], T]], None]


class Box(Protocol[T]):
    """Something kept between two drawings whose change draws nothing."""

    current: T


def use_box(make: Callable[[], T]) -> Box[T]:
    """A box that is made at the first drawing."""
    return cast(Box[T], cast(Any, ft.use_ref)(make))


def use_value(first: T) -> tuple[T, Setter[T]]:
    """A value and how to change it (by a function of the old one), which draws anew."""
    return cast(tuple[T, Setter[T]], cast(Any, ft.use_state)(lambda: first))
