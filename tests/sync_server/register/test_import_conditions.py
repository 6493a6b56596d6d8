"""The sheet 办学条件: figures taken, kept, refused beside their cells, and asked about."""

from datetime import date

import pytest

from domain.kinds.register.indicator import IndicatorSet, indicator_code
from domain.kinds.register.school import SchoolKind, SchoolSet
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file
from tests.sync_server.register.test_import_plan import bodies

HEADINGS = ("学校名称", "年度", "小学生数", "初中生数", "图书册数", "教学点", "变动说明")
ROW = ("城关一小", 2026, 45, "", 279, "", "")


def a_register(*stated: IndicatorSet) -> Register:
    kinds = (("s1", "城关一小", SchoolKind.PRIMARY), ("s2", "育才幼儿园", SchoolKind.KINDERGARTEN))
    schools = {
        code: SchoolSet(school_id=code, name=name, zone="z1", school_kind=kind)
        for code, name, kind in kinds
    }
    held = {indicator_code(each.school_id, each.year): each for each in stated}
    return Register("520199", schools=schools, indicators=held)


def planned(*rows, register: Register | None = None) -> ImportPlan:
    raw = an_import_file({"办学条件": [HEADINGS, *rows]})
    return plan_import(raw, register or a_register(), date(2026, 5, 14))


def a_year(year: int, **facts) -> IndicatorSet:
    return IndicatorSet(school_id="s1", year=year, **{"primary_pupils": 45, "books": 279, **facts})


def test_figures_are_taken_as_offices_write_them():
    found = bodies(planned(("城关一小", "2026年", "４５", "", "1,279.5", "否", "")), IndicatorSet)
    assert found == [a_year(2026, books=1279.5)]


def test_what_is_empty_stays_as_it_was_and_the_same_again_changes_nothing():
    held = a_register(a_year(2026, computers=9))
    assert bodies(
        planned(("城关一小", 2026, "", "", 280, "是", ""), register=held), IndicatorSet
    ) == [a_year(2026, computers=9, books=280, is_teaching_point=True)]
    again = planned(ROW, register=a_register(a_year(2026, computers=9)))
    assert (again.changes, again.unchanged) == ((), {"办学条件": 1})


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (("城关一小", 2026, 45, "", -1, "", ""), "图书册数", "“-1”是负数"),
        (("城关一小", 2026, 45, "", "很多", "", ""), "图书册数", "“很多”不能用"),
        (("城关一小", 2026, 4.5, "", 1, "", ""), "小学生数", "“4.5”不能用"),
        (("城关一小", "去年", 45, "", 1, "", ""), "年度", "“去年”不是年度"),
        (("城关一小", "", 45, "", 1, "", ""), "年度", "没有填年度"),
        (("城关一小", 2026, "", "", 1, "", ""), "小学生数", "没有填学生数"),
        (("城关一小", 2026, 45, "", 1, "也许", ""), "教学点", "看不懂“也许”"),
        (("育才幼儿园", 2026, 45, "", 1, "", ""), "学校名称", "“育才幼儿园”不是义务教育学校"),
        (("没有的小学", 2026, 45, "", 1, "", ""), "学校名称", "没有叫“没有的小学”的学校"),
        (("城关一小、育才幼儿园", 2026, 45, "", 1, "", ""), "学校名称", "一行写了几所学校"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_cell(row, column, problem):
    plan = planned(row)
    fault = plan.faults[0]
    assert (fault.at.row, fault.problem) == (2, problem)
    assert fault.at.column in (column, "学校")
    assert plan.changes == ()


def test_a_school_has_one_row_a_year():
    plan = planned(ROW, ROW)
    assert ["重复" in each.problem for each in plan.faults] == [True]


def test_a_jump_wants_a_reason_and_then_somebody_who_confirms_it():
    far = ("城关一小", 2026, 45, "", 400, "", "")
    held = a_register(a_year(2025))
    refused = planned(far, register=held)
    assert [each.problem for each in refused.faults] == ["图书册数比上年增加 43%（279 → 400）"]
    assert refused.changes == ()
    told = planned((*far[:-1], "县里统一配书"), register=a_register(a_year(2025)))
    assert told.faults == ()
    assert "县里统一配书" in told.doubts[0].remedy
    assert bodies(told, IndicatorSet)[0].reason == "县里统一配书"
    standing = a_register(a_year(2025), a_year(2026, books=400, reason="县里统一配书"))
    again = planned(far, register=standing)
    assert (again.faults, again.doubts, again.changes) == ((), (), ())


def test_both_years_of_one_file_are_compared_whatever_their_order():
    plan = planned(("城关一小", 2026, 45, "", 400, "", ""), ("城关一小", 2025, 45, "", 279, "", ""))
    assert [(each.row, "43%" in each.problem) for each in plan.faults] == [(2, True)]
