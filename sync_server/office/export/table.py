"""A table that somebody takes away: its heads, and its rows one after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """What is in the file: ``code`` is what entries call the table, ``title`` what people do.

    ``filters`` says in words which part of the list it is; empty for all of it. ``numbers`` are
    the places of the columns that hold numbers. ``foot`` stands below the rows and is none of them.
    """

    code: str
    title: str
    district_name: str
    made_on: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    filters: str = ""
    numbers: frozenset[int] = frozenset()
    foot: Sequence[Cell] = ()

    @property
    def heading(self) -> str:
        """What the file says it is: whose list, which one, and of which day."""
        return f"{self.district_name}{self.title}（{self.made_on}）"

    @property
    def file_name(self) -> str:
        """What the file is called, without its ending."""
        return f"{self.district_name}_{self.title}_{self.made_on}"
