"""Builders of the workbooks offices bring to an import."""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]

SCHOOL_HEADINGS = ("学校名称", "学校标识码", "类型", "片区", "经纬度", "坐标系")
ONE_SCHOOL = ("城关第一小学", "2152000101", "小学", "第一片区", "106.7135,26.5783", "GCJ-02")


def an_import_file(sheets: Mapping[str, Rows], merges: dict[str, str] | None = None) -> bytes:
    """The xlsx bytes of these sheets, each a list of rows; ``merges`` are ranges by sheet."""
    book = Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if merges and title in merges:
            sheet.merge_cells(merges[title])
    book.remove(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def a_school_sheet(*rows: Sequence[object]) -> list[Sequence[object]]:
    """The usual headings and these rows, or one school where none are given."""
    return [SCHOOL_HEADINGS, *(rows or (ONE_SCHOOL,))]
