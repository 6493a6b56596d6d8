"""The sheet 校历, of a workbook or a CSV: lines made, moved, and refused beside their rows."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from domain.errors import BadInput
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from sync_server.register.import_desk.marked_workbook import marked_workbook
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file
from tests.sync_server.register.test_import_plan import bodies

TODAY = date(2026, 5, 14)
HEADINGS = ("名称", "类别", "起", "止")
TERM = ("2026—2027学年第一学期", "学期", "2026-09-01", "2027-01-22")
WINTER = ("寒假", "寒暑假", "2027年1月23日", "2027/2/28")
DAY = ("中秋节", "法定节假日", "2026-09-25", "")
MOVED = ("国庆节调休", "调休", "2026-09-20", "")


def planned(*rows, register: Register | None = None) -> ImportPlan:
    raw = an_import_file({"校历": [HEADINGS, *rows]})
    return plan_import(raw, register or Register("520199"), TODAY)


def lines(plan: ImportPlan) -> list[tuple[str, CalendarSort, str, str]]:
    found = bodies(plan, CalendarSet)
    return [(each.name, each.sort, each.from_on, each.to_on) for each in found]


def registered(*rows) -> Register:
    """A register into which these rows were imported."""
    found = bodies(planned(*rows), CalendarSet)
    return Register("520199", calendar={each.calendar_id: each for each in found})


def test_terms_holidays_and_moved_days_are_taken_as_offices_write_them():
    assert lines(planned(TERM, WINTER, DAY, MOVED)) == [
        ("2026—2027学年第一学期", CalendarSort.TERM, "2026-09-01", "2027-01-22"),
        ("寒假", CalendarSort.SCHOOL_HOLIDAY, "2027-01-23", "2027-02-28"),
        ("中秋节", CalendarSort.PUBLIC_HOLIDAY, "2026-09-25", "2026-09-25"),
        ("国庆节调休", CalendarSort.WORKDAY, "2026-09-20", "2026-09-20"),
    ]


def test_the_same_file_changes_nothing_the_second_time():
    rows = (TERM, WINTER, DAY, MOVED)
    again = planned(*rows, register=registered(*rows))
    assert (again.changes, again.unchanged) == ((), {"校历": 4})


def test_days_that_moved_change_the_line_and_another_years_are_a_line_of_its_own():
    held = registered(TERM, WINTER, DAY)
    later = ("寒假", "学校假期", "2027-01-25", "2027-03-01")
    moved = planned((*TERM[:3], "2027-01-24"), later, register=held)
    assert [each.is_new for each in moved.changes] == [False, False]
    other = planned(("中秋节", "节假日", "2027-09-15", ""), register=held)
    assert [each.is_new for each in other.changes] == [True]


def test_two_moved_days_of_one_name_are_two_lines_however_often_they_are_imported():
    rows = (MOVED, ("国庆节调休", "调休上班", "2026-10-10", ""))
    held = registered(*rows)
    assert len(held.calendar) == 2
    assert planned(*rows, register=held).changes == ()


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (("", "学期", "2026-09-01", ""), "名称", "没有填名称"),
        (("开学", "放假", "2026-09-01", ""), "类别", "看不懂“放假”"),
        (("开学", "学期", "九月", ""), "起", "“九月”不是日期"),
        (("开学", "学期", "", "2026-09-01"), "起", "没有填起"),
        (("开学", "学期", "2026-09-01", "2026-08-01"), "止", "最后一天早于第一天"),
        (("小学期", "学期", "2027-01-22", "2027-02-01"), "起", "日期重叠"),
        (("补班", "调休", "2026-09-21", ""), "起", "星期一"),
        (TERM, "名称", "重复"),
    ],
)
def test_what_cannot_be_stands_beside_its_row(row, column, problem):
    plan = planned(TERM, row)
    assert plan.changes == ()
    (fault,) = [each for each in plan.faults if each.row == 3]
    assert fault.at.column == column
    assert problem in fault.problem


def test_what_is_closed_is_out_of_the_others_way():
    held = registered(TERM)
    raw = an_import_file({"校历": [(*HEADINGS, "状态"), (*TERM, "停用")]})
    (change,) = plan_import(raw, held, TODAY).changes
    assert isinstance(change.content[0], CalendarSet)
    assert not change.content[0].is_active
    closed = Register("520199", calendar={change.content[0].calendar_id: change.content[0]})
    assert planned((*TERM[:2], "2026-09-02", "2027-01-20"), register=closed).faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("divider", [",", "\t"])
def test_a_csv_is_known_by_its_headings(encoding, divider):
    text = "\r\n".join(divider.join(row) for row in (HEADINGS, TERM, DAY))
    plan = plan_import(text.encode(encoding), Register("520199"), TODAY)
    assert [each[0] for each in lines(plan)] == [TERM[0], DAY[0]]


def test_a_csv_comes_back_as_a_workbook_with_its_faults_beside_the_rows():
    raw = f"{','.join(HEADINGS)}\n开学,学期,九月,\n".encode()
    marked = marked_workbook(raw, plan_import(raw, Register("520199"), TODAY))
    sheet = load_workbook(io.BytesIO(marked))["校历"]
    assert sheet["A2"].value == "开学"
    assert "“九月”不是日期" in str(sheet["E2"].value)


@pytest.mark.parametrize(
    ("raw", "says"), [(b"a,b\n1,2\n", "表头不认得"), ('名称,"类别\n'.encode(), "引号")]
)
def test_a_csv_of_something_else_is_refused_in_words(raw, says):
    with pytest.raises(BadInput, match=says):
        plan_import(raw, Register("520199"), TODAY)
