"""A row is known by its code first, and never takes over another's record."""

import pytest

from sync_server.register.importing.register import Register
from tests.builders.import_file import Rows
from tests.builders.imported import doubted, imported, planned, set_by, told

HEADINGS = ("学校名称", "学校标识码", "类型", "片区", "乡镇", "简称")
FIRST = ("城关第一小学", "2152000101", "小学", "第一片区", "城关镇", "实验小学、一小")
PEOPLE = ("姓名", "账号", "片区")


def schools(*rows) -> dict[str, Rows]:
    return {"学校": [HEADINGS, *rows]}


def people(*rows) -> dict[str, Rows]:
    return {"督学": [PEOPLE, *rows]}


def a_register() -> Register:
    return imported(schools(FIRST) | people(("林静", "", ""), ("程远航", "", "")))


def test_two_names_under_one_code_is_a_fault_that_names_both_rows():
    other = ("青溪镇大坪教学点", "2152000101", "小学", "第一片区", "", "")
    said = told(planned(schools(FIRST, other)))
    assert "第 3 行" in said
    assert "第 2 行“城关第一小学”" in said
    assert "青溪镇大坪教学点" in said


def test_one_name_under_two_codes_is_two_schools_and_stays_two():
    rows = [
        ("小太阳幼儿园", "1152000101", "幼儿园", "第一片区", "城关镇", ""),
        ("小太阳幼儿园", "1152000102", "幼儿园", "第一片区", "青溪镇", ""),
    ]
    register = imported(schools(*rows))
    assert sorted(register.schools) == ["1152000101", "1152000102"]
    assert planned(schools(*rows), register).changes == ()
    assert planned(schools(rows[1]), register).changes == ()


@pytest.mark.parametrize("order", [1, -1])
def test_one_name_in_two_towns_without_codes_is_two_schools_whichever_comes_first(order):
    rows = [
        ("小太阳幼儿园", "", "幼儿园", "第一片区", "城关镇", ""),
        ("小太阳幼儿园", "", "幼儿园", "第一片区", "青溪镇", ""),
    ][::order]
    register = imported(schools(*rows))
    assert sorted(each.town for each in register.schools.values()) == ["城关镇", "青溪镇"]
    assert planned(schools(*rows), register).changes == ()
    assert planned(schools(*rows[::-1]), register).count("学校", is_new=True) == 0


@pytest.mark.parametrize("codes", [("", ""), ("2152000102", ""), ("", "2152000102")])
def test_one_name_twice_where_it_may_be_one_school_is_a_fault_that_names_both_rows(codes):
    rows = [("青溪小学", code, "小学", "第一片区", "", "") for code in codes]
    said = told(planned(schools(*rows)))
    assert "第 3 行" in said
    assert "第 2 行重复" in said


def recoded(*row: str) -> dict[str, Rows]:
    headings = ("学校名称", "学校标识码", "原编码", "类型", "片区")
    return {"学校": [headings, (*row, "小学", "第一片区")]}


def test_a_wrong_code_is_set_right_where_the_row_says_which_it_was():
    right = recoded("城关第一小学", "2152000109", "2152000101")
    register = imported(right, a_register())
    (school,) = register.schools.values()
    assert (school.school_id, school.code) == ("2152000101", "2152000109")
    assert planned(right, register).changes == ()
    # The code is free now for the school whose it is.
    both = imported(schools(("青溪小学", "2152000101", "小学", "第一片区", "", "")), register)
    assert {each.code for each in both.schools.values()} == {"2152000101", "2152000109"}
    assert len(both.schools) == 2


@pytest.mark.parametrize(
    ("code", "old", "said"),
    [
        ("", "2152000101", "只填了原来的标识码"),
        ("2152000109", "2152000108", "登记里没有标识码是 2152000108 的学校"),
        ("2152000107", "2152000101", "要改成 2152000107，这已经是“青溪小学”的"),
    ],
)
def test_a_code_set_right_takes_no_other_school_s_and_is_never_guessed(code, old, said):
    other = ("青溪小学", "2152000107", "小学", "第一片区", "", "")
    register = imported(schools(other), a_register())
    assert said in told(planned(recoded("城关第一小学", code, old), register))


def test_a_code_that_has_another_name_by_now_must_be_confirmed():
    renamed = ("栖云小学", "2152000101", "小学", "第一片区", "", "")
    plan = planned(schools(renamed), a_register())
    assert "标识码 2152000101 的学校现在叫“城关第一小学”，这里写的是“栖云小学”" in doubted(plan)
    assert set_by(plan.changes[0]).name == "栖云小学"


def test_a_name_that_has_another_code_by_now_is_another_school_once_confirmed():
    other = ("城关第一小学", "2152000109", "小学", "第一片区", "", "")
    plan = planned(schools(other), a_register())
    assert "登记里已有城关第一小学（2152000101，城关镇）" in doubted(plan)
    (change,) = plan.changes
    assert (change.is_new, set_by(change).school_id) == (True, "2152000109")


def test_the_code_of_one_school_with_the_name_of_another_is_a_fault():
    second = ("青溪小学", "2152000102", "小学", "第一片区", "", "")
    register = imported(schools(FIRST, second))
    mixed = ("青溪小学", "2152000101", "小学", "第一片区", "", "")
    said = told(planned(schools(mixed), register))
    assert "标识码是“城关第一小学”的，名称却是“青溪小学（2152000102）”的" in said


@pytest.mark.parametrize("is_known", [True, False])
def test_a_short_name_of_another_school_becomes_a_school_of_its_own_once_confirmed(is_known):
    short = ("实验小学", "", "小学", "第一片区", "", "")
    sheets = schools(short) if is_known else schools(FIRST, short)
    plan = planned(sheets, a_register() if is_known else None)
    owner = "“城关第一小学”" if is_known else "第 2 行“城关第一小学”"
    assert f"“实验小学”是{owner}的简称" in doubted(plan)
    assert plan.changes[-1].is_new
    assert plan.changes[-1].name == "实验小学"


def test_a_known_school_gets_its_code_and_another_town_by_its_name():
    register = imported(schools(("青溪小学", "", "小学", "第一片区", "青溪镇", "")))
    (known,) = register.schools
    plan = planned(schools(("青溪小学", "2152000102", "", "", "新镇", "")), register)
    (change,) = plan.changes
    assert (change.is_new, set_by(change).school_id) == (False, known)
    assert (set_by(change).code, set_by(change).town) == ("2152000102", "新镇")
    assert plan.doubts == ()


def test_two_rows_that_may_both_be_the_known_school_are_a_fault():
    register = imported(schools(("青溪小学", "", "小学", "第一片区", "", "")))
    rows = [("青溪小学", f"215200010{n}", "小学", "第一片区", "", "") for n in (2, 3)]
    assert "登记里的青溪小学，可能是这一行，也可能是第 3 行" in told(
        planned(schools(*rows), register)
    )


@pytest.mark.parametrize(
    "spelled", ["林　静", "林 静", "林\u200b静", "\ufeff林静", "⽊木静"[1:].replace("木", "林")]
)
def test_a_person_is_the_same_whatever_stands_in_the_name(spelled):
    plan = planned(people((spelled, "", "")), a_register())
    assert (plan.faults, plan.changes) == ((), ())


def test_dots_and_radicals_make_no_second_person_either():
    register = imported(people(("阿依古丽·买买提", "", ""), ("马青山", "", "")))
    for spelled in ("阿依古丽•买买提", "阿依古丽・买买提", "阿依古丽.买买提", "⻢⻘山"):
        assert planned(people((spelled, "", "")), register).changes == ()


def test_one_name_with_and_without_an_account_is_a_fault_that_names_both_rows():
    said = told(planned(people(("陈静", "", ""), ("陈 静", "chen.jing2", ""))))
    assert "第 3 行" in said
    assert "和第 2 行重复" in said


def test_an_account_that_is_somebody_elses_must_be_confirmed_and_is_never_mixed_up():
    register = a_register()
    renamed = planned(people(("林静之", "lin.jing", "")), register)
    assert "账号 lin.jing 现在是“林静”的，这里写的是“林静之”" in doubted(renamed)
    namesake = planned(people(("林静", "lin.jing9", "")), register)
    assert "已有一位“林静”（lin.jing）" in doubted(namesake)
    assert namesake.changes[0].is_new
    mixed = planned(people(("程远航", "lin.jing", "")), register)
    assert "账号 lin.jing 是“林静”的，“程远航”的是 cheng.yuanhang" in told(mixed)


def test_an_account_is_found_however_it_is_spelled():
    assert planned(people(("林静", "Ｌin。Jing", "")), a_register()).changes == ()


@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("曾国栋", "zeng.guodong"),
        ("单雄", "shan.xiong"),
        ("仇英", "qiu.ying"),
        ("尉迟恭", "yuchi.gong"),
        ("欧阳娜", "ouyang.na"),
        ("单于飞", "chanyu.fei"),
        ("万俟雪", "moqi.xue"),
        ("解缙", "xie.jin"),
        ("任盈", "ren.ying"),
        ("吕布", "lv.bu"),
        ("阿依古丽·买买提", "a.yigulimaimaiti"),
    ],
)
def test_an_account_is_made_from_the_surnames_own_reading(name, account):
    assert list(imported(people((name, "", ""))).people) == [account]


def test_a_campaign_of_another_year_is_another_campaign():
    headings = ("专项名称", "开始日期", "结束日期", "学校")
    row = ("秋季开学专项", "2026-09-01", "2026-09-12", "城关第一小学")
    register = imported({"专项": [headings, row]}, a_register())
    later = {"专项": [headings, (row[0], "2027-09-01", "2027-09-12", row[3])]}
    both = imported(later, register)
    assert sorted(each.from_on for each in both.campaigns.values()) == ["2026-09-01", "2027-09-01"]
    assert planned(later, both).changes == ()


def test_a_zone_renamed_since_is_renamed_back_only_once_confirmed():
    register = imported({"片区": [("片区名称",), ("北片区",)]})
    ((code, zone),) = register.zones.items()
    register.zones[code] = zone.model_copy(update={"name": "新城片区"})
    plan = planned({"片区": [("片区名称",), ("北片区",)]}, register)
    assert "以“北片区”建立的片区现在叫“新城片区”" in doubted(plan)
