"""No failure in a screen freezes the app or covers it."""

import flet as ft

from app.ui.guard import page, part, safe
from domain.errors import Conflict
from tests.harness.phone import PlayedPhone


@part
def counter() -> ft.Control:
    """Breaks at two, and is whole again at three."""
    count, set_count = ft.use_state(0)
    if count == 2:
        raise RuntimeError("broken on purpose")
    return ft.FilledButton(f"数到 {count}", on_click=safe(lambda: set_count(count + 1)))


@part
def around() -> ft.Control:
    """Holds the counter and a button that it cannot take along."""
    taps, set_taps = ft.use_state(0)
    more = safe(lambda: set_taps(lambda old: old + 1))
    return ft.Column([counter(), ft.TextButton(f"旁边 {taps}", on_click=more)])


async def show(body) -> PlayedPhone:
    """A phone that shows the component."""
    return await PlayedPhone().start(lambda shown: shown.render(body))


async def test_failing_component_shows_one_card_and_the_rest_goes_on():
    phone = await show(around)
    await phone.press("数到 0")
    await phone.press("数到 1")
    assert "这一块没能显示出来" in phone.texts()
    await phone.press("旁边 0")
    assert "旁边 1" in phone.texts()
    await phone.stop()


async def test_failing_screen_keeps_the_way_back():
    @page
    def broken() -> ft.View:
        raise RuntimeError("broken on purpose")

    phone = await PlayedPhone().start(lambda shown: shown.render_views(broken))
    assert "这一块没能显示出来" in phone.texts()
    assert phone.top.appbar is not None
    await phone.stop()


async def test_refusal_in_a_handler_is_said_in_its_own_words():
    def refuse():
        raise Conflict("这次督导已经提交。")

    phone = await show(lambda: ft.FilledButton("试试", on_click=safe(refuse)))
    await phone.press("试试")
    assert "这次督导已经提交。" in phone.texts()
    await phone.stop()


async def test_defect_in_a_handler_is_logged_and_said_not_shown(caplog):
    def fail():
        raise ZeroDivisionError("a secret of the machine")

    phone = await show(lambda: ft.FilledButton("试试", on_click=safe(fail)))
    await phone.press("试试")
    assert "刚才这一步没有做成" in phone.texts()
    assert "a secret of the machine" not in phone.texts()
    assert "a secret of the machine" in caplog.text
    await phone.stop()
