"""A column of a list: what stands in its cells, where they lead, and what of it leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from sync_server.office.export.table import Cell

R = TypeVar("R")


class Chip(NamedTuple):
    """A short word that has a meaning; ``look`` is its class, ``hint`` what it says in full."""

    word: str
    look: str = ""
    hint: str = ""


class Drawn(NamedTuple):
    """A cell as the page shows it; ``note`` stands below the text and is said more quietly."""

    text: str
    link: str
    chips: Sequence[Chip]
    note: str


def _nothing(_row: object) -> str:
    return ""


def _no_chips(_row: object) -> Sequence[Chip]:
    return ()


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of a list over rows of one sort.

    ``text`` is what a cell says and ``link`` where it leads (empty: nowhere). What a cell says by
    ``chips`` is said in them instead, and ``note`` goes below. ``export`` is what a file has in
    the cell: the text and the chips' words unless it says otherwise, and a number for a number.
    Without ``is_on_phones`` the column is left out where the page is narrow; ``is_exported`` and
    ``is_shown`` leave it out of the file or of the page. Where it ``leads_aside``, its links are
    not where the rows lead. ``total`` is what stands below all rows of the list.
    """

    title: str
    text: Callable[[R], str] = _nothing
    link: Callable[[R], str] = _nothing
    chips: Callable[[R], Sequence[Chip]] = _no_chips
    note: Callable[[R], str] = _nothing
    export: Callable[[R], Cell] | None = None
    is_number: bool = False
    is_on_phones: bool = True
    is_exported: bool = True
    is_shown: bool = True
    leads_aside: bool = False
    total: Callable[[Sequence[R]], Cell] | None = None

    def drawn(self, row: R) -> Drawn:
        """The row's cell for the page."""
        return Drawn(self.text(row), self.link(row), self.chips(row), self.note(row))

    def taken(self, row: R) -> Cell:
        """The row's cell for a file."""
        if self.export is not None:
            return self.export(row)
        chips = "、".join(each.word for each in self.chips(row))
        return " ".join(each for each in (self.text(row), chips, self.note(row)) if each)


def counted(
    title: str, count: Callable[[R], int | None], link: Callable[[R], str] = _nothing
) -> "Column[R]":
    """A column of counts: with thousands set apart on the page, as plain numbers in a file."""

    def text(row: R) -> str:
        found = count(row)
        return "–" if found is None else f"{found:,}"

    return Column(title, text, link, export=count, is_number=True)


def summed(
    title: str, count: Callable[[R], int], link: Callable[[R], str] = _nothing
) -> "Column[R]":
    """A column of counts with their sum below."""
    return replace(counted(title, count, link), total=lambda rows: sum(map(count, rows)))


def totals(columns: "Sequence[Column[R]]", rows: Sequence[R]) -> list[Cell]:
    """What stands below the rows, column by column; nothing where no column has a total."""
    if not any(each.total for each in columns):
        return []
    return [each.total(rows) if each.total else None for each in columns]
