"""The month's table as a workbook that opens in WPS, LibreOffice and Excel.

Text goes out as text, never as a formula, whatever it begins with; sums are plain formulas
that carry the value they must show.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from domain.month.sheet import Sheet, SheetRow, Value
from sync_server.month.called import head_of, tab_of

FONT = "宋体"
INK, PALE, RULE_GREY = "#17393d", "#e7efec", "#9db0ab"
AMBER, RED = "#fbeec8", "#f8d7d2"
HEAD_ROW = 3
# A workbook names the moment it was made; a fixed one makes the same table the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone
LINE_HEIGHT = 14.0
ROW_HEIGHT = 19.0
FIGURE_WIDTH = 6.5
REMARK_WIDTH = 12.0
SERIAL_WIDTH = 5.0
NAME_WIDTH, TEXT_WIDTH = 30.0, 95.0
PADDING = 2.0
# Beyond this a name goes on in the next line.
WIDEST_NAME, WIDEST_NOTE = 30.0, 18.0
_GAP = "\N{IDEOGRAPHIC SPACE}" * 8
SIGNED_BY = f"填表人：{_GAP}审核人：{_GAP}负责人（盖章）：{_GAP}填表日期："


class Paper(StrEnum):
    """The sheet that a table is printed on, as wide as it is."""

    A4 = "a4"
    A3 = "a3"


PAPERS = {Paper.A4: 9, Paper.A3: 8}


def workbook(sheets: Sequence[Sheet], paper: Paper = Paper.A4) -> bytes:
    """The workbook: a sheet for each table, and one with the definitions."""
    import xlsxwriter  # noqa: PLC0415 - a server that only serves makes no workbooks

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": sheets[0].title, "created": MADE_AT})
        styles = _styles(book)
        for sheet in sheets:
            page = book.add_worksheet(tab_of(sheet.grouping))
            page.set_paper(PAPERS[paper])
            _Writer(page, styles, sheet).write()
        _definitions(book.add_worksheet("统计口径"), styles, sheets[0])
    return content.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": RULE_GREY}
    head = {**cell, "bold": True, "bg_color": PALE, "align": "center", "text_wrap": True}
    shapes = {
        "title": {**base, "font_size": 16, "bold": True, "align": "center", "font_color": INK},
        "rule": {**base, "font_color": "#555555", "text_wrap": True},
        "signed": {**base, "font_size": 11},
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
        self.columns = sheet.columns
        self.notes = sheet.note_titles
        self.left = 2 + len(self.notes)
        self.last = self.left + len(self.columns)
        self.first = HEAD_ROW + 1
        self.foot = self.first + len(sheet.rows)
        texts = [(each.name, *each.notes) for each in sheet.rows]
        heads = (head_of(sheet.grouping), *self.notes)
        widest = (WIDEST_NAME, *(WIDEST_NOTE for _ in self.notes))
        self.widths = [
            _width_for([head, *(row[index] for row in texts)], widest[index])
            for index, head in enumerate(heads)
        ]

    @property
    def whole_width(self) -> float:
        """How wide the table is, in the width of a figure."""
        return SERIAL_WIDTH + sum(self.widths) + FIGURE_WIDTH * len(self.columns) + REMARK_WIDTH

    def write(self) -> None:
        """The whole sheet: title, rule, heads, rows, foot, and how it prints."""
        self.page.merge_range(0, 0, 0, self.last, "", self.styles["title"])
        self.page.write_string(0, 0, self.sheet.title, self.styles["title"])
        self.page.set_row(0, 30)
        self._line(1, "".join((_seal(self.sheet), *_rules(self.sheet), self.sheet.note)))
        self._heads()
        for offset, row in enumerate(self.sheet.rows):
            self._row(self.first + offset, offset + 1, row)
        self._foot()
        self._signed(self.foot + 2)
        self._definitions(self.foot + 4)
        self._printing()

    def _line(self, at: int, text: str) -> None:
        """A line of text across the whole table, as high as it needs."""
        self.page.merge_range(at, 0, at, self.last, "", self.styles["rule"])
        self.page.write_string(at, 0, text, self.styles["rule"])
        self.page.set_row(at, _height_for([(text, self.whole_width)]))

    def _signed(self, at: int) -> None:
        """Where whoever answers for the figures signs."""
        self.page.merge_range(at, 0, at, self.last, "", self.styles["signed"])
        self.page.write_string(at, 0, SIGNED_BY, self.styles["signed"])
        self.page.set_row(at, 28)

    def _heads(self) -> None:
        plain = ["序号", head_of(self.sheet.grouping), *self.notes]
        for index, title in enumerate(plain):
            self.page.merge_range(HEAD_ROW - 1, index, HEAD_ROW, index, title, self.styles["head"])
        start = 0
        while start < len(self.columns):
            group = self.columns[start].group
            size = sum(column.group == group for column in self.columns)
            at = self.left + start
            ends = (HEAD_ROW - 1, at, HEAD_ROW - 1, at + size - 1)
            if size > 1:
                self.page.merge_range(*ends, group, self.styles["head"])
            else:
                self.page.write_string(HEAD_ROW - 1, at, group, self.styles["head"])
            start += size
        for index, column in enumerate(self.columns):
            self.page.write_string(HEAD_ROW, self.left + index, column.title, self.styles["head"])
        ends = (HEAD_ROW - 1, self.last, HEAD_ROW, self.last)
        self.page.merge_range(*ends, "备注", self.styles["head"])
        self.page.set_row(HEAD_ROW, 46)

    def _row(self, at: int, serial: int, row: SheetRow) -> None:
        self.page.write_number(at, 0, serial, self.styles["number"])
        texts = (row.name, *row.notes)
        standing = self.sheet.standing(row.values)
        self.page.set_row(at, _height_for(zip(texts, self.widths, strict=True)))
        for index, text in enumerate(texts, start=1):
            self.page.write_string(at, index, text, self.styles["text"])
        self.page.write_blank(at, self.last, None, self.styles["text"])
        for index, column in enumerate(self.columns):
            style = "number"
            if column.is_share:
                style = standing if standing in ("short", "low") else "share"
            self._figure(at, index, row.values[index], style)

    def _figure(self, at: int, index: int, value: Value, style: str) -> None:
        """A count as a number, a share as its formula, nothing where there is none."""
        column = self.columns[index]
        if value is None:
            self.page.write_blank(at, self.left + index, None, self.styles[style])
        elif column.is_share:
            part, whole = (self._cell(at, name) for name in column.of)
            formula = f"=IF({whole}=0,0,{part}/{whole})"
            self.page.write_formula(at, self.left + index, formula, self.styles[style], value)
        else:
            self.page.write_number(at, self.left + index, value, self.styles[style])

    def _foot(self) -> None:
        self.page.set_row(self.foot, ROW_HEIGHT)
        self.page.write_blank(self.foot, self.last, None, self.styles["total_text"])
        self.page.merge_range(
            self.foot, 0, self.foot, self.left - 1, "合计", self.styles["total_text"]
        )
        total = self.sheet.total
        for index, column in enumerate(self.columns):
            value = total[index]
            if column.is_summed and self._adds_up(index, value):
                ends = (_cell(at, self.left + index) for at in self._ends())
                style = self.styles["total_number"]
                formula = f"=SUM({':'.join(ends)})"
                self.page.write_formula(self.foot, self.left + index, formula, style, value)
            else:
                style_name = "total_share" if column.is_share else "total_number"
                self._figure(self.foot, index, value, style_name)

    def _definitions(self, at: int) -> None:
        """What the columns mean, printed under the table they stand in."""
        lines = (("统计口径", ""), *self.sheet.definitions)
        for row, (name, text) in enumerate(lines, start=at):
            self._line(row, f"{name}：{text}" if text else name)

    def _adds_up(self, index: int, total: Value) -> bool:
        """Whether the rows' figures make the total: true of sums, unless there is no row."""
        figures = [row.values[index] or 0 for row in self.sheet.rows]
        return bool(figures) and sum(figures) == total

    def _ends(self) -> tuple[int, int]:
        return self.first, self.foot - 1

    def _cell(self, at: int, name: str) -> str:
        index = next(i for i, column in enumerate(self.columns) if column.name == name)
        return _cell(at, self.left + index)

    def _printing(self) -> None:
        self.page.set_column(0, 0, SERIAL_WIDTH)
        for index, width in enumerate(self.widths, start=1):
            self.page.set_column(index, index, width)
        self.page.set_column(self.left, self.last - 1, FIGURE_WIDTH)
        self.page.set_column(self.last, self.last, REMARK_WIDTH)
        self.page.freeze_panes(self.first, 2)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0, HEAD_ROW)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.set_footer("&C第 &P 页，共 &N 页")


def _wide(text: str) -> float:
    """How wide a text is, in the width of a figure: a Chinese sign is two."""
    return sum(2.0 if east_asian_width(sign) in "WFA" else 1.0 for sign in text)


def _width_for(texts: Sequence[str], widest: float) -> float:
    """How wide a column must be for its longest text; beyond ``widest`` texts go on below."""
    return min(max(_wide(text) for text in texts) + PADDING, widest)


def _height_for(cells: Iterable[tuple[str, float]]) -> float:
    """How high a row must be for its texts in columns of these widths, in points."""
    lines = max(ceil(_wide(text) / (width - PADDING)) for text, width in cells)
    return max(ROW_HEIGHT, lines * LINE_HEIGHT + 5)


def _seal(sheet: Sheet) -> str:
    """Which version of a sealed month it is, as it stands before the rules."""
    return f"{sheet.seal}。" if sheet.seal else ""


def _rules(sheet: Sheet) -> tuple[str, ...]:
    """What the table was made by, for one that goes by any rule."""
    return ("规则：", *sheet.rules) if sheet.rules else ()


def _cell(row: int, column: int) -> str:
    """The cell's name, such as `B7`."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - see `workbook`

    return str(xl_rowcol_to_cell(row, column))


def _definitions(page: Any, styles: dict[str, Any], sheet: Sheet) -> None:
    page.merge_range(0, 0, 0, 1, "统计口径", styles["title"])
    page.set_row(0, 30)
    rule = ("督导次数规定", "".join(sheet.rules))
    for at, (name, text) in enumerate((rule, *sheet.definitions), start=1):
        page.write_string(at, 0, name, styles["total_text"])
        page.write_string(at, 1, text, styles["wrapped"])
        page.set_row(at, _height_for([(name, NAME_WIDTH), (text, TEXT_WIDTH)]))
    page.set_column(0, 0, NAME_WIDTH)
    page.set_column(1, 1, TEXT_WIDTH)
    page.set_landscape()
    page.set_paper(PAPERS[Paper.A4])
    page.fit_to_pages(1, 0)
