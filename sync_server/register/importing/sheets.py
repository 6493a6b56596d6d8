"""Which rows of an office's sheets are records: where the headings are, what stands below them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.plain_text import is_plain_text
from domain.spelling import key_of, usual
from sync_server.register.importing.cell_values import (
    EXCEL_EPOCH,
    Broken,
    Cell,
    date_of,
    text_of,
)
from sync_server.register.importing.faults import Faults, Place, Unread
from sync_server.register.importing.other_rows import SECTION, TOTAL, other_row
from sync_server.register.importing.workbook_file import Area, SheetCells

MAX_ROWS = 20_000
_EXAMPLE = ("例：", "例:")
_TITLE, _HEADINGS = "是表头上方的标题", "是重复的标题、表头"
_HIDDEN = "是隐藏的行，没有读；要导入请取消隐藏或筛选"

Columns = Mapping[str, tuple[str, ...]]
"""Each column's name and the other headings it goes by."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of sheet: its columns, those that it must have, and the other titles it goes by."""

    name: str
    columns: Columns
    must: tuple[str, ...]
    titles: tuple[str, ...] = ()

    @property
    def is_called(self) -> frozenset[str]:
        """The keys of the titles of such sheets."""
        return frozenset(map(key_of, (self.name, *self.titles)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headings: its number in Excel, and its cells by column name.

    ``letters`` are the columns' letters in Excel, ``epoch`` the day from which the book counts.
    """

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    letters: Mapping[str, str] = field(default_factory=dict)
    epoch: date = EXCEL_EPOCH

    def text(self, column: str) -> str:
        """The cell's text, empty where there is none."""
        return text_of(self.cells.get(column))

    def lines(self, column: str) -> str:
        """The cell's text with its line breaks, for cells that list several things."""
        cell = self.cells.get(column)
        if not isinstance(cell, str):
            return text_of(cell)
        return "\n".join(text_of(piece) for piece in cell.splitlines())

    def day(self, column: str) -> date | None:
        """The day in the cell, None where it is empty; ValueError for what is none."""
        return date_of(self.cells.get(column), self.epoch)

    def place(self, column: str = "") -> Place:
        """Where a fault in this row is."""
        letter = self.letters.get(column)
        return Place(self.sheet, self.number, column, f"{letter}{self.number}" if letter else "")


def read_rows(
    sheet: SheetCells, kind: Kind, others: Iterable[Kind], faults: Faults, unread: Unread
) -> list[Row]:
    """The sheet's records, merged cells filled; faults where it has none, or no headings.

    The headings may stand anywhere, in any order, among others, and again on every page. What
    is no record, or hidden, or a block of another kind, is noted as unread; the template's
    examples (例：) and empty rows are passed over.
    """
    block = _Block(sheet, kind, tuple(others), unread)
    rows = list(block.rows())
    if block.missing:
        wanted = "、".join(f"“{name}”" for name in block.missing)
        faults.add((sheet.title, 0, ""), f"没有找到{wanted}列", "请对照模板补上列标题")
        return []
    if len(rows) > MAX_ROWS:
        faults.add((sheet.title, 0, ""), f"超过 {MAX_ROWS} 行", "请拆成几个文件分别导入")
        return []
    for row in rows:
        for column, cell in row.cells.items():
            if isinstance(cell, Broken):
                faults.add(row.place(column), cell.problem, cell.remedy)
            elif isinstance(cell, str) and not is_plain_text(cell):
                faults.add(row.place(column), "有看不见的控制字符", "请把这一格重新输入一遍")
    return rows


def kind_by_headings(sheet: SheetCells, kinds: Iterable[Kind]) -> tuple[Kind, int] | None:
    """Which kind of sheet it looks like by its headings, and how many rows are under them."""
    for number in sorted(sheet.rows):
        texts = {column: text_of(cell) for column, cell in sheet.rows[number].items()}
        found = _best(texts, kinds)
        if found is not None:
            return found, sum(1 for each in sheet.rows if each > number)
    return None


@dataclass(slots=True)
class _Block:
    """Goes through a sheet from its top; ``missing`` are the columns that no headings had."""

    sheet: SheetCells
    kind: Kind
    others: tuple[Kind, ...]
    unread: Unread
    missing: tuple[str, ...] = ()
    _places: dict[str, int] = field(default_factory=dict)
    _titles: set[str] = field(default_factory=set)
    _headings_at: int = 0
    _foreign: str = ""

    def rows(self) -> Iterator[Row]:
        """The records, row by row."""
        self._merged = _Merged(self.sheet)
        above: list[int] = []
        for number in sorted(self.sheet.rows):
            own = self.sheet.rows[number]
            texts = {column: text_of(cell) for column, cell in sorted(own.items())}
            if number in self.sheet.hidden_rows:
                self._skip(number, _HIDDEN)
            elif self._takes_headings(number, texts):
                continue
            elif self._foreign:
                self._skip(number, self._foreign)
            elif not self._places:
                above.append(number)
                self._titles.update(map(key_of, filter(None, texts.values())))
            elif (row := self._record(number, texts)) is not None:
                yield row
        if not self._places:
            self.missing = self._wanted(above)
        else:
            for number in above:
                self._skip(number, _TITLE)

    def _record(self, number: int, texts: dict[int, str]) -> Row | None:
        known = set(self._places.values())
        filled = [text for text in texts.values() if text]
        if any(text.startswith(_EXAMPLE) for text in filled):
            return None
        own = {column: cell for column, cell in self.sheet.rows[number].items() if column in known}
        why = self._is_other(number, texts, filled)
        if why is None and not any(isinstance(c, Broken) or text_of(c) for c in own.values()):
            if any(not text.isdigit() for text in filled):
                self._skip(number, "在要读的列里没有内容")
            return None
        if why is not None:
            self._skip(number, why)
            return None
        cells = {name: self._merged.cell(number, place) for name, place in self._places.items()}
        letters = {name: _letter(place) for name, place in self._places.items()}
        return Row(self.sheet.title, number, cells, letters, self.sheet.epoch)

    def _is_other(self, number: int, texts: dict[int, str], filled: list[str]) -> str | None:
        """Why the row is no record; None where it may be one."""
        if filled and all(key_of(text) in self._titles for text in filled):
            return _HEADINGS
        anchors = [column for column, text in texts.items() if text]
        if len(anchors) == 1 and self._merged.is_across(number, anchors[0]):
            return other_row(filled) or SECTION
        name = texts.get(self._places[self.kind.must[0]], "")
        return other_row(filled) or (TOTAL if name and other_row([name]) == TOTAL else None)

    def _takes_headings(self, number: int, texts: dict[int, str]) -> bool:
        """Whether the row is one of headings; from here on its columns are where it says."""
        filled = {column: text for column, text in texts.items() if text}
        if not filled:
            return False
        places = _places_of(filled, self.kind.columns)
        if self._headings_at and number == self._headings_at + 1 and len(places) == len(filled):
            self._split(places, number)
            return True
        kind = _best(filled, (self.kind, *self.others))
        if kind is None:
            return False
        if kind.name != self.kind.name:
            self._foreign = f"像是“{kind.name}”表，没有读；请放到名为“{kind.name}”的工作表里"
            self._skip(number, self._foreign)
            return True
        if self._places:
            self._skip(number, _HEADINGS)
        self._places, self._headings_at, self._foreign = places, number, ""
        return True

    def _split(self, places: dict[str, int], number: int) -> None:
        """Headings of two rows: what stands below one heading is more exact than that one."""
        taken = set(places.values())
        for column in list(taken):
            taken |= set(self._merged.beside(number - 1, column))
        kept = {name: at for name, at in self._places.items() if at not in taken}
        self._places = kept | places

    def _wanted(self, above: Sequence[int]) -> tuple[str, ...]:
        found: set[str] = set()
        for number in above:
            texts = {column: text_of(cell) for column, cell in self.sheet.rows[number].items()}
            found |= set(_places_of(texts, self.kind.columns))
        missing = tuple(name for name in self.kind.must if name not in found)
        return missing or self.kind.must

    def _skip(self, number: int, why: str) -> None:
        self.unread.row(self.sheet.title, number, why)

    _merged: "_Merged" = field(init=False)


class _Merged:
    """The merged areas of a sheet, each of which carries its first cell's value."""

    def __init__(self, sheet: SheetCells) -> None:
        self._sheet = sheet
        self._areas = [area for area in sheet.merges if area[:2] != area[2:]]
        self._by_column: dict[int, list[Area]] = {}

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell, or in the first one of the area it is in."""
        own = self._sheet.rows[row].get(column)
        area = self._area(row, column) if own is None else None
        return own if area is None else self._sheet.rows.get(area[0], {}).get(area[1])

    def is_across(self, row: int, column: int) -> bool:
        """Whether the cell reaches over several columns."""
        area = self._area(row, column)
        return area is not None and area[:2] == (row, column) and area[3] > area[1]

    def beside(self, row: int, column: int) -> range:
        """The columns of the area in which the cell is, else none."""
        area = self._area(row, column)
        return range(area[1], area[3] + 1) if area else range(0)

    def _area(self, row: int, column: int) -> Area | None:
        """The area that the cell is in: the last one of its column that begins at or above it."""
        areas = self._by_column.get(column)
        if areas is None:
            areas = sorted(area for area in self._areas if area[1] <= column <= area[3])
            self._by_column[column] = areas
        place = bisect_right(areas, row, key=lambda area: area[0]) - 1
        return areas[place] if place >= 0 and row <= areas[place][2] else None


def _best(texts: Mapping[int, str], kinds: Iterable[Kind]) -> Kind | None:
    """The kind of which these are the headings: the first that fits; None where they are none."""
    filled = sum(1 for text in texts.values() if text)
    for kind in kinds:
        places = _places_of(texts, kind.columns)
        has_must = all(name in places for name in kind.must)
        if has_must and (len(places) > 1 or len(places) == filled):
            return kind
    return None


def _places_of(texts: Mapping[int, str], columns: Columns) -> dict[str, int]:
    """Where each column stands in a row of headings."""
    known = {
        _heading_key(spelling): name
        for name, others in columns.items()
        for spelling in (name, *others)
    }
    places: dict[str, int] = {}
    for place, text in texts.items():
        name = known.get(_heading_key(text)) if text else None
        if name is not None:
            places.setdefault(name, place)
    return places


def _heading_key(text: str) -> str:
    """A heading without its notes in brackets and its star for a must."""
    return re.sub(r"\(.*?\)|[*:]", "", key_of(usual(text)))


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
