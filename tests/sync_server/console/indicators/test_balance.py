"""差异系数 in the console: figures are entered, asked about, and judged; the files say the same."""

import io
import re

import pytest
from openpyxl import load_workbook

from domain.kinds.register.indicator import IndicatorSet
from tests.builders.handset import a_school, write
from tests.sync_server.console.register.test_school import beside_in

PUPILS, BOOKS = (45, 37, 89, 76, 55), (279, 137, 935, 160, 402)
NEW, PAGE = "/indicators/new", "/balance?year=2026&stage=primary"
FIRST = {"school_id": "school-1", "year": "2026", "primary_pupils": "45", "books": "279"}


@pytest.fixture
def provided(server):
    """Five schools with the books of the worked example, and one that left them out."""
    schools = [a_school(f"e{number}", name=f"示例{number}小") for number in range(1, 7)]
    stated = [
        IndicatorSet(school_id=f"e{number}", year=2026, primary_pupils=pupils, books=books)
        for number, (pupils, books) in enumerate(
            zip((*PUPILS, 60), (*BOOKS, None), strict=True), start=1
        )
    ]
    write(server, "wanshan", *((each, None) for each in (*schools, *stated)))


def text_of(page: str) -> str:
    """What the page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_worked_example_passes_the_one_standard_and_fails_the_other(supervisor, provided):
    said = text_of(supervisor.page(PAGE))
    row = said[said.index("生均图书册数") :]
    assert "1 所没有填，不参加计算 6.33 册 3.26 0.5153 ≤0.65 达标" in row
    assert "示例4小 +0.1943" in row
    page = supervisor.page(PAGE)
    assert 'data-now="0.5153"' in page
    assert "缺 7 项" in page
    assert "教督〔2017〕6号" in page


def test_both_tests_are_told_the_limit_and_last_year(server, supervisor, provided):
    last = IndicatorSet(school_id="e4", year=2025, primary_pupils=76, books=160)
    other = IndicatorSet(school_id="e1", year=2025, primary_pupils=45, books=279)
    write(server, "wanshan", (last, None), (other, None))
    said = text_of(supervisor.page(PAGE))
    assert "比上年" in said[said.index("生均图书册数") :]
    assert "0.4839" in said or "上年" in said


def test_a_stage_or_a_year_of_which_nothing_is_stated_says_so(supervisor, provided):
    assert "2026 年还没有初中的数据" in supervisor.page("/balance?stage=junior")
    assert "2024 年还没有小学的数据" in supervisor.page("/balance?year=2024")
    assert supervisor.get("/balance?year=x").status_code == 400


def test_figures_are_entered_and_shown_over_the_years(supervisor):
    page = supervisor.fill(NEW, NEW, **FIRST).headers["location"].partition("?")[0]
    assert page == "/indicators/school-1/2026"
    assert "6.20" in supervisor.page(page)
    again = supervisor.fill(NEW, NEW, **FIRST)
    assert "已经登记过了" in beside_in(again, "indicator", "year")


def test_a_jump_is_asked_about_and_taken_only_with_a_reason(supervisor):
    supervisor.fill(NEW, NEW, **{**FIRST, "year": "2025"})
    jumped = {**FIRST, "books": "400"}
    answer = supervisor.fill(NEW, NEW, **jumped)
    assert answer.status_code == 400
    said = beside_in(answer, "indicator", "reason")
    assert "图书册数比上年增加 43%（279 → 400）" in said
    taken = supervisor.fill(NEW, NEW, **jumped, reason="县里统一配书")
    assert taken.status_code == 303
    assert "县里统一配书" in supervisor.page("/indicators/school-1/2026")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"books": "-1"}, "books", "不能小于"),
        ({"primary_pupils": "0"}, "primary_pupils", "请填写学生数"),
        ({"year": "1999"}, "year", "不能小于"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(supervisor, changes, field, words):
    answer = supervisor.fill(NEW, NEW, **{**FIRST, **changes})
    assert answer.status_code == 400
    assert words in beside_in(answer, "indicator", field)


def test_the_workbook_s_formulas_come_to_what_the_page_says(supervisor, provided, tmp_path):
    raw = supervisor.get(f"/balance.xlsx{PAGE.partition('/balance')[2]}").content
    kept = foot_of(load_workbook(io.BytesIO(raw), data_only=True).active)
    assert kept == {"X̄": 6.3344, "S": 3.2639, "CV": 0.5153}
    formulas = load_workbook(io.BytesIO(raw)).active
    assert any(str(cell.value).startswith("=SQRT(") for row in formulas.rows for cell in row)


def foot_of(sheet) -> dict[str, float]:
    """The three rows at the sheet's foot, in the column of books."""
    column = next(cell.column for cell in sheet[2] if cell.value == "图书册数")
    ends = {"平均数 X̄（生均）": "X̄", "标准差 S": "S", "差异系数 CV": "CV"}
    return {
        ends[row[0].value]: round(row[column - 1].value, 4)
        for row in sheet.iter_rows(min_row=3)
        if row[0].value in ends
    }


def test_the_plain_file_has_the_same_and_that_it_was_taken_is_in_the_log(supervisor, provided):
    text = supervisor.get("/balance.csv?year=2026").content.decode("utf-8-sig")
    line = next(each for each in text.splitlines() if each.startswith("生均图书册数"))
    assert line.split(",")[1:4] == ["6.33", "3.26", "0.5153"]
    assert "balance" in supervisor.page("/audit") or "差异系数" in supervisor.page("/audit")


def test_an_inspector_sees_neither_and_a_clerk_sets_nothing(browsers, provided):
    inspector, clerk = browsers("chen.jing"), browsers("zhao.tong")
    assert inspector.get("/balance").status_code == 403
    assert inspector.get("/indicators").status_code == 403
    assert clerk.get("/indicators/new").status_code == 403
