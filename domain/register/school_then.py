"""What a school was on a day: a change of the register moves no day before it (S2)."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Dated(Protocol):
    """What holds from a local day (`YYYY-MM-DD`) on."""

    @property
    def from_on(self) -> str:
        """The first day."""


V = TypeVar("V", bound=Dated)


def version_on(versions: Sequence[V], day: str) -> V | None:
    """The version that held on a day, of those of one thing by their first days.

    Before the first was written down it was as the first has it. None where there is none.
    """
    before = [each for each in versions if each.from_on <= day]
    return before[-1] if before else next(iter(versions), None)
