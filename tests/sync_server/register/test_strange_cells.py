"""Cells that hold no plain value are read as meant, or are a fault with the cell's name."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.school import SchoolSet
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from tests.builders.import_file import Rows
from tests.builders.imported import TODAY, imported, planned, told

SCHOOLS = [
    ("学校名称", "学校标识码", "类型", "片区"),
    ("城关第一小学", "2152000101", "小学", "第一片区"),
]
HEADINGS = ("督学", "学校", "起始日期", "结束日期")
REGISTER = imported({"学校": SCHOOLS, "督学": [("姓名",), ("程远航",)]})


def spells(*rows) -> ImportPlan:
    return planned({"分工": [HEADINGS, *rows]}, REGISTER)


def spell(*rows) -> AssignmentSet:
    plan = spells(*rows)
    assert plan.faults == ()
    (change,) = plan.changes
    assert isinstance(change.content[0], AssignmentSet)
    return change.content[0]


@pytest.mark.parametrize("formula", ["=DATE(2026,3,1)", "=TODAY()", '=""', "=A1"])
def test_a_formula_without_a_value_is_a_fault_with_the_cells_name(formula):
    said = told(spells(("程远航", "城关第一小学", formula, None)))
    assert "【分工】第 2 行 “起始日期”列（C2）：是公式，文件里没有算好的值" in said


@pytest.mark.parametrize("word", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#n/a"])
@pytest.mark.parametrize("column", range(4))
def test_an_error_value_is_a_fault_in_every_column_and_never_text(word, column):
    row = list(SCHOOLS[1])
    row[column] = word
    said = told(planned({"学校": [SCHOOLS[0], row]}))
    assert f"（{'ABCD'[column]}2）：是错误值 {word}" in said
    assert said.count("：") == 1


@pytest.mark.parametrize("code", [2152000101, 2152000101.0, "2152000101.0", "２１５２０００１０１"])
def test_a_code_that_became_a_number_is_the_same_code(code):
    assert spell(("程远航", code, "2026-03-01", None)).school_id == "2152000101"
    rows = [SCHOOLS[0], ("城关第一小学", code, "小学", "第一片区")]
    assert planned({"学校": rows}, REGISTER).changes == ()


@pytest.mark.parametrize("code", ["2.152E+09", "2.152e9", 2.152e9, 9.15201021234568e17])
def test_a_code_that_lost_its_digits_is_a_fault(code):
    assert "后几位已经丢失" in told(spells(("程远航", code, "2026-03-01", None)))
    rows = [SCHOOLS[0], ("青溪小学", code, "小学", "第一片区")]
    assert "（B2）：代码被当成数字，后几位已经丢失" in told(planned({"学校": rows}))


@pytest.mark.parametrize("name", [2152000101.0, "2152000101.0", 12, "合计：2所。", "？？"])
def test_a_number_or_a_sentence_is_no_name(name):
    plan = planned({"学校": [SCHOOLS[0], (name, "", "小学", "第一片区")]})
    assert plan.changes == ()


@pytest.mark.parametrize(
    "written",
    [
        datetime(2026, 9, 1, 13, 30),  # noqa: DTZ001
        46266.75,
        "2026-09-01 08:00",
        "2026-09-01T08:00:00",
        "2026年9月1日 8时30分",
        "2026 / 9 / 1",
    ],
)
def test_a_day_with_a_time_is_that_day(written):
    assert spell(("程远航", "城关第一小学", written, None)).from_on == "2026-09-01"


@pytest.mark.parametrize("written", ["2026-09-01 到 2026-10-01", "8:30", "2026-13-01", 0.5, True])
def test_what_is_no_day_is_a_fault(written):
    assert "（C2）" in told(spells(("程远航", "城关第一小学", written, None)))


@pytest.mark.parametrize("day", [datetime(2026, 9, 1), 44804])  # noqa: DTZ001
def test_days_of_a_book_that_counts_from_1904_are_read_rightly(day):
    book = Workbook()
    book.epoch = MAC_EPOCH
    sheet = book.active
    assert sheet is not None
    sheet.title = "分工"
    for row in (HEADINGS, ("程远航", "城关第一小学", day, None)):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    (change,) = plan_import(buffer.getvalue(), REGISTER, TODAY).changes
    assert isinstance(change.content[0], AssignmentSet)
    assert change.content[0].from_on == "2026-09-01"


def test_radicals_of_a_pdf_become_the_usual_characters_and_tell_the_kind():
    plan = planned(
        {"学校": [("学校名称", "片区"), ("青溪⼩学", "第⼀⽚区"), ("⻓岭⼩学", "第一片区")]}
    )
    names = [
        each.content[0].name for each in plan.changes if isinstance(each.content[0], SchoolSet)
    ]
    assert names == ["青溪小学", "长岭小学"]
    assert plan.count("片区", is_new=True) == 1


def test_what_follows_from_another_fault_is_not_listed():
    sheets: dict[str, Rows] = {
        "学校": [SCHOOLS[0], ("青溪小学", "2.152E+09", "小学", "#N/A")],
        "督学": [("姓名", "角色"), ("白若溪", "校长")],
        "分工": [HEADINGS, ("白若溪", "青溪小学", "", ""), ("白若溪", "没有的小学", "", "")],
    }
    plan = planned(sheets)
    assert [(each.sheet, each.row, each.at.column) for each in plan.faults] == [
        ("学校", 2, "片区"),
        ("学校", 2, "学校标识码"),
        ("督学", 2, "角色"),
        ("分工", 3, "学校"),
    ]


def test_where_a_sheet_lacks_its_column_nothing_that_names_its_things_is_listed():
    sheets: dict[str, Rows] = {
        "学校": [("片区", "乡镇"), ("一", "二")],
        "分工": [HEADINGS, ("程远航", "新小学")],
    }
    assert [each.sheet for each in planned(sheets, REGISTER).faults] == ["学校"]
