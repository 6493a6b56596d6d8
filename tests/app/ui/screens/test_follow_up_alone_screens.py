"""Looking at one finding again without a whole visit, and giving up a visit, on the screen."""

from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from tests.app.ui.played_day import PlayedDay
from tests.harness.phone import PlayedPhone


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[PlayedDay]:
    """Chen Jing on her month's screen."""
    made = PlayedDay(tmp_path / "phone")
    await made.begin()
    yield made
    await made.end()


async def look_at(phone: PlayedPhone, finding_id: str) -> None:
    """Tap the short way to one finding."""
    card = phone.all(key=f"open-{finding_id}")[0]
    await phone.tap(next(e for e in phone.controls(card) if isinstance(e, ft.OutlinedButton)))
    await phone.wait_for("提交回访")


async def looking(day: PlayedDay, finding_id: str = "soon") -> None:
    """From the list of what is due straight to looking at one."""
    phone = day.phone
    await phone.press("3 个问题要回访")
    await phone.wait_for("待回访的问题")
    await look_at(phone, finding_id)


async def concluded(day: PlayedDay) -> None:
    phone = day.phone
    await phone.set(phone.one(ft.Chip, key="conclusion-partly"), True)
    await phone.type("看到的情况", "食谱贴出来了，过敏提示还没有")


async def test_one_finding_is_looked_at_from_the_list_in_one_page(day):
    await looking(day)
    visit = day.visit
    assert (visit.visit_type, visit.school_id) == (VisitType.FOLLOW_UP, "school-2")
    assert "食谱没有公示" in day.phone.texts()
    await concluded(day)
    await day.phone.press("提交回访")
    await day.phone.wait_for("回访已提交")
    visit = day.visit
    assert visit.state is State.SUBMITTED
    assert visit.follow_ups["soon"].text == "食谱贴出来了，过敏提示还没有"
    assert "计入回访次，不算督导次" in day.phone.texts()


async def test_without_a_conclusion_nothing_is_handed_in_and_it_says_so(day):
    await looking(day)
    assert "先给一个问题记下结论" in day.phone.texts()
    await day.phone.press("提交回访")
    await day.phone.wait_for("还没有记下回访的结论")
    assert day.visit.state is State.IN_PROGRESS


async def test_from_the_school_others_there_can_be_looked_at_on_the_same_arrival(day):
    phone = day.phone
    await phone.navigate("/school/school-1")
    await phone.wait_for("灭火器压力不足")
    await look_at(phone, "overdue")
    first = day.visit.visit_id
    await concluded(day)
    await phone.navigate(f"/visit/{first}")
    await phone.wait_for("看哪些问题")
    shown = phone.texts()
    assert "专为回访来的" in shown
    assert "部分整改" in shown
    assert "留样不足" in shown
    assert "督导清单" not in shown


async def test_visit_at_the_wrong_place_is_given_up_with_a_reason(day):
    phone = day.phone
    await day.open_visit()
    await phone.press("走错地方")
    await phone.press_in_dialog("作废")
    assert "请写一句原因" in phone.texts()
    await phone.type("为什么作废", "走错了，应去实验小学")
    await phone.press_in_dialog("作废")
    await phone.wait_for("这次督导已作废")
    assert day.visit.state is State.CANCELLED
    assert "走错了，应去实验小学" in phone.texts()
    await phone.navigate("/records")
    await phone.wait_for("原因：走错了，应去实验小学")
    assert "已作废" in phone.texts()
    await phone.navigate("/")
    await phone.wait_for("应督导")
    assert "没做完的" not in phone.texts()


async def test_begun_follow_up_waits_on_the_month_and_can_be_given_up(day):
    phone = day.phone
    await looking(day)
    await phone.navigate("/")
    await phone.wait_for("没做完的回访")
    assert "单独回访" in phone.texts()
    await phone.navigate(f"/visit/{day.visit.visit_id}")
    await phone.wait_for("看哪些问题")
    await phone.press("走错地方或不用回访了")
    assert "作废这次回访" in phone.texts()
    await phone.type("为什么作废", "学校放假")
    await phone.press_in_dialog("作废")
    await phone.wait_for("这次回访已作废")


async def test_conclusion_alone_is_enough(day):
    await looking(day)
    await day.phone.set(day.phone.one(ft.Chip, key="conclusion-rectified"), True)
    await day.phone.press("提交回访")
    await day.phone.wait_for("回访已提交")
    assert day.visit.follow_ups["soon"].text == ""
    assert day.phone.page.route == f"/visit/{day.visit.visit_id}"
