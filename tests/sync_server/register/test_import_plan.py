"""What an office's workbook would change in the register, read as real files are written."""

from datetime import date, datetime
from typing import TypeVar

import pytest

from domain.errors import BadInput
from domain.kinds.author import Role
from domain.kinds.piece import Body
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.person import PersonSet, Post
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.place.datum import Datum, to_wgs84
from sync_server.register.importing.changes import ImportPlan
from sync_server.register.importing.plan import plan_import
from sync_server.register.importing.register import Person, Register
from tests.builders.import_file import ONE_SCHOOL, a_school_sheet, an_import_file

TODAY = date(2026, 5, 14)


def plan(raw: bytes, register: Register | None = None) -> ImportPlan:
    return plan_import(raw, register or Register("520199"), TODAY)


B = TypeVar("B", bound=Body)


def bodies(found: ImportPlan, body: type[B]) -> list[B]:
    return [change.content[0] for change in found.changes if isinstance(change.content[0], body)]


def sentences(raw: bytes, register: Register | None = None) -> str:
    found = plan(raw, register)
    assert found.changes == ()
    return "\n".join(fault.sentence for fault in found.faults)


def a_register() -> Register:
    """One zone, two schools of which one has short names, one inspector."""
    register = Register("520199")
    found = plan(
        an_import_file(
            {
                "学校": [
                    ("学校名称", "简称", "片区"),
                    ("城关第一小学", "实验小学、县实小", "第一片区"),
                    ("青溪镇小学", "", "第一片区"),
                ],
                "督学": [("姓名", "片区"), ("陈静", "第一片区")],
            }
        )
    )
    for change in found.changes:
        body = change.content[0]
        if isinstance(body, SchoolSet):
            register.schools[body.school_id] = body
        elif isinstance(body, PersonSet):
            register.people[body.account] = Person(body, change.name)
    return register


def test_a_school_comes_in_with_its_position_converted_and_a_new_zone() -> None:
    found = plan(an_import_file({"学校": a_school_sheet()}))
    (school,) = bodies(found, SchoolSet)
    true = to_wgs84(26.5783, 106.7135, Datum.GCJ02)
    assert school.position is not None
    assert (school.position.lat, school.position.lng) == pytest.approx((true.lat, true.lng))
    assert (school.position.given_lng, school.position.datum) == (106.7135, Datum.GCJ02)
    assert (school.school_id, school.school_kind) == ("2152000101", SchoolKind.PRIMARY)
    assert [(change.sheet, change.is_new) for change in found.changes] == [
        ("片区", True),
        ("学校", True),
    ]


def test_headings_in_another_order_below_a_title_and_with_strange_columns_are_found() -> None:
    rows = [
        ("2026年学校名册",),
        (),
        ("校长电话", "所属片区", "单位名称", "类　型"),
        ("略", "第一片区", "城关第一小学", "小学"),
    ]
    (school,) = bodies(plan(an_import_file({"学校名册": rows})), SchoolSet)
    assert school.name == "城关第一小学"


def test_full_width_signs_and_blanks_are_read_as_meant() -> None:
    row = (
        " 城关　第一小学 ",
        "２１５２０００１０１",
        "小学",
        "第一片区",
        "１０６．７１，２６．５７",
        "ＧＣＪ－０２",
    )
    (school,) = bodies(plan(an_import_file({"学校": a_school_sheet(row)})), SchoolSet)
    assert (school.code, school.name) == ("2152000101", "城关 第一小学")
    assert school.position is not None
    assert school.position.given_lat == 26.57


def test_a_code_kept_as_a_number_is_read_and_tells_the_kind() -> None:
    row = ("一小", 2152000101, None, "第一片区", None, None)
    (school,) = bodies(plan(an_import_file({"学校": a_school_sheet(row)})), SchoolSet)
    assert (school.code, school.school_kind) == ("2152000101", SchoolKind.PRIMARY)


def test_a_merged_zone_carries_down() -> None:
    rows = a_school_sheet(ONE_SCHOOL, ("青溪小学", "", "小学", None, "", ""))
    found = plan(an_import_file({"学校": rows}, {"学校": "D2:D3"}))
    zones = {school.zone for school in bodies(found, SchoolSet)}
    assert len(zones) == 1
    assert not found.faults


def test_longitude_and_latitude_may_stand_in_two_columns_and_in_either_order() -> None:
    headings = ("学校名称", "类型", "片区", "经度", "纬度", "坐标系")
    rows = [
        headings,
        ("甲小学", "小学", "一", 106.71, 26.57, "百度"),
        ("乙小学", "小学", "一", 26.57, 106.71, "百度地图"),
    ]
    first, second = bodies(plan(an_import_file({"学校": rows})), SchoolSet)
    assert first.position == second.position
    assert first.position is not None
    assert first.position.datum is Datum.BD09


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "2152000101", "小学", "一", "", ""), "没有填学校名称"),
        (("甲校", "", "大学", "一", "", ""), "没有“大学”这个类型"),
        (("甲校", "", "", "一", "", ""), "看不出“甲校”是哪类学校"),
        (("甲校", "99520001", "小学", "一", "", ""), "不是正确的代码"),
        (("甲园", "1152000101", "小学", "一", "", ""), "标识码 1152000101 是幼儿园"),
        (("甲校", "", "小学", "", "", ""), "没有填片区"),
        (("甲校", "", "小学", "一", "106.7,26.5", ""), "有经纬度但没有填坐标系"),
        (("甲校", "", "小学", "一", "106.7,26.5", "北京54"), "没有“北京54”这种坐标系"),
        (("甲校", "", "小学", "一", "6.7,26.5", "GCJ-02"), "不是国内的经纬度"),
        (("甲" * 70, "", "小学", "一", "", ""), "有 70 个字，太长"),
        (("甲机构", 915201021234567890, "", "一", "", ""), "代码被当成数字"),
    ],
)
def test_a_faulty_school_is_told_with_sheet_row_and_column(row: tuple[object], said: str) -> None:
    told = sentences(an_import_file({"学校": a_school_sheet(ONE_SCHOOL, row)}))
    assert said in told
    assert "【学校】第 3 行" in told


def test_one_fault_leaves_everything_out_and_all_faults_are_told_at_once() -> None:
    rows = a_school_sheet(ONE_SCHOOL, ("", "", "小学", "一", "", ""), ("乙", "", "?", "一", "", ""))
    found = plan(an_import_file({"学校": rows}))
    assert found.changes == ()
    assert [fault.row for fault in found.faults] == [3, 4]


def test_the_same_school_twice_names_the_first_row() -> None:
    told = sentences(an_import_file({"学校": a_school_sheet(ONE_SCHOOL, ONE_SCHOOL)}))
    assert "和第 2 行重复" in told


def test_people_get_accounts_from_their_names_and_namesakes_must_say_theirs() -> None:
    rows = [
        ("姓名", "账号", "角色", "专兼职"),
        ("陈静", "", "", "兼职"),
        ("周雅琴", "", "督导室", ""),
    ]
    first, second = bodies(plan(an_import_file({"督学": rows})), PersonSet)
    assert (first.account, first.role, first.post) == ("chen.jing", Role.INSPECTOR, Post.PART_TIME)
    assert (second.account, second.role, second.post) == ("zhou.yaqin", Role.SUPERVISOR, None)
    twice = [("姓名", "账号"), ("陈静", ""), ("陈静", "")]
    assert "同名的两个人请各填账号" in sentences(an_import_file({"督学": twice}))
    apart = [("姓名", "账号"), ("陈静", "chen.jing"), ("陈静", "chen.jing2")]
    assert len(bodies(plan(an_import_file({"督学": apart})), PersonSet)) == 2


def test_an_account_of_another_district_is_not_taken() -> None:
    register = Register("520199", foreign_accounts=frozenset({"chen.jing"}))
    (person,) = bodies(plan(an_import_file({"督学": [("姓名",), ("陈静",)]}), register), PersonSet)
    assert person.account == "chen.jing2"
    written = an_import_file({"督学": [("姓名", "账号"), ("陈静", "chen.jing")]})
    assert "已被其他区县使用" in sentences(written, register)


def test_rare_characters_and_dotted_names_are_kept() -> None:
    rows = [("姓名",), ("䶮㛃",), ("阿依古丽·买买提",), ("𠮷野",)]
    found = plan(an_import_file({"督学": rows}))
    assert [change.name for change in found.changes] == ["䶮㛃", "阿依古丽·买买提", "𠮷野"]


@pytest.mark.parametrize("school", ["城关第一小学", "县实小", "实验小学"])
def test_an_assignment_finds_its_school_by_name_or_alias(school: str) -> None:
    raw = an_import_file({"分工": [("督学", "学校", "起始日期"), ("陈静", school, "2026年3月1日")]})
    (assignment,) = bodies(plan(raw, a_register()), AssignmentSet)
    assert (assignment.account, assignment.from_on) == ("chen.jing", "2026-03-01")


def test_one_cell_may_list_schools_and_a_merged_inspector_carries_down() -> None:
    rows = [
        ("督学", "学校", "起始日期"),
        ("陈静", "县实小、青溪镇小学", None),
        (None, "青溪镇小学", None),
    ]
    found = plan(an_import_file({"分工": rows}, {"分工": "A2:A3"}), a_register())
    assert {each.from_on for each in bodies(found, AssignmentSet)} == {"2026-05-14"}
    assert found.count("分工", is_new=True) == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (datetime(2026, 9, 1), "2026-09-01"),  # noqa: DTZ001
        (46266, "2026-09-01"),
        ("2026/9/1", "2026-09-01"),
        ("２０２６．９．１", "2026-09-01"),
        ("20260901", "2026-09-01"),
    ],
)
def test_dates_are_read_in_every_usual_form(written: object, meant: str) -> None:
    raw = an_import_file({"分工": [("督学", "学校", "起始日期"), ("陈静", "县实小", written)]})
    (assignment,) = bodies(plan(raw, a_register()), AssignmentSet)
    assert assignment.from_on == meant


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("陈晶晶", "县实小", "", ""), "没有叫“陈晶晶”的督学"),
        (("陈静", "城关第一小学校", "", ""), "是不是“城关第一小学”？"),
        (("陈静", "", "", ""), "没有填学校"),
        (("", "县实小", "", ""), "没有填督学"),
        (("陈静", "县实小", "下个月", ""), "“下个月”不是日期"),
        (("陈静", "县实小", "2026-09-01", "2026-08-01"), "结束日期早于起始日期"),
    ],
)
def test_a_faulty_assignment_says_what_to_do(row: tuple[str], said: str) -> None:
    raw = an_import_file({"分工": [("督学", "学校", "起始日期", "结束日期"), row]})
    assert said in sentences(raw, a_register())


def test_a_missing_column_and_an_empty_workbook_are_told() -> None:
    assert "没有找到“学校名称”列" in sentences(an_import_file({"学校": [("片区",), ("一",)]}))
    assert "没有可以导入的内容" in sentences(an_import_file({"别的": [("甲",)]}))


@pytest.mark.parametrize("raw", [b"", b"a,b\n", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(BadInput, match="xlsx"):
        plan(raw)


def test_a_blank_cell_leaves_what_is_known_as_it_was() -> None:
    raw = an_import_file({"学校": [("学校名称", "片区"), ("城关第一小学", None)]})
    found = plan(raw, a_register())
    assert found.changes == ()
    assert found.unchanged == {"学校": 1}
    assert not found.faults


def test_a_cell_with_a_control_character_is_a_fault_at_its_place():
    raw = an_import_file({"学校": a_school_sheet(("城关\x7f小学", *ONE_SCHOOL[1:]))})
    assert "控制字符" in sentences(raw)
