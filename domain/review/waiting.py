"""Which visits wait for the office's verdict, and which of them somebody should look at first."""

from collections.abc import Iterable

from domain.kinds.visit.builder import State
from domain.review.gravity import asks
from domain.visit.flag import Flag
from domain.visit.visit import Visit


def waits_for_verdict(visit: Visit) -> bool:
    """Whether it was handed in and nobody has said anything of it that holds; practice never."""
    return visit.state is State.SUBMITTED and not visit.is_practice


def is_flagged(standing: Iterable[Flag]) -> bool:
    """Whether one of the flags that stand asks to be looked at."""
    return any(asks(flag.code) for flag in standing)
