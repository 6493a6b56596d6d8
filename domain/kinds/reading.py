"""An entry as far as this version can read it."""

from dataclasses import dataclass

from domain.kinds.piece import Body, Private
from domain.trail.line import Line


@dataclass(frozen=True, slots=True)
class Reading:
    """An entry as far as this version can read it; ``problem`` names what it cannot."""

    line: Line
    body: Body | None
    private: Private | None
    problem: str | None = None
