"""The month's table as a workbook that opens in WPS, LibreOffice and Excel.

Text goes out as text, never as a formula, whatever it begins with; sums are plain formulas
that carry the value they must show.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.month.month import Grouping, Row
from domain.words.values import label
from sync_server.month.columns import DEFINITIONS, Column, columns
from sync_server.month.rows import NOTE_TITLES, NamedRow

FONT = "宋体"
INK, PALE, RULE_GREY = "#17393d", "#e7efec", "#9db0ab"
AMBER, RED = "#fbeec8", "#f8d7d2"
HEAD_ROW = 3
# A workbook names the moment it was made; a fixed one makes the same table the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone
A4 = 9
ROW_HEIGHT = 19


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grouping's table: title, the rules it was made by, its rows and its total."""

    title: str
    rules: Sequence[str]
    grouping: Grouping
    rows: Sequence[NamedRow]
    total: Row


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The workbook: a sheet for each table, and one with the definitions."""
    import xlsxwriter  # noqa: PLC0415 - a server that only serves makes no workbooks

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": sheets[0].title, "created": MADE_AT})
        styles = _styles(book)
        for sheet in sheets:
            _Writer(book.add_worksheet(f"按{label(sheet.grouping)}"), styles, sheet).write()
        _definitions(book.add_worksheet("统计口径"), styles, "".join(sheets[0].rules))
    return content.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": RULE_GREY}
    head = {**cell, "bold": True, "bg_color": PALE, "align": "center", "text_wrap": True}
    shapes = {
        "title": {**base, "font_size": 16, "bold": True, "align": "center", "font_color": INK},
        "rule": {**base, "font_color": "#555555"},
        "head": head,
        "text": {**cell, "text_wrap": True, "indent": 1},
        "wrapped": {**cell, "text_wrap": True},
        "number": {**cell, "num_format": "#,##0"},
        "share": {**cell, "num_format": "0.0%"},
        "short": {**cell, "num_format": "0.0%", "bg_color": AMBER},
        "low": {**cell, "num_format": "0.0%", "bg_color": RED, "bold": True},
        "total_text": {**cell, "bold": True, "bg_color": PALE},
        "total_number": {**cell, "bold": True, "bg_color": PALE, "num_format": "#,##0"},
        "total_share": {**cell, "bold": True, "bg_color": PALE, "num_format": "0.0%"},
    }
    return {name: book.add_format(shape) for name, shape in shapes.items()}


class _Writer:
    """Writes one table; ``left`` is the first column of figures."""

    def __init__(self, page: Any, styles: dict[str, Any], sheet: Sheet) -> None:
        self.page, self.styles, self.sheet = page, styles, sheet
        self.columns = columns(sheet.grouping)
        self.notes = NOTE_TITLES[sheet.grouping]
        self.left = 2 + len(self.notes)
        self.first = HEAD_ROW + 1
        self.foot = self.first + len(sheet.rows)

    def write(self) -> None:
        """The whole sheet: title, rule, heads, rows, foot, and how it prints."""
        last = self.left + len(self.columns) - 1
        self.page.merge_range(0, 0, 0, last, "", self.styles["title"])
        self.page.write_string(0, 0, self.sheet.title, self.styles["title"])
        self.page.merge_range(1, 0, 1, last, "", self.styles["rule"])
        self.page.write_string(1, 0, f"规则：{''.join(self.sheet.rules)}", self.styles["rule"])
        self.page.set_row(0, 30)
        self._heads()
        for offset, named in enumerate(self.sheet.rows):
            self._row(self.first + offset, offset + 1, named)
        self._foot()
        self._definitions(last)
        self._printing(last)

    def _heads(self) -> None:
        plain = ["序号", label(self.sheet.grouping), *self.notes]
        for index, title in enumerate(plain):
            self.page.merge_range(HEAD_ROW - 1, index, HEAD_ROW, index, title, self.styles["head"])
        start = 0
        while start < len(self.columns):
            group = self.columns[start].group
            size = sum(column.group == group for column in self.columns)
            at = self.left + start
            ends = (HEAD_ROW - 1, at, HEAD_ROW - 1, at + size - 1)
            self.page.merge_range(*ends, group, self.styles["head"])
            start += size
        for index, column in enumerate(self.columns):
            self.page.write_string(HEAD_ROW, self.left + index, column.title, self.styles["head"])
        self.page.set_row(HEAD_ROW, 32)

    def _row(self, at: int, serial: int, named: NamedRow) -> None:
        self.page.write_number(at, 0, serial, self.styles["number"])
        self.page.set_row(at, ROW_HEIGHT)
        for index, text in enumerate((named.name, *named.notes), start=1):
            self.page.write_string(at, index, text, self.styles["text"])
        for index, column in enumerate(self.columns):
            style = "number"
            if column.is_share:
                style = named.standing if named.standing in ("short", "low") else "share"
            self._figure(at, index, column.value(named.row), style)

    def _figure(self, at: int, index: int, value: float | None, style: str) -> None:
        """A count as a number, a share as its formula, nothing where there is none."""
        column = self.columns[index]
        if value is None:
            self.page.write_blank(at, self.left + index, None, self.styles[style])
        elif column.is_share:
            due, done = (self._cell(at, name) for name in ("due", "done"))
            formula = f"=IF({due}=0,0,{done}/{due})"
            self.page.write_formula(at, self.left + index, formula, self.styles[style], value)
        else:
            self.page.write_number(at, self.left + index, value, self.styles[style])

    def _foot(self) -> None:
        self.page.set_row(self.foot, ROW_HEIGHT)
        self.page.merge_range(
            self.foot, 0, self.foot, self.left - 1, "合计", self.styles["total_text"]
        )
        for index, column in enumerate(self.columns):
            value = column.value(self.sheet.total)
            if column.is_summed and self._adds_up(column):
                ends = (_cell(at, self.left + index) for at in self._ends())
                style = self.styles["total_number"]
                formula = f"=SUM({':'.join(ends)})"
                self.page.write_formula(self.foot, self.left + index, formula, style, value)
            else:
                style_name = "total_share" if column.is_share else "total_number"
                self._figure(self.foot, index, value, style_name)

    def _definitions(self, last: int) -> None:
        """What the columns mean, printed under the table they stand in."""
        lines = (("统计口径", ""), *DEFINITIONS)
        for at, (name, text) in enumerate(lines, start=self.foot + 1):
            self.page.merge_range(at, 0, at, last, "", self.styles["rule"])
            said = f"{name}：{text}" if text else name
            self.page.write_string(at, 0, said, self.styles["rule"])

    def _adds_up(self, column: Column) -> bool:
        """Whether the rows' figures make the total: true of sums, unless there is no row."""
        figures = [column.value(named.row) or 0 for named in self.sheet.rows]
        return bool(figures) and sum(figures) == column.value(self.sheet.total)

    def _ends(self) -> tuple[int, int]:
        return self.first, self.foot - 1

    def _cell(self, at: int, name: str) -> str:
        index = next(i for i, column in enumerate(self.columns) if column.name == name)
        return _cell(at, self.left + index)

    def _printing(self, last: int) -> None:
        self.page.set_column(0, 0, 5)
        self.page.set_column(1, 1, 26 if self.sheet.grouping is Grouping.SCHOOL else 16)
        if self.notes:
            self.page.set_column(2, self.left - 1, 11)
        self.page.set_column(self.left, last, 6.5)
        self.page.freeze_panes(self.first, 2)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0, HEAD_ROW)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.set_footer("&C第 &P 页，共 &N 页")


def _cell(row: int, column: int) -> str:
    """The cell's name, such as `B7`."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - see `workbook`

    return str(xl_rowcol_to_cell(row, column))


def _definitions(page: Any, styles: dict[str, Any], rule: str) -> None:
    page.merge_range(0, 0, 0, 1, "统计口径", styles["title"])
    page.set_row(0, 30)
    for at, (name, text) in enumerate((("督导次数规定", rule), *DEFINITIONS), start=1):
        page.write_string(at, 0, name, styles["total_text"])
        page.write_string(at, 1, text, styles["wrapped"])
        page.set_row(at, ROW_HEIGHT)
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 95)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
