"""The pages of the day and of a place, full: each control has a name and room for a thumb."""

from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from app.device import locator
from domain.wire.workbook import WorkbookPerson
from tests.app.ui.played_day import NEVER, PlayedDay
from tests.builders.district import TODAY, a_district
from tests.harness.hearing import complaints

FAR_AWAY = (26.65, 106.71)
MANY = tuple(WorkbookPerson(account=f"p.{number}", name=f"督学{number}") for number in range(15))
PAGES = ("/", "/choose", "/choose/stop", "/day", "/follow-ups", "/campaign/c1", "/school/school-1")


@pytest.fixture
async def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedDay]:
    """Chen Jing at work, in an office with many colleagues."""
    monkeypatch.setattr(locator, "PAUSE_S", 0.0)
    made = PlayedDay(tmp_path / "phone", a_district(people=MANY))
    await made.begin()
    yield made
    await made.end()


async def test_every_page_of_a_full_day_can_be_heard_and_hit(day):
    visits, phone = day.installed.ui.session.visits, day.phone
    visits.begin_visit("school-3", TODAY)
    for school_id in ("school-1", "school-2", "school-77"):
        visits.add_stop(TODAY, school_id)
    await day.installed.ui.device.locator.locate()
    found = {}
    for page in PAGES:
        await phone.navigate(page)
        await phone.settle()
        found[page] = complaints(phone)
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


async def test_plan_with_everything_can_be_heard_and_hit(day):
    phone = await day.open_visit()
    await phone.press("主题与内容")
    await phone.wait_for("还有 3 位")
    await phone.press("换主题")
    assert complaints(phone) == []


async def test_every_stage_of_arriving_can_be_heard_and_hit(day):
    phone = await day.open_visit()
    day.will_say(day.at(FAR_AWAY, 90), NEVER)
    await day.touch("记录到校")
    await day.sees("误差 ±90 米")
    assert complaints(phone) == []
    await day.touch("就用这个")
    await day.sees("已记录到校")
    day.released.set()
    await phone.tap(phone.one(ft.IconButton, "看示意图"))
    assert complaints(phone) == []


async def test_deciding_about_a_place_can_be_heard_and_hit(day):
    phone = await day.open_visit()
    day.will_say(day.at(FAR_AWAY))
    await phone.press("记录到校")
    await phone.wait_for("就这样记录到校")
    assert complaints(phone) == []
    day.will_say("Location request timed out.")
    await phone.press("再定位一次")
    await phone.wait_for("没有定位，也可以记录")
    assert complaints(phone) == []
    await phone.press("在图上标位置")
    await phone.wait_for("点一下您所在的地方")
    assert complaints(phone) == []


async def test_proposing_a_position_can_be_heard_and_hit(day):
    phone = await day.open_visit("school-4")
    await phone.press("记录到校")
    await phone.wait_for("把这里记为它的位置？")
    assert complaints(phone) == []
    await phone.set(phone.one(ft.Chip, key="spot-操场"), True)
    await phone.press("请督导室确认")
    await phone.wait_for("已提议")
    assert complaints(phone) == []
