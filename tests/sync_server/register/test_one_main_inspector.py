"""One 主责督学 per school and day (S2): two that share days are named by both their rows."""

import pytest

from tests.builders.import_file import Rows
from tests.builders.imported import Sheets, after, doubted, imported, planned, told

SCHOOLS = [
    ("学校名称", "类型", "片区"),
    ("青溪小学", "小学", "北片区"),
    ("石桥小学", "小学", "北片区"),
]
PEOPLE = [("姓名", "账号"), ("程远航", "cheng"), ("白若溪", "bai"), ("金小满", "jin")]
HEADINGS = ("督学", "学校", "起始日期", "结束日期", "责任")
FIRST = ("程远航", "青溪小学", "2026-03-01", "", "主责")


def sheets(*spells: tuple[str, ...]) -> Sheets:
    """A file that sets these spells, with their schools and people."""
    rows: Rows = [HEADINGS, *spells]
    return {"学校": SCHOOLS, "督学": PEOPLE, "分工": rows}


REGISTER = imported(sheets(FIRST))


def test_two_that_begin_on_one_day_are_refused_by_both_rows():
    plan = planned(sheets(FIRST, ("白若溪", "青溪小学", "2026-03-01", "", "主责")))
    assert plan.changes == ()
    assert (
        "“青溪小学”从 2026-03-01 起有两位主责督学："
        "第 2 行的“程远航”（2026-03-01 起）和第 3 行的“白若溪”（2026-03-01 起）" in told(plan)
    )
    assert "请把其中一位的“责任”填成“协助”" in told(plan)


def test_who_comes_later_without_an_end_of_the_first_must_be_confirmed():
    later = ("白若溪", "青溪小学", "2026-05-15", "", "主责")
    plan = planned(sheets(FIRST, later))
    assert (
        "【分工】第 3 行：“青溪小学”的两位主责督学日期重叠："
        "第 2 行的“程远航”（2026-03-01 起）和第 3 行的“白若溪”（2026-05-15 起），"
        "2026-05-15 起都算后一位的" in doubted(plan)
    )
    assert "请给前一位填结束日期 2026-05-14" in doubted(plan)
    assert planned(sheets(FIRST, later), after(plan)).doubts == ()


def test_handover_in_mid_month_is_taken_without_a_word():
    ended = ("程远航", "青溪小学", "2026-03-01", "2026-05-14", "主责")
    plan = planned(sheets(ended, ("白若溪", "青溪小学", "2026-05-15", "", "主责")), REGISTER)
    assert (plan.faults, plan.doubts) == ((), ())


def test_one_held_already_is_named_as_such():
    plan = planned({"分工": [HEADINGS, ("白若溪", "青溪小学", "2026-03-01", "", "")]}, REGISTER)
    assert "登记里的“程远航”（2026-03-01 起）" in told(plan)
    assert "第 2 行的“白若溪”（2026-03-01 起）" in told(plan)


@pytest.mark.parametrize(
    "other",
    [
        ("白若溪", "青溪小学", "2026-03-01", "", "协助"),
        ("白若溪", "石桥小学", "2026-03-01", "", "主责"),
        ("程远航", "青溪小学", "2026-05-01", "", "主责"),
        ("白若溪", "青溪小学", "2026-01-01", "2026-02-28", "主责"),
    ],
)
def test_who_shares_no_day_as_the_second_main_one_is_no_fault(other):
    plan = planned(sheets(FIRST, other))
    assert (plan.faults, plan.doubts) == ((), ())


def test_stand_in_for_a_time_is_asked_about_with_its_days():
    stand_in = ("白若溪", "青溪小学", "2026-05-01", "2026-05-31", "主责")
    whole = ("程远航", "青溪小学", "2026-03-01", "2026-12-31", "主责")
    said = doubted(planned(sheets(whole, stand_in)))
    assert "2026-05-01 到 2026-05-31 都算后一位的" in said
    assert "请核对日期" in said


def test_each_two_of_three_are_named():
    rest = [(name, "青溪小学", "2026-03-01", "", "主责") for name in ("白若溪", "金小满")]
    assert len(planned(sheets(FIRST, *rest)).faults) == 3


def test_what_stands_and_is_not_touched_is_not_asked_again():
    both = after(planned(sheets(FIRST, ("白若溪", "青溪小学", "2026-05-15", "", "主责"))))
    plan = planned({"分工": [HEADINGS, ("金小满", "石桥小学", "2026-05-01", "", "主责")]}, both)
    assert (plan.faults, plan.doubts) == ((), ())
