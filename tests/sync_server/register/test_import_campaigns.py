"""Campaigns of an office's workbook: rows of one name are one campaign."""

import pytest

from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.visit.plan import VisitType
from sync_server.register.importing.register import Register
from tests.builders.import_file import an_import_file
from tests.sync_server.register.test_import_plan import a_register, bodies, plan, sentences

HEADINGS = (
    "专项名称",
    "开始日期",
    "结束日期",
    "学校",
    "督学",
    "说明",
    "督导类型",
    "主题",
    "督导小组",
)
FULL = (
    "食堂专项", "2026-05-04", "2026年5月29日", "县实小、青溪镇小学", "陈静",
    "看后厨。\n查台账。", "专项", "食品安全", "",
)  # fmt: skip


def a_known_register() -> Register:
    register = a_register()
    register.themes["month-11"] = "食品安全"
    return register


def read(*rows, register: Register | None = None) -> list[CampaignSet]:
    raw = an_import_file({"专项": [HEADINGS, *rows]})
    return bodies(plan(raw, register or a_known_register()), CampaignSet)


def test_row_says_what_where_when_and_by_whom():
    (campaign,) = read(FULL)
    register = a_known_register()
    assert (campaign.title, campaign.from_on, campaign.to_on) == (
        "食堂专项", "2026-05-04", "2026-05-29",
    )  # fmt: skip
    (team,) = campaign.teams
    assert (team.name, len(team.people), campaign.units) == ("督导小组", 1, ())
    assert set(team.units) == set(register.schools)
    assert (campaign.content, campaign.theme_id) == ("看后厨。\n查台账。", "month-11")
    assert campaign.visit_type is VisitType.SPECIAL


def test_rows_of_one_name_are_one_campaign_with_all_their_schools():
    one = ("食堂专项", "2026-05-04", "2026-05-29", "实验小学")
    two = ("食堂 专项", "2026-06-01", "2026-06-30", "青溪镇小学、实验小学")
    (campaign,) = read(one, two)
    assert (len(campaign.units), campaign.teams) == (2, ())
    assert campaign.to_on == "2026-05-29"


def test_importing_again_changes_nothing_and_a_new_list_replaces_the_old():
    register = a_known_register()
    (campaign,) = read(FULL)
    register.campaigns[campaign.campaign_id] = campaign
    assert read(FULL, register=register) == []
    (changed,) = read((*FULL[:3], "青溪镇小学", *FULL[4:]), register=register)
    assert len(changed.all_units) == 1
    (alone,) = read((*FULL[:3], "青溪镇小学", "", *FULL[5:]), register=register)
    assert (alone.all_units, alone.teams[0].people) == (changed.all_units, changed.teams[0].people)


def test_an_approved_plan_is_left_as_it_is_and_told_so():
    register = a_known_register()
    (campaign,) = read(FULL)
    register.campaigns[campaign.campaign_id] = campaign
    register.approved_campaigns = frozenset({campaign.campaign_id})
    assert read(FULL, register=register) == []
    raw = an_import_file({"专项": [HEADINGS, (*FULL[:3], "青溪镇小学", *FULL[4:])]})
    assert "方案已经批准" in sentences(raw, register)


def test_rows_of_one_team_are_that_team_and_its_first_person_leads_it():
    one = (*FULL[:3], "县实小", "陈静", *FULL[5:8], "第一组")
    two = (*FULL[:3], "青溪镇小学", "", *FULL[5:8], "")
    (campaign,) = read(one, two)
    (team,) = campaign.teams
    assert (team.name, team.members, len(team.units), len(campaign.units)) == ("第一组", (), 1, 1)
    assert team.leader in campaign.people


def test_a_plan_keeps_what_the_sheet_does_not_tell():
    register = a_known_register()
    (campaign,) = read(FULL)
    stood = campaign.model_copy(update={"demands": "当场反馈", "departments": ("市场监管局",)})
    register.campaigns[campaign.campaign_id] = stood
    (changed,) = read((*FULL[:5], "只看后厨", *FULL[6:]), register=register)
    assert (changed.demands, changed.departments) == ("当场反馈", ("市场监管局",))
    assert changed.content == "只看后厨"


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        (0, "", "没有填专项名称"),
        (1, "", "没有填开始日期"),
        (1, "五月四日", "不是日期"),
        (2, "2026-05-01", "早于开始日期"),
        (3, "", "没有填学校"),
        (3, "青溪小学", "是不是“青溪镇小学”"),
        (4, "陈晶", "没有叫“陈晶”的督学"),
        (6, "突击", "看不懂“突击”"),
        (7, "食品卫生", "没有叫“食品卫生”的主题"),
        (5, "长" * 2001, "太长了"),
    ],
)
def test_fault_is_named_with_its_remedy(column, cell, problem):
    row = [*FULL]
    row[column] = cell
    said = sentences(an_import_file({"专项": [HEADINGS, row]}), a_known_register())
    assert problem in said
    assert "专项" in said


def test_a_team_without_anybody_is_a_fault():
    row = (*FULL[:4], "", *FULL[5:8], "第一组")
    raw = an_import_file({"专项": [HEADINGS, row]})
    assert "“第一组”没有写督学" in sentences(raw, a_known_register())


def test_thousand_schools_at_most():
    register = a_known_register()
    (school,) = [each for each in register.schools.values() if each.name == "青溪镇小学"]
    names = [f"第{number}村小" for number in range(1001)]
    for name in names:
        known = school.model_copy(update={"school_id": f"x-{name[1:-2]}", "name": name})
        register.schools[known.school_id] = known
    raw = an_import_file({"专项": [HEADINGS, (*FULL[:3], "、".join(names))]})
    assert "太多了" in sentences(raw, register)
