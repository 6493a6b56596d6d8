"""Titles, notes, totals and headings again are no records; what was not read is told."""

import io

import pytest
from openpyxl import load_workbook

from domain.kinds.register.school import Ownership, SchoolKind
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Register
from sync_server.register.importing.school_kinds import kind_named, ownership_named
from tests.builders.import_file import an_import_file
from tests.builders.imported import TODAY, planned, told

PEOPLE = ("序号", "姓名", "角色", "片区")
SCHOOLS = ("序号", "学校名称", "类型", "片区")
ONE = (1, "程远航", "督学", "第一片区")


def names(plan) -> list[str]:
    assert told(plan) == ""
    return [each.name for each in plan.changes if each.sheet != "片区"]


@pytest.mark.parametrize(
    "row",
    [
        ("", "合计：2人"),
        ("合计", "", 2),
        ("合 计", 12, "", 3),
        (1, "总计", "", ""),
        ("第一片区小计", "", 5),
        ("共2人",),
        ("注：兼职督学由各校推荐。",),
        ("备注：", "", "以聘书为准"),
        ("说明:1.本表一式两份。",),
        ("填表人：王芳", "", "审核人：李主任"),
        ("", "制表人：王芳", "联系电话：13800000000"),
        ("单位（盖章）：", "", ""),
        ("负责人签字：________", ""),
        ("填报日期：2026年9月1日",),
        ("第 1 页 共 3 页",),
        ("", "—— 以下空白 ——"),
        ("（续表）",),
        ("一、专职督学",),
        ("（二）兼职督学",),
        ("※标注的为主任",),
        ("请各校于9月10日前报送，逾期不候。",),
    ],
)
def test_a_row_that_is_no_person_is_told_and_makes_no_account(row):
    plan = planned({"督学": [PEOPLE, ONE, row]})
    assert names(plan) == ["程远航"]
    assert any("第 3 行" in sentence for sentence in plan.unread)


def test_titles_and_headings_again_on_every_page_are_told():
    title = ("栖云区责任督学名册",)
    rows = [title, PEOPLE, ONE, title, PEOPLE, (2, "白若溪", "督学", "第一片区")]
    plan = planned({"督学": rows})
    assert names(plan) == ["程远航", "白若溪"]
    assert plan.unread == (
        "【督学】第 4–5 行：是重复的标题、表头。",
        "【督学】第 1 行：是表头上方的标题。",
    )


def test_a_heading_over_several_columns_and_a_heading_across_the_table_are_no_records():
    rows = [
        ("学校名称", "类型", "片区", "位置", ""),
        ("", "", "", "经度", "纬度"),
        ("第一片区学校", "", "", "", ""),
        ("青溪小学", "小学", "第一片区", "", ""),
    ]
    raw = an_import_file({"学校": rows})
    book = load_workbook(io.BytesIO(raw))
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "A3:E3"):
        book["学校"].merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    plan = plan_import(buffer.getvalue(), Register("520199"), TODAY)
    assert names(plan) == ["青溪小学"]
    assert plan.unread == ("【学校】第 3 行：是小标题。",)


def test_columns_that_stand_elsewhere_under_a_later_heading_are_read_from_there():
    rows = [
        SCHOOLS,
        (1, "甲小学", "小学", "一"),
        ("片区", "类型", "学校名称"),
        ("二", "小学", "乙小学"),
    ]
    plan = planned({"学校": rows})
    assert names(plan) == ["甲小学", "乙小学"]


def test_a_block_of_another_kind_is_named_and_not_read():
    rows = [
        SCHOOLS,
        (1, "甲小学", "小学", "一"),
        (),
        ("姓名", "角色", "片区"),
        ("程远航", "督学", "一"),
    ]
    plan = planned({"学校": rows})
    assert names(plan) == ["甲小学"]
    assert "第 4–5 行：像是“督学”表，没有读" in plan.unread[0]


def test_hidden_rows_and_sheets_and_unknown_sheets_are_named_and_not_read():
    sheet = [SCHOOLS, (1, "甲小学", "小学", "一"), (2, "乙小学", "小学", "一")]
    raw = an_import_file({"学校": sheet, "督学": [PEOPLE, ONE], "学校名单": sheet, "空": []})
    book = load_workbook(io.BytesIO(raw))
    book["学校"].row_dimensions[3].hidden = True
    book["督学"].sheet_state = "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)
    plan = plan_import(buffer.getvalue(), Register("520199"), TODAY)
    assert names(plan) == ["甲小学"]
    said = "\n".join(plan.unread)
    assert "【学校】第 3 行：是隐藏的行，没有读" in said
    assert "【督学】整张表：是隐藏的工作表，没有读" in said
    assert "【学校名单】整张表：不认得这个表名，没有读；里面像是“学校”表，有 2 行" in said
    assert len(plan.unread) == 3


def test_two_sheets_of_one_kind_are_both_read_and_a_fault_names_the_other_sheet():
    one, two = ((1, f"{name}小学", "小学", "一") for name in "甲乙")
    both = planned({"学校": [SCHOOLS, one], "学校名册": [SCHOOLS, two]})
    assert names(both) == ["甲小学", "乙小学"]
    twice = planned({"学校": [SCHOOLS, one], "学校名册": [SCHOOLS, one]})
    assert "【学校名册】第 2 行" in told(twice)
    assert "和【学校】第 2 行重复" in told(twice)


@pytest.mark.parametrize(
    "name", ["中小计算机培训学校", "合心小学", "注溪小学", "说岭小学", "共青小学"]
)
def test_a_name_that_only_looks_like_a_total_or_a_note_is_a_record(name):
    assert names(planned({"学校": [SCHOOLS, (1, name, "小学", "一")]})) == [name]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("小学教学点", SchoolKind.PRIMARY),
        ("附设幼儿班", SchoolKind.KINDERGARTEN),
        ("职业高中学校", SchoolKind.VOCATIONAL),
        ("调整后中等职业学校", SchoolKind.VOCATIONAL),
        ("十二年一贯制学校", SchoolKind.TWELVE_YEAR),
        ("九年一贯制学校", SchoolKind.NINE_YEAR),
        ("培智学校", SchoolKind.SPECIAL),
        ("专门学校", SchoolKind.CORRECTIONAL),
        ("工读学校", SchoolKind.CORRECTIONAL),
        ("盲人学校", SchoolKind.SPECIAL),
        ("初级中学", SchoolKind.JUNIOR),
        ("完全中学", SchoolKind.COMPLETE),
    ],
)
def test_official_kinds_of_schools_are_known(word, kind):
    assert kind_named(word) is kind
    assert names(planned({"学校": [SCHOOLS, (1, "甲校", word, "一")]})) == ["甲校"]


@pytest.mark.parametrize(
    ("word", "ownership"),
    [
        ("县级教育部门", Ownership.PUBLIC),
        ("省级其他部门", Ownership.PUBLIC),
        ("地级教育部门", Ownership.PUBLIC),
        ("地方企业", Ownership.PUBLIC),
        ("事业单位", Ownership.PUBLIC),
        ("集体办学", Ownership.PUBLIC),
        ("民办", Ownership.PRIVATE),
        ("普惠性民办园", Ownership.PRIVATE),
        ("具有法人资格的中外合作办学", Ownership.PRIVATE),
    ],
)
def test_official_holders_are_known(word, ownership):
    assert ownership_named(word) is ownership
    rows = [("学校名称", "类型", "片区", "举办者类型"), ("甲校", "小学", "一", word)]
    assert names(planned({"学校": rows})) == ["甲校"]
