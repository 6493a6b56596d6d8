"""A missing column or a blank cell changes nothing; importing again changes nothing either."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.imported import after, imported, planned, set_by

SCHOOLS = (
    ("学校名称", "简称", "学校标识码", "类型", "公办民办", "片区", "乡镇", "经纬度", "坐标系",
     "半径", "状态"),
    ("城关第一小学", "一小", "2152000101", "小学", "民办", "第一片区", "城关镇",
     "106.71,26.57", "WGS84", "300", "停用"),
    ("青溪小学", "", "2152000102", "", "", "第二片区", "青溪镇", "", "", "", ""),
    ("小太阳幼儿园", "", "", "幼儿园", "", "第一片区", "", "", "", "", "停用"),
)  # fmt: skip
PEOPLE = (
    ("姓名", "账号", "角色", "片区", "专兼职", "状态"),
    ("程远航", "cheng.yuanhang", "督学", "第一片区", "兼职", "停用"),
    ("周雅琴", "zhou.yaqin", "督导室", "第二片区", "", ""),
)
SPELLS = (
    ("督学", "学校", "起始日期", "结束日期", "责任"),
    ("程远航", "城关第一小学、青溪小学", "2026-03-01", "2026-06-30", "协助"),
)
CAMPAIGNS = (
    ("专项名称", "开始日期", "结束日期", "学校", "督学", "说明", "督导类型", "状态"),
    ("食堂专项", "2026-05-04", "2026-05-29", "青溪小学", "程远航", "看后厨。", "专项", "停用"),
)
ZONES = (("片区名称", "状态"), ("第一片区", "停用"), ("第二片区", ""))
FULL = {"片区": ZONES, "学校": SCHOOLS, "督学": PEOPLE, "分工": SPELLS, "专项": CAMPAIGNS}
MUST = {
    "片区": ("片区名称",),
    "学校": ("学校名称",),
    "督学": ("姓名",),
    "分工": ("督学", "学校"),
    "专项": ("专项名称", "开始日期", "结束日期", "学校"),
}
REGISTER = imported(FULL)


@pytest.mark.parametrize("sheet", FULL)
def test_a_sheet_of_its_must_columns_alone_changes_nothing(sheet):
    places = [FULL[sheet][0].index(name) for name in MUST[sheet]]
    rows = [tuple(row[place] for place in places) for row in FULL[sheet]]
    plan = planned({sheet: rows}, REGISTER)
    assert (plan.faults, plan.doubts, plan.changes) == ((), (), ())


@pytest.mark.parametrize(
    ("sheet", "column"),
    [(s, c) for s, rows in FULL.items() for c in rows[0] if c not in MUST[s]],
)
@pytest.mark.parametrize("is_gone", [True, False])
def test_without_a_column_or_its_cells_all_stays_as_it_was(sheet, column, is_gone):
    place = FULL[sheet][0].index(column)
    rows = [
        [cell for at, cell in enumerate(row) if at != place]
        if is_gone
        else [cell if at != place or number == 0 else "" for at, cell in enumerate(row)]
        for number, row in enumerate(FULL[sheet])
    ]
    plan = planned({sheet: rows}, REGISTER)
    assert (plan.faults, plan.changes) == ((), ())


@pytest.mark.parametrize("word", ["/", "—", "无", "暂无"])
def test_a_sign_for_nothing_is_a_blank_cell(word):
    rows = [SCHOOLS[0], ("城关第一小学", *[word] * 10)]
    assert planned({"学校": rows}, REGISTER).changes == ()


def test_an_end_is_taken_away_by_saying_so():
    rows = [SPELLS[0], ("程远航", "城关第一小学", "2026-03-01", "至今")]
    (change,) = planned({"分工": rows}, REGISTER).changes
    assert set_by(change).to_on is None


NAMES = st.text("城关青溪一二三小学", min_size=2, max_size=5)
CODES = st.sampled_from(["", *(f"21520001{n:02d}" for n in range(1, 9))])
ROWS = st.lists(
    st.tuples(NAMES, CODES, st.just("小学"), st.sampled_from(["第一片区", "第二片区"]),
              st.sampled_from(["", "城关镇", "青溪镇"]), st.sampled_from(["", "在用", "停用"])),
    max_size=6,
)  # fmt: skip
HEADINGS = ("学校名称", "学校标识码", "类型", "片区", "乡镇", "状态")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(first=ROWS, second=ROWS)
def test_an_import_is_idempotent_and_leaves_alone_what_the_file_does_not_name(first, second):
    plan = planned({"学校": [HEADINGS, *first]})
    register = after(plan) if not plan.faults else copy.deepcopy(REGISTER)
    sheets = {"学校": [HEADINGS, *second]}
    plan = planned(sheets, register)
    if plan.faults:
        assert plan.changes == ()
        return
    result = after(plan, register)
    named = {row[0] for row in second} | {row[1] for row in second} - {""}
    for school_id, school in register.schools.items():
        if not named & {school.name, school.code, school_id}:
            assert result.schools[school_id] == school
    again = planned(sheets, result)
    assert (again.faults, again.changes) == ((), ())
    assert len(result.schools) >= len(register.schools)
