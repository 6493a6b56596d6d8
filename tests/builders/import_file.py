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


def a_large_file(schools: int, people: int, zone: str = "北片区", until: str = "") -> bytes:
    """So many schools and people in one zone, and for each of the people one school."""
    names = [f"岭{number}小学" for number in range(1, schools + 1)]
    accounts = [f"a{number}" for number in range(1, people + 1)]
    pairs = zip(accounts, names, strict=False)
    return an_import_file(
        {
            "学校": [("学校名称", "类型", "片区"), *((name, "小学", zone) for name in names)],
            "督学": [("姓名", "账号", "片区"), *((f"人{a}", a, zone) for a in accounts)],
            "分工": [
                ("督学", "学校", "起始日期", "结束日期"),
                *((account, name, "2026-09-01", until) for account, name in pairs),
            ],
        }
    )


def a_school_sheet(*rows: Sequence[object]) -> list[Sequence[object]]:
    """The usual headings and these rows, or one school where none are given."""
    return [SCHOOL_HEADINGS, *(rows or (ONE_SCHOOL,))]
