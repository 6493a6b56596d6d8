"""A month's table as plain values under names: what a page, a workbook and a lock hold alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.month.topic import By

Value = int | float | None
LOW_SHARE = 0.5
DUTY_DONE = ("done", "due")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its title, its group, and how the foot is made.

    ``is_summed`` columns add up; the others' total stands for itself (distinct schools).
    ``is_stock`` is true of what is left at a period's end: months of it do not add up.
    A share is the first of the columns ``of`` over the second.
    """

    name: str
    title: str
    group: str
    is_summed: bool = True
    is_share: bool = False
    is_stock: bool = False
    of: tuple[str, str] = DUTY_DONE


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its key, name and notes, and a value for each column.

    ``thing`` is the noun and code of what the register has under the row's key.
    """

    key: str
    name: str
    notes: tuple[str, ...]
    values: tuple[Value, ...]
    thing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grouping's table: its columns, its rows under their names, and its foot.

    ``rules`` are those it was made by, ``definitions`` what the columns mean. ``totals`` are all
    figures of the whole district by the column's name, those too that this table has no column
    for. ``seal`` says which version of a locked month it is; empty where none is locked. ``note``
    is what is to be known of these very figures.
    """

    title: str
    grouping: By
    note_titles: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    totals: Mapping[str, Value]
    rules: tuple[str, ...]
    definitions: Sequence[tuple[str, str]]
    seal: str = ""
    note: str = ""

    @property
    def total(self) -> tuple[Value, ...]:
        """The foot: a value for each column."""
        return tuple(self.totals[each.name] for each in self.columns)

    def standing(self, values: Sequence[Value]) -> str:
        """How the duty of a row with these values stands; see ``standing``."""
        shares = (value for each, value in zip(self.columns, values, strict=True) if each.is_share)
        return standing(next(shares, None))


def standing(share: float | None) -> str:
    """How a duty stands: ``met``, ``short``, ``low`` (under half), empty where none is."""
    if share is None:
        return ""
    if share >= 1:
        return "met"
    return "short" if share >= LOW_SHARE else "low"
