"""A page beneath another rests, and is never seen as it was."""

from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from flet.messaging.protocol import Message

from app.ui.guard import page
from app.ui.hooks import use_value
from app.ui.resting import AT_ONCE
from app.ui.screens.month import month as month_screen
from app.ui.screens.visit import hub as visit_screen
from app.ui.screens.visit.checklist import answer as answer_card
from app.ui.texts.shell import HANDLER_FAILED
from tests.app.ui.played_day import PlayedDay
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

METHODS = "督导方式"


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the month was read, and a visit's own page and a card of its list drawn."""
    counted: Counter[str] = Counter()

    def counting(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*args: Any, **kwargs: Any) -> Any:
            counted[what] += 1
            return act(*args, **kwargs)

        return acted

    monkeypatch.setattr(month_screen, "read", counting("month read", month_screen.read))
    monkeypatch.setattr(visit_screen, "groups", counting("visit drawn", visit_screen.groups))
    monkeypatch.setattr(answer_card, "question", counting("card drawn", answer_card.question))
    return counted


async def use_a_method(phone: PlayedPhone) -> None:
    """Note down one lesson plan more that was looked at."""
    await phone.tap(phone.one(ft.IconButton, "检查教案 加一"))


async def shown_while(phone: PlayedPhone, act: Awaitable[None], key: str) -> set[str]:
    """All that the control with the key shows at any moment of the act."""
    seen: set[str] = set()
    receive = phone.receive

    def look(message: Message, size: int) -> None:
        receive(message, size)
        seen.update(phone.texts(each) for each in phone.all(key=key))

    phone.receive = look  # type: ignore[method-assign]
    try:
        await act
        await phone.settle()
        seen.update(phone.texts(each) for each in phone.all(key=key))
    finally:
        phone.receive = receive  # type: ignore[method-assign]
    return seen


async def test_page_beneath_another_reads_and_draws_nothing_until_it_is_seen_again(
    installed: PlayedInstallation, done: Counter[str]
):
    phone = await installed.practise()
    await phone.press("练习小学")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")
    await phone.press(METHODS)
    done.clear()
    for _ in range(3):
        await use_a_method(phone)
    assert done == {}
    await phone.back()
    assert done == {"visit drawn": 1}
    await phone.navigate("/")
    await phone.wait_for("本月主题")
    assert done["month read"] == 1


async def test_part_of_a_page_beneath_another_still_knows_whose_it_is(
    installed: PlayedInstallation, caplog: pytest.LogCaptureFixture
):
    phone = await installed.begin_visit()
    await phone.press(METHODS)
    await use_a_method(phone)
    await phone.back()
    assert "练习 1/7" in phone.texts()
    assert "drawing" not in caplog.text


async def test_covering_a_page_lets_no_effect_of_it_run_again():
    ran: list[int] = []

    @page
    def below() -> ft.View:
        number, set_number = use_value(0)
        ft.use_effect(lambda: ran.append(number), dependencies=[number])
        return ft.View(controls=[ft.Button("more", on_click=lambda: set_number(lambda n: n + 1))])

    @page
    def above() -> ft.View:
        return ft.View(controls=[ft.Text("above")])

    routes = [
        ft.Route(index=True, component=below),
        ft.Route(path="above", component=above, modal=True),
    ]
    phone = PlayedPhone()
    await phone.start(lambda shown: shown.render_views(ft.Router, routes, manage_views=True))
    await phone.press("more")
    await phone.navigate("/above")
    await phone.wait_for("above")
    assert ran == [0, 1]
    await phone.navigate("/")
    await phone.settle()
    await phone.press("more")
    assert ran == [0, 1, 2]
    await phone.stop()


async def test_page_that_was_beneath_from_the_start_is_read_when_it_is_seen(
    installed: PlayedInstallation, done: Counter[str]
):
    await installed.begin_visit()
    await installed.kill()
    done.clear()
    phone = await installed.open("到校先记录")
    assert done == {"visit drawn": 1}
    await phone.navigate("/")
    await phone.wait_for("没做完的督导")
    assert done["month read"] == 1


async def test_page_on_which_nothing_changed_meanwhile_is_not_read_again(
    installed: PlayedInstallation, done: Counter[str]
):
    phone = await installed.practise()
    done.clear()
    await phone.press("练习小学")
    await phone.wait_for("开始这次督导")
    await phone.back()
    await phone.wait_for("本月主题")
    assert done == {}


async def test_visit_is_seen_as_it_stands_the_moment_one_comes_back(
    installed: PlayedInstallation,
):
    phone = await installed.begin_visit()
    await phone.press(METHODS)
    await use_a_method(phone)
    seen = await shown_while(phone, phone.back(), "part-methods")
    assert seen == {"督导方式\n检查教案 1 人次"}


async def test_month_is_not_seen_as_it_was_before_what_came_while_it_was_beneath(
    tmp_path: Path,
):
    day = PlayedDay(tmp_path / "phone")
    await day.begin()
    phone = day.phone
    assert "3 个问题未销号" in phone.texts(phone.all(key="school-school-1")[0])
    (before,) = phone.all(ft.ListView)
    await day.open_visit()
    day.server.say(findings=())
    assert day.installed.ui.auto_sync is not None
    await day.installed.ui.auto_sync.run()
    (seen,) = await shown_while(phone, phone.navigate("/"), "school-school-1")
    assert "未销号" not in seen
    # The same list on the phone, which is never taken apart: it stays where it was scrolled to.
    (after,) = phone.all(ft.ListView)
    assert after._i == before._i
    assert before.animate_opacity == after.animate_opacity == AT_ONCE
    await day.end()


async def test_month_that_cannot_be_read_again_is_shown_as_it_was_and_that_is_said(
    installed: PlayedInstallation, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_asked: object) -> None:
        raise ValueError("a defect")

    phone = await installed.practise()
    await phone.press("练习小学")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")
    with monkeypatch.context() as patch:
        patch.setattr(month_screen, "read", broken)
        await phone.navigate("/")
        await phone.wait_for(HANDLER_FAILED)
    assert "本月主题" in phone.texts()
    await phone.press("练习小学")
    await phone.wait_for("继续今天的督导")
    await phone.back()
    await phone.wait_for("没做完的督导")


async def test_answer_draws_its_own_card_alone(installed: PlayedInstallation, done: Counter[str]):
    phone = await installed.begin_visit()
    await phone.press("督导清单")
    cards = done["card drawn"]
    assert cards > 1
    done.clear()
    await phone.set(next(iter(phone.all(ft.Chip, key=None))), True)
    assert done["card drawn"] == 1
    assert sum(each.selected for each in phone.all(ft.Chip)) == 1


async def test_sync_that_was_left_out_has_nothing_read_again(
    installed: PlayedInstallation, done: Counter[str]
):
    phone = await installed.practise()
    done.clear()
    assert installed.ui.auto_sync is not None
    await installed.ui.auto_sync.run()
    await phone.settle()
    assert done == {}
