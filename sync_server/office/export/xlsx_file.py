"""A table as a workbook of one sheet that opens in WPS, LibreOffice and Excel, and prints.

It is written row by row and keeps none, so that a long list costs no more than a short one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from math import ceil
from typing import Any, BinaryIO
from unicodedata import east_asian_width

from sync_server.office.export.table import Cell, Table

FONT = "宋体"
INK, PALE, RULE_GREY = "#17393d", "#e7efec", "#9db0ab"
# A workbook names the moment it was made; a fixed one makes the same table the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone
HEAD_ROW = 2
A4 = 9
LINE_HEIGHT, ROW_HEIGHT = 14.0, 19.0
# Columns are made as wide as the first rows ask for; what is wider goes on below.
LOOKED_AT = 200
NARROWEST, WIDEST, PADDING = 7.0, 42.0, 2.0
# As many columns as stand upright on a sheet.
UPRIGHT = 6


def write_xlsx(table: Table, file: BinaryIO) -> int:
    """Write the table into the file and answer how many rows it has.

    Text goes out as text, whatever it begins with.
    """
    import xlsxwriter  # noqa: PLC0415 - a server that only serves makes no workbooks

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": table.heading, "created": MADE_AT})
        page = book.add_worksheet(table.title[:31])
        rows = iter(table.rows)
        first = list(islice(rows, LOOKED_AT))
        writer = _Writer(page, _styles(book), table, _widths(table.heads, first))
        return writer.write(chain(first, rows))


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": RULE_GREY}
    head = {**cell, "bold": True, "bg_color": PALE, "align": "center", "text_wrap": True}
    shapes = {
        "title": {**base, "font_size": 16, "bold": True, "align": "center", "font_color": INK},
        "note": {**base, "font_color": "#555555", "text_wrap": True},
        "head": head,
        "text": {**cell, "text_wrap": True},
        "number": {**cell, "num_format": "#,##0.######"},
        "whole": {**cell, "num_format": "#,##0"},
    }
    return {name: book.add_format(shape) for name, shape in shapes.items()}


@dataclass(frozen=True, slots=True)
class _Writer:
    page: Any
    styles: dict[str, Any]
    table: Table
    widths: Sequence[float]

    def write(self, rows: Iterable[Sequence[Cell]]) -> int:
        """Everything on the sheet; the number of its rows."""
        self._frame()
        written = 0
        for written, row in enumerate(rows, start=1):
            self._row(HEAD_ROW + written, row)
        if self.table.foot:
            self._row(HEAD_ROW + written + 1, self.table.foot)
        return written

    def _frame(self) -> None:
        page, table, last = self.page, self.table, len(self.widths) - 1
        for place, width in enumerate(self.widths):
            page.set_column(place, place, width)
        if len(self.widths) > UPRIGHT:
            page.set_landscape()
        page.set_default_row(ROW_HEIGHT)
        page.set_paper(A4)
        page.set_margins(0.4, 0.4, 0.5, 0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
        page.freeze_panes(HEAD_ROW + 1, 1)
        page.set_footer("&C第 &P 页，共 &N 页")
        self._across(0, table.heading, "title", 30)
        note = f"筛选：{table.filters}" if table.filters else "全部"
        self._across(1, note, "note", _height([(note, sum(self.widths))]))
        page.set_row(HEAD_ROW, _height(zip(table.heads, self.widths, strict=True)))
        for place, head in enumerate(table.heads[: last + 1]):
            page.write_string(HEAD_ROW, place, head, self.styles["head"])

    def _across(self, row: int, text: str, style: str, height: float) -> None:
        """A line of text over the whole table."""
        last = len(self.widths) - 1
        self.page.set_row(row, height)
        if last:
            self.page.merge_range(row, 0, row, last, "", self.styles[style])
        self.page.write_string(row, 0, text, self.styles[style])

    def _row(self, at: int, row: Sequence[Cell]) -> None:
        texts = [(str(cell), width) for cell, width in zip(row, self.widths, strict=True)]
        height = _height(texts)
        if height > ROW_HEIGHT:
            self.page.set_row(at, height)
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                self.page.write_string(at, place, cell, self.styles["text"])
            elif cell is None:
                self.page.write_blank(at, place, None, self.styles["text"])
            else:
                style = "whole" if isinstance(cell, int) else "number"
                self.page.write_number(at, place, cell, self.styles[style])


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """How wide each column is, in figures."""
    texts = [[head, *(_said(row[place]) for row in rows)] for place, head in enumerate(heads)]
    return [min(max(NARROWEST, *map(_wide, some)) + PADDING, WIDEST) for some in texts]


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _wide(text: str) -> float:
    """How wide the longest line of a text is, in figures: a character is as wide as two."""
    lines = text.split("\n")
    return max(sum(2.0 if east_asian_width(each) in "WFA" else 1.0 for each in s) for s in lines)


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """How high a row is for its texts in columns of these widths, in points."""
    lines = max(
        sum(max(1, ceil(_wide(line) / (width - PADDING))) for line in text.split("\n"))
        for text, width in cells
    )
    return min(max(ROW_HEIGHT, lines * LINE_HEIGHT + 5), 409.0)
