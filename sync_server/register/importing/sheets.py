"""Reading an office's workbook: which sheets, where the headings are, what stands in each row."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from domain.errors import BadInput
from domain.plain_text import is_plain_text
from sync_server.register.importing.cell_values import Cell, key_of, text_of
from sync_server.register.importing.faults import Faults

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 300_000_000
MAX_ROWS = 20_000
_HEADING_ROWS = 12
_EXAMPLE = ("例：", "例:")

Columns = Mapping[str, tuple[str, ...]]
"""Each column's name and the other headings it goes by."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headings: its number in Excel, and its cells by column name."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The cell's text, empty where there is none."""
        return text_of(self.cells.get(column))

    def lines(self, column: str) -> str:
        """The cell's text with its line breaks, for cells that list several things."""
        pieces = str(self.cells.get(column) or "").splitlines()
        return "\n".join(text_of(piece) for piece in pieces)

    def place(self, column: str = "") -> tuple[str, int, str]:
        """Where a fault in this row is."""
        return (self.sheet, self.number, column)


def open_sheets(raw: bytes) -> "dict[str, Worksheet]":
    """The sheets of an xlsx file by the key of their names; BadInput when it is none."""
    # It takes 27 MB, which every other command does without.
    from openpyxl import load_workbook  # noqa: PLC0415

    _refuse_strange_file(raw)
    try:
        book = load_workbook(io.BytesIO(raw), data_only=True)
    except (ValueError, KeyError, OSError, TypeError, SyntaxError) as error:
        raise BadInput(
            "这个文件打不开。请在 WPS 或 Excel 里另存为 .xlsx 后再导入。", code="bad_workbook"
        ) from error
    return {key_of(sheet.title): sheet for sheet in book.worksheets}


def _refuse_strange_file(raw: bytes) -> None:
    if len(raw) > MAX_FILE_BYTES:
        raise BadInput("文件超过 20 MB，请拆成几个文件分别导入。", code="workbook_too_large")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(
            "这是旧版 .xls 或加了密码的文件。请另存为不加密的 .xlsx 后再导入。", code="bad_workbook"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as error:
        raise BadInput(
            "这不是 .xlsx 文件。请下载模板填写，或另存为 .xlsx 后再导入。", code="bad_workbook"
        ) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise BadInput("文件展开后太大，请只保留要导入的表。", code="workbook_too_large")


def read_rows(
    sheet: "Worksheet", columns: Columns, must: Iterable[str], faults: Faults
) -> list[Row]:
    """The sheet's filled rows below its headings, merged cells filled; faults where it has none.

    The headings may stand in any of the first rows, in any order, among others. Rows with a
    cell that begins with 例： are the template's examples and passed over.
    """
    grid = _filled(sheet)
    heading, places = _headings(grid, columns)
    missing = [name for name in must if name not in places]
    if missing:
        wanted = "、".join(f"“{name}”" for name in missing)
        faults.add((sheet.title, 0, ""), f"没有找到{wanted}列", "请对照模板补上列标题")
        return []
    if len(grid) > MAX_ROWS:
        faults.add((sheet.title, 0, ""), f"超过 {MAX_ROWS} 行", "请拆成几个文件分别导入")
        return []
    rows = list(_rows(sheet.title, grid, heading, places))
    for row in rows:
        for column, cell in row.cells.items():
            if isinstance(cell, str) and not is_plain_text(cell):
                faults.add(row.place(column), "有看不见的控制字符", "请把这一格重新输入一遍")
    return rows


def _rows(
    title: str, grid: list[list[Cell]], heading: int, places: Mapping[str, int]
) -> Iterator[Row]:
    for index in range(heading + 1, len(grid)):
        cells = {name: grid[index][place] for name, place in places.items()}
        texts = [text_of(cell) for cell in cells.values()]
        if any(texts) and not any(text.startswith(_EXAMPLE) for text in texts):
            yield Row(title, index + 1, cells)


def _filled(sheet: "Worksheet") -> list[list[Cell]]:
    """All cells, a merged range carrying its value into each of them."""
    grid = [list(cast(tuple[Cell, ...], row)) for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        value = grid[merged.min_row - 1][merged.min_col - 1]
        for row in grid[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1 : merged.max_col] = [value] * (
                merged.max_col - merged.min_col + 1
            )
    return grid


def _headings(grid: list[list[Cell]], columns: Columns) -> tuple[int, dict[str, int]]:
    """The row with the most known headings, and where each column stands in it."""
    known = {
        _heading_key(spelling): name
        for name, others in columns.items()
        for spelling in (name, *others)
    }
    best: tuple[int, dict[str, int]] = (0, {})
    for index, row in enumerate(grid[:_HEADING_ROWS]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = known.get(_heading_key(text_of(cell)))
            if name is not None:
                places.setdefault(name, place)
        if len(places) > len(best[1]):
            best = (index, places)
    return best


def _heading_key(text: str) -> str:
    """A heading without its notes in brackets and its star for a must."""
    return re.sub(r"\(.*?\)|[*:]", "", key_of(text))
