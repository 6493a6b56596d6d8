"""Files that leave: text is never calculated, numbers stay numbers, long lists cost no memory."""

import csv
import io
import tracemalloc
from typing import Any

import pytest
from openpyxl import load_workbook

from sync_server.office.export.csv_file import write_csv
from sync_server.office.export.table import Cell, Table
from sync_server.office.export.xlsx_file import write_xlsx

WRITERS = (write_csv, write_xlsx)


def a_table(*rows: list[Cell], **fields: Any) -> Table:
    """A table of two columns."""
    told = {"code": "schools", "title": "学校", "district_name": "万山区", "made_on": "2026-05-14"}
    return Table(**{**told, "heads": ("名称", "米"), "rows": rows, **fields})


def written(write, table: Table) -> bytes:
    file = io.BytesIO()
    assert write(table, file) == len(list(table.rows))
    return file.getvalue()


CALCULATED = ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "|'=1"]


@pytest.mark.parametrize("text", CALCULATED)
def test_no_text_of_a_file_is_calculated(text):
    table = a_table([text, -5])
    row = list(csv.reader(io.StringIO(written(write_csv, table).decode("utf-8-sig"), newline="")))[
        1
    ]
    assert row[0] == (text if text.startswith("|") else f"'{text}")
    assert row[1] == "-5"
    cell, number = next(
        load_workbook(io.BytesIO(written(write_xlsx, table)))["学校"].iter_rows(min_row=4)
    )
    assert (cell.data_type, number.value) == ("s", -5)


def test_nothing_in_a_cell_is_nothing_in_the_file():
    table = a_table([None, None])
    assert written(write_csv, table).decode("utf-8-sig").splitlines()[1] == ","
    sheet = load_workbook(io.BytesIO(written(write_xlsx, table)))["学校"]
    assert [cell.value for cell in sheet[4]] == [None, None]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_table_makes_the_same_file(write):
    assert written(write, a_table(["一小", 500])) == written(write, a_table(["一小", 500]))


def test_the_sheet_repeats_its_heads_on_paper_and_fits_its_width():
    sheet = load_workbook(io.BytesIO(written(write_xlsx, a_table(["一小", 500]))))["学校"]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (0, "0")
    assert sheet.freeze_panes == "B4"


@pytest.mark.parametrize("write", WRITERS)
def test_a_long_list_is_never_in_memory_whole(write, tmp_path):
    count = 10_000

    def rows():
        for number in range(count):
            yield [f"城关镇第{number:05}实验小学", number]

    write(a_table(["一小", 1]), io.BytesIO())
    with (tmp_path / "file").open("wb") as file:
        tracemalloc.start()
        assert write(a_table(rows=rows()), file) == count
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 1_000_000
