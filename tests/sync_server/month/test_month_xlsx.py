"""The workbook as a reader opens it."""

import io
import zipfile
from math import ceil

import pytest
from openpyxl import load_workbook

from domain.kinds.visit.builder import State
from domain.month.month import Grouping, MonthTable, Row
from domain.month.sheet import Sheet
from domain.visit.tally import Measure
from sync_server.month.columns import DEFINITIONS, columns
from sync_server.month.rows import NamedRow
from sync_server.month.sheets import Heading, sheet
from sync_server.month.xlsx import SIGNED_BY, Paper, workbook

NASTY = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "http://example.org/", "{=1}")


def a_row(key: str, lessons: int = 3, due: int = 4, done: int = 2) -> Row:
    row = Row(key=key, due=due, done=done, held={"s1"}, schools={"s1", "s2"})
    row.sums[Measure.LESSONS] = lessons
    row.sums[Measure.VISITS] = 2
    row.states = {State.APPROVED: 1, State.SUBMITTED: 1}
    return row


def a_sheet(*names: str, grouping: Grouping = Grouping.SCHOOL) -> Sheet:
    rows = [NamedRow(name, ("东片", "小学", "公办"), a_row(name)) for name in names]
    total = a_row("total", 3 * len(rows), 4 * len(rows), 2 * len(rows))
    total.schools = {"s1", "s2"}
    total.sums[Measure.VISITS] = 2 * len(rows)
    total.states = {State.APPROVED: len(rows), State.SUBMITTED: len(rows)}
    table = MonthTable(grouping, (), total)
    return sheet(Heading("统计表", ("每月 2 次。", "幼儿园 1 次。")), table, rows)


def figures(content: bytes, sheet: str, *, as_formulas: bool = False) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(content), data_only=not as_formulas)
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


def test_sums_are_plain_formulas_that_carry_the_value_they_must_show():
    content = workbook([a_sheet("一小", "二小", "三小")])
    foot, shown = (figures(content, "按学校", as_formulas=f)[7] for f in (True, False))
    names = [column.name for column in columns(Grouping.SCHOOL)]
    lessons, schools, share = (5 + names.index(n) for n in ("lessons", "schools", "completion"))
    letter = chr(ord("A") + lessons)
    assert foot[lessons] == f"=SUM({letter}5:{letter}7)"
    assert shown[lessons] == 9
    assert (foot[schools], shown[schools]) == (2, 2)
    assert str(foot[share]).startswith("=IF(")
    assert shown[share] == pytest.approx(0.5)


@pytest.mark.parametrize("name", NASTY)
def test_no_text_becomes_a_formula_or_a_link(name):
    content = workbook([a_sheet(name)])
    row = figures(content, "按学校", as_formulas=True)[4]
    assert row[1] == name
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<hyperlink" not in sheet
    assert sheet.count("<f>") == len([c for c in columns(Grouping.SCHOOL) if c.is_summed]) + 2


def test_the_definitions_and_the_rule_have_a_sheet_of_their_own():
    rows = figures(workbook([a_sheet("一小")]), "统计口径")
    assert ("督导次数规定", "每月 2 次。幼儿园 1 次。") in rows
    assert set(DEFINITIONS) <= set(rows)


def test_the_definitions_are_printed_under_the_table_too():
    firsts = [row[0] for row in figures(workbook([a_sheet("一小")]), "按学校")]
    assert firsts[5:8:2] == ["合计", SIGNED_BY]
    assert firsts[9:] == ["统计口径", *(f"{name}：{text}" for name, text in DEFINITIONS)]


LONG = "万山特区茶店街道办事处中心完全小学（附设幼儿班）东门校区"


def test_no_text_is_cut():
    rows = [NamedRow(LONG, ("茶店街道责任督学第一片区", "九年一贯制学校", "公办"), a_row("s1"))]
    table = MonthTable(Grouping.SCHOOL, (), a_row("total"))
    content = workbook([sheet(Heading("统计表", (LONG * 9,)), table, rows)])
    page = load_workbook(io.BytesIO(content))["按学校"]
    widths = page.column_dimensions
    whole = sum((each.max - each.min + 1) * each.width for each in widths.values())
    cells = [page.cell(row, column) for row in (2, 5) for column in range(1, 6)]
    cells += [page.cell(row, 1) for row in range(6, page.max_row + 1)]
    for cell in (each for each in cells if isinstance(each.value, str)):
        width = widths[cell.column_letter].width if cell.row == 5 else whole
        lines = ceil(2 * len(cell.value) / (width - 2))
        assert page.row_dimensions[cell.row].height >= 13 * lines, (cell.coordinate, cell.value)
    kind = page["D5"]
    assert (kind.value, page.column_dimensions["D"].width >= 16) == ("九年一贯制学校", True)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, 9), (Paper.A3, 8)])
def test_it_is_set_up_for_the_paper_it_is_printed_on(paper: Paper, size: int):
    page = load_workbook(io.BytesIO(workbook([a_sheet("一小")], paper)))["按学校"]
    assert (page.page_setup.paperSize, page.page_setup.fitToHeight) == (size, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_it_prints_on_wide_a4_with_its_heads_on_every_page():
    book = load_workbook(io.BytesIO(workbook([a_sheet("一小")])))
    page = book["按学校"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$4"
    assert page.freeze_panes == "C5"
    assert page["A1"].value == "统计表"
    assert any(str(each).startswith("A1:") for each in page.merged_cells.ranges)


def test_the_same_table_is_the_same_file():
    assert workbook([a_sheet("一小")]) == workbook([a_sheet("一小")])


def test_a_table_without_rows_has_a_foot_without_formulas_over_nothing():
    foot = figures(workbook([a_sheet()]), "按学校", as_formulas=True)[4]
    assert foot[0] == "合计"
    assert not any(str(value).startswith("=SUM") for value in foot)
