"""The office's own order everywhere: as its file has it, else by number words, else by pinyin."""

import pytest

from sync_server.data import register as rows
from sync_server.readings.pinyin import full_pinyin, initials, sort_as, sort_person_as, syllables
from sync_server.register.districts import Districts
from sync_server.register.importing.run import RegisterImport
from tests.builders.import_file import Rows, an_import_file
from tests.builders.imported import TODAY, imported, planned

SCHOOLS = ("学校名称", "类型", "片区")


def schools(*names: str) -> dict[str, Rows]:
    return {"学校": [SCHOOLS, *((name, "小学", "一") for name in names)]}


def listed(register) -> list[str]:
    found = sorted(register.schools.values(), key=lambda each: each.order_no or 0)
    return [each.name for each in found]


def test_the_order_is_the_files_and_another_file_changes_places_among_its_own_alone():
    register = imported(schools("丁小学", "甲小学", "丙小学"))
    assert listed(register) == ["丁小学", "甲小学", "丙小学"]
    swapped = planned(schools("丙小学", "丁小学"), register)
    assert {each.name for each in swapped.changes} == {"丙小学", "丁小学"}
    swapped_register = imported(schools("丙小学", "丁小学"), register)
    assert listed(swapped_register) == ["丙小学", "甲小学", "丁小学"]


def test_a_new_school_stands_where_the_file_has_it_and_nothing_else_changes():
    register = imported(schools("甲小学", "乙小学"))
    plan = planned(schools("甲小学", "新小学", "乙小学"), register)
    assert [each.name for each in plan.changes] == ["新小学"]
    assert listed(imported(schools("甲小学", "新小学", "乙小学"), register))[1] == "新小学"


def test_what_no_file_has_put_in_order_goes_by_number_words_then_pinyin():
    names = ["第十片区", "第二片区", "第一片区", "北片区", "安片区", "第十一片区", "岑溪片区"]
    assert sorted(names, key=sort_as) == [
        "安片区", "北片区", "岑溪片区", "第一片区", "第二片区", "第十片区", "第十一片区",
    ]  # fmt: skip


def test_people_go_by_their_surnames_reading():
    names = ["曾国栋", "张三", "单雄", "𠮷野", "尉迟恭", "陈静", "岑溪"]
    assert sorted(names, key=sort_person_as) == [
        "岑溪", "陈静", "单雄", "尉迟恭", "曾国栋", "张三", "𠮷野",
    ]  # fmt: skip


def test_every_reading_of_a_character_is_among_the_initials():
    assert initials(["朝阳小学", "", "朝小"]) == "[cz]yxx [cz]x"
    assert initials(["曾家小学"])[:4] == "[cz]"
    assert syllables("第10中a") == ["di", "10", "zhong", "a"]
    assert initials(["甲[乙]"]) == "j-[jy]-"


def test_every_reading_of_a_character_is_among_the_syllables():
    read = full_pinyin(["朝阳小学", "", "绿城a1"])
    chao, green = (each.split(".") for each in read.split(" "))
    assert {"chao", "zhao"} <= set(chao[0].split("|"))
    assert chao[1:] == ["yang", "xiao", "xue"]
    assert ("lv" in green[0].split("|"), green[2:]) == (True, ["-", "-"])
    assert full_pinyin(["阳" * 200] * 20).count(" ") < 19


@pytest.fixture
def register_import(server) -> RegisterImport:
    districts = Districts(server.database, server.committer)
    return RegisterImport(server.database, districts, server.accounts)


def test_the_tables_have_the_offices_order(server, register_import):
    sheets: dict[str, Rows] = {
        "片区": [("片区名称",), ("南片区",), ("东片区",)],
        "学校": [SCHOOLS, ("乙小学", "小学", "东片区"), ("甲小学", "小学", "南片区"),
               ("丙小学", "小学", "西片区"), ("第十小学", "小学", "北片区")],
        "督学": [("姓名",), ("周雅琴",), ("白若溪",)],
    }  # fmt: skip
    plan = register_import.plan(an_import_file(sheets), "wanshan", TODAY)
    register_import.carry_out(plan, "wanshan")
    with server.database.session() as session:
        zones = [each.name for each in rows.zones(session, "wanshan")]
        found = [each.name for each in rows.schools(session, "wanshan")]
        people = [each.name for each in rows.people(session, "wanshan")]
    assert zones == ["南片区", "东片区", "一片区", "二片区", "北片区", "西片区"]
    assert [each for each in found if each in "乙小学甲小学丙小学第十小学"] == [
        "甲小学", "乙小学", "第十小学", "丙小学",
    ]  # fmt: skip
    assert people[:2] == ["周雅琴", "白若溪"]
