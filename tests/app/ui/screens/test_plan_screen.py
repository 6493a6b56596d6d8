"""What a visit is about: type, announced or not, campaign, theme, content, who comes along."""

from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from domain.kinds.visit.plan import INSPECTIONS
from domain.wire.workbook import WorkbookPerson
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import a_district

MANY = tuple(
    WorkbookPerson(account=f"person.{number}", name=f"督学{number:02d}") for number in range(1, 16)
)


async def planning(day: PlayedDay, school_id: str = "school-1"):
    """The plan of a visit there."""
    phone = await day.open_visit(school_id)
    await phone.press("主题与内容")
    await phone.wait_for("督导类型")
    return phone


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[PlayedDay]:
    """The same in an office of fifteen others."""
    made = PlayedDay(tmp_path / "phone", a_district(people=MANY))
    await made.begin()
    yield made
    await made.end()


@pytest.mark.parametrize("kind", INSPECTIONS)
async def test_every_type_can_be_chosen(day, kind):
    phone = await planning(day)
    await phone.set(phone.one(ft.Chip, key=f"type-{kind}"), True)
    assert day.visit.visit_type is kind
    assert phone.one(ft.Chip, key=f"type-{kind}").selected


async def test_announced_or_not_is_one_of_two(day):
    phone = await planning(day)
    assert phone.one(ft.Chip, key="way-unannounced").selected
    await phone.set(phone.one(ft.Chip, key="way-announced"), True)
    assert day.visit.is_announced
    await phone.set(phone.one(ft.Chip, key="way-unannounced"), True)
    assert not day.visit.is_announced


async def test_campaign_is_taken_up_and_left(day):
    phone = await planning(day)
    assert phone.one(ft.Chip, key="campaign-None").selected
    await phone.set(phone.one(ft.Chip, key="campaign-c1"), True)
    assert (day.visit.campaign_id, day.visit.theme_id) == ("c1", "fees")
    assert phone.one(ft.Chip, key="type-special").selected
    await phone.set(phone.one(ft.Chip, key="campaign-None"), True)
    assert (day.visit.campaign_id, day.visit.theme_id) == (None, "may")


async def test_place_without_a_campaign_has_nothing_to_choose(day):
    phone = await planning(day, "school-3")
    assert "为了哪项任务" not in phone.texts()


async def test_campaign_that_ended_is_still_shown(day):
    phone = await planning(day)
    visits = day.installed.ui.session.visits
    visits.plan(day.visit.visit_id, campaign_id="ended")
    await day.installed.ui.current_controller.load()
    await phone.settle()
    assert phone.one(ft.Chip, key="campaign-ended").selected


async def test_theme_is_shown_whole_and_changed(day):
    phone = await planning(day)
    assert "招生与收费" not in phone.texts()
    await phone.press("换主题")
    await phone.wait_for("招生与收费")
    await phone.press("招生与收费")
    assert (day.visit.theme_id, day.visit.items) == ("fees", ("收费公示",))
    await phone.press("换主题")
    await phone.press("不按主题")
    assert (day.visit.theme_id, day.visit.items, day.visit.checklist) == (None, (), None)


async def test_theme_list_is_closed_without_a_change(day):
    phone = await planning(day)
    await phone.press("换主题")
    await phone.press("不换了")
    assert "招生与收费" not in phone.texts()
    await phone.press("换主题")
    await phone.press("本月")
    assert day.visit.items[0] == "课程开设"


async def test_few_colleagues_need_no_search(day):
    phone = await planning(day)
    assert "找同行的督学" not in phone.texts()
    assert "陈静" not in phone.texts()
    await phone.set(phone.one(ft.Chip, key="person-wang.fang"), True)
    assert day.visit.participants == ("wang.fang",)
    await phone.set(phone.one(ft.Chip, key="person-wang.fang"), False)
    assert day.visit.participants == ()


def people(phone) -> list[str]:
    return [each.label.value for each in phone.all(ft.Chip) if str(each.key).startswith("person-")]


async def test_many_colleagues_are_searched(crowd):
    phone = await planning(crowd)
    assert len(people(phone)) == 12
    assert "还有 3 位" in phone.texts()
    await phone.type("找同行的督学", "14", leave=False)
    assert people(phone) == ["督学14"]
    await phone.set(phone.one(ft.Chip, key="person-person.14"), True)
    await phone.type("找同行的督学", "无此人", leave=False)
    assert people(phone) == ["督学14"]
    assert "没有找到这位督学" in phone.texts()
    assert crowd.visit.participants == ("person.14",)


async def test_colleague_who_left_the_register_can_be_taken_out(day):
    phone = await planning(day)
    visits = day.installed.ui.session.visits
    visits.plan(day.visit.visit_id, participants=["left.long.ago"])
    await day.installed.ui.current_controller.load()
    await phone.settle()
    await phone.set(phone.one(ft.Chip, key="person-left.long.ago"), False)
    assert day.visit.participants == ()


async def test_office_of_one_says_so(tmp_path):
    made = PlayedDay(tmp_path / "phone", a_district(people=()))
    await made.begin()
    phone = await planning(made)
    assert "名册里还没有其他督学" in phone.texts()
    await made.end()


async def test_own_line_is_added_once(day):
    phone = await planning(day)
    for _ in range(2):
        await phone.type("自己加一项", "校门口交通", leave=False)
        await phone.tap(phone.one(ft.IconButton, "加上"))
    assert day.visit.items.count("校门口交通") == 1
    assert "现在选了 6 项" in phone.texts()
