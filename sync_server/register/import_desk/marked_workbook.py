"""The workbook that was handed in, with what is wrong with it written beside the rows.

Marks of an earlier round are taken out first, so that a file goes back and forth until it is
clean. The importer reads neither the marks nor the list of them.
"""

import io
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from domain.errors import BadInput
from sync_server.files.csv_table import is_csv
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.faults import Fault
from sync_server.register.importing.plan import sheets_in

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIST_SHEET = "问题一览"
WRONG, ASKED = "问题：", "请确认："
_MARKS = (WRONG, ASKED)
_RED, _AMBER = "FFF4C7C3", "FFFCE8B2"
_WIDTH = 60
_UNMARKABLE = "这个文件的格式没法原样标注，请照页面上的清单在原文件里改。"


def marked_workbook(raw: bytes, plan: ImportPlan) -> bytes:
    """The workbook's bytes with a mark at every fault and doubt, and a list of them all.

    BadInput where its parts can be read but not written back.
    """
    try:
        with warnings.catch_warnings():
            # It warns of extras that it drops, such as pictures' own.
            warnings.simplefilter("ignore")
            return _marked(raw, plan)
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        raise BadInput(_UNMARKABLE, code="unmarkable") from error


def _marked(raw: bytes, plan: ImportPlan) -> bytes:
    # It takes 27 MB, which a server that imports nothing does without.
    from openpyxl import load_workbook  # noqa: PLC0415

    book = _table(raw) if is_csv(raw) else load_workbook(io.BytesIO(raw), keep_links=False)
    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    told = [*((WRONG, each) for each in plan.faults), *((ASKED, each) for each in plan.doubts)]
    for sheet in book.worksheets:
        _unmark(sheet)
        _mark(sheet, [(word, each) for word, each in told if each.sheet == sheet.title])
    _list(book, told)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _table(raw: bytes) -> "Workbook":
    """A workbook of what stands in a CSV."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    (found,) = sheets_in(raw)
    sheet = book.worksheets[0]
    sheet.title = found.title
    for row, cells in found.rows.items():
        for column, value in cells.items():
            sheet.cell(row, column, str(value))
    return book


def _unmark(sheet: "Worksheet") -> None:
    for column in sheet.iter_cols(min_col=max(1, sheet.max_column - 1)):
        for cell in column:
            if isinstance(cell.value, str) and cell.value.startswith(_MARKS):
                cell.value = None


def _mark(sheet: "Worksheet", told: Sequence[tuple[str, Fault]]) -> None:
    """Colour the cells that are meant, and say behind the rows' last column what is wrong."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    rows = sorted({each.row for _, each in told if each.row})
    if not rows:
        return
    last = _last_column(sheet) + 1
    for row in rows:
        said = [(word, each) for word, each in told if each.row == row]
        cell = sheet.cell(row, last, _sentence(said))
        is_wrong = any(word == WRONG for word, _ in said)
        cell.fill = _fill(_RED if is_wrong else _AMBER)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(color="FF8C1D18" if is_wrong else "FF6B4A00")
        for word, each in said:
            if each.at.cell:
                sheet[each.at.cell].fill = _fill(_RED if word == WRONG else _AMBER)
    sheet.column_dimensions[get_column_letter(last)].width = _WIDTH


def _sentence(said: Sequence[tuple[str, Fault]]) -> str:
    """What is written at a row: each fault, after the word that tells a mark from a record."""
    return "\n".join(
        f"{word}{f'“{each.at.column}”' if each.at.column else ''}{each.problem}。{each.remedy}。"
        for word, each in said
    )


def _last_column(sheet: "Worksheet") -> int:
    """The last column in which something stands."""
    filled = (cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return max(filled, default=1)


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    return PatternFill("solid", start_color=colour)


def _list(book: "Workbook", told: Iterable[tuple[str, Fault]]) -> None:
    """A sheet of its own with all of them: the only place for what is wrong with a whole sheet."""
    sheet = book.create_sheet(LIST_SHEET)
    sheet.append(("", "位置", "怎么了", "怎么办"))
    for word, each in told:
        sheet.append((word.removesuffix("："), each.place, each.problem, each.remedy))
    for letter, width in (("A", 10), ("B", 40), ("C", 60), ("D", 60)):
        sheet.column_dimensions[letter].width = width
