"""The PIN on the screen: offered after signing in, asked for, and never the end of anything."""

from datetime import timedelta

import flet as ft
import pytest

from app.ui.screens.account import lock as lock_screen
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.signed_in import ADDRESS
from tests.harness.working import at_month, begin, enrolled_at

PIN = "4071"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody guesses here, and nobody waits."""
    monkeypatch.setattr("app.account.pins.COST", 2)
    monkeypatch.setattr(lock_screen, "TICK_S", 0.01)


async def type_pin(phone: PlayedPhone, pin: str) -> None:
    """Tap the digits, and that it is all."""
    for digit in pin:
        await phone.tap(key_of(phone, digit))
    await phone.tap(phone.one(key="pin-ok"))


def key_of(phone: PlayedPhone, digit: str):
    """The key with the digit."""
    (found,) = [each for each in phone.all(ft.FilledTonalButton) if phone.texts(each) == digit]
    return found


async def locked(signed_in: PlayedInstallation, *accounts: str) -> PlayedPhone:
    """The app, started, with a PIN on these accounts."""
    from app.wiring import build_phone
    from tests.builders.phone import FakeDevice

    phone = build_phone(signed_in.folder, FakeDevice())
    for account in accounts or ("chen.jing",):
        phone.pins.set(account, PIN)
    phone.close()
    return await signed_in.open("输入 PIN")


async def test_pin_is_offered_after_signing_in_and_may_wait(installed, server: FakeServer):
    installed.transport = server
    phone = await installed.open("登录督迹")
    for label, text in (("服务器地址", ADDRESS), ("账号", "chen.jing"), ("登录码", "123456")):
        await phone.type(label, text, leave=False)
    await phone.press("登录")
    await phone.wait_for("设一个 PIN？")
    await phone.press_in_dialog("以后再说")
    assert "设一个 PIN？" not in phone.texts()
    assert not installed.services.pins.has("chen.jing")
    await installed.kill()
    await installed.open("我的学校")


async def test_pin_is_set_by_typing_it_twice_and_asked_for_at_the_next_start(signed_in):
    phone = await at_month(signed_in)
    await phone.navigate("/pin")
    await phone.wait_for("输入新的 PIN")
    await type_pin(phone, PIN)
    await phone.wait_for("再输一次")
    await type_pin(phone, "4072")
    await phone.wait_for("两次输的不一样")
    await type_pin(phone, PIN)
    await type_pin(phone, PIN)
    await phone.wait_for("PIN 设好了")
    await signed_in.kill()
    signed_in.transport = None
    phone = await signed_in.open("输入 PIN")
    await type_pin(phone, PIN)
    await phone.wait_for("我的学校")


@pytest.mark.parametrize(("pin", "words"), [("123", "4 到 6 位"), ("1111", "太好猜")])
async def test_bad_pin_is_refused_in_words(signed_in, pin: str, words: str):
    phone = await at_month(signed_in)
    await phone.navigate("/pin")
    await phone.wait_for("输入新的 PIN")
    await type_pin(phone, pin)
    await phone.wait_for(words)
    assert not signed_in.services.pins.has("chen.jing")


async def test_lock_shows_no_record(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await begin(phone)
    await signed_in.kill()
    phone = await locked(signed_in)
    shown = phone.texts()
    assert "陈静" in shown
    assert [each for each in ("小学", "五月", "没做完", "万山", "记录到校") if each in shown] == []
    assert len(phone.views) == 1
    await type_pin(phone, PIN)
    await phone.wait_for("到校先记录")


async def test_wrong_pin_is_said_and_typing_begins_anew(signed_in):
    phone = await locked(signed_in)
    await type_pin(phone, "9999")
    await phone.wait_for("PIN 不对")
    assert phone.one(ft.Semantics, "已输入 0 位")
    await phone.tap(key_of(phone, "4"))
    assert phone.one(ft.Semantics, "已输入 1 位")
    await phone.tap(phone.one(ft.IconButton, "删除一位"))
    assert phone.one(ft.Semantics, "已输入 0 位")


async def test_no_more_than_six_digits_are_typed(signed_in):
    phone = await locked(signed_in)
    for digit in "12345678":
        await phone.tap(key_of(phone, digit))
    assert phone.one(ft.Semantics, "已输入 6 位")


async def test_waits_are_counted_down_and_end(signed_in):
    phone = await locked(signed_in)
    clock = signed_in.ui.device.clock = FakeClock()
    for _ in range(5):
        await type_pin(phone, "9999")
    await phone.wait_for("请过 ")
    assert key_of(phone, "1").disabled
    clock.go_on(seconds=31)
    await phone.until(lambda: not key_of(phone, "1").disabled)
    await phone.settle()
    await type_pin(phone, PIN)
    await phone.wait_for("我的学校")


async def test_after_ten_only_signing_in_helps_and_nothing_is_lost(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await begin(phone)
    visit_id = signed_in.controller.visit_id
    await signed_in.kill()
    phone = await locked(signed_in)
    pins = signed_in.services.pins
    clock = signed_in.ui.device.clock = FakeClock()
    for _ in range(9):
        clock.go_on(seconds=pins.gate("chen.jing").wait_s)
        pins.check("chen.jing", "9999")
    clock.go_on(seconds=601)
    await phone.until(lambda: not pins.gate("chen.jing").wait_s)
    await phone.press("忘记 PIN")
    await phone.press("回去输 PIN")
    await type_pin(phone, "9999")
    await phone.wait_for("PIN 错了太多次")
    assert "一条也不会少" in phone.texts()
    assert not phone.all(ft.FilledTonalButton)
    await sign_in_again(phone)
    await phone.wait_for("设一个 PIN？")
    assert visit_id in {each.visit_id for each in signed_in.ui.session.visits.list()}
    assert not pins.has("chen.jing")


async def sign_in_again(phone: PlayedPhone) -> None:
    """From the lock: only the code has to be typed."""
    await phone.press("忘记 PIN")
    await phone.wait_for("重新登录")
    assert phone.one(ft.TextField, "账号").value == "chen.jing"
    assert phone.one(ft.TextField, "服务器地址").value == ADDRESS
    await phone.type("登录码", "123456", leave=False)
    await phone.press("登录")


async def test_forgotten_pin_without_network_is_said(signed_in, server: FakeServer):
    from tests.builders.fake_server import failing

    phone = await locked(signed_in)
    server.on("POST", "/enrol", failing(503))
    await sign_in_again(phone)
    await phone.wait_for("正在维护")
    await phone.press("回去输 PIN")
    await type_pin(phone, PIN)
    await phone.wait_for("我的学校")


async def lifecycle(phone: PlayedPhone, state: ft.AppLifecycleState) -> None:
    """The phone tells the app what becomes of it."""
    await phone.event(phone.page, "app_lifecycle_state_change", {"state": state.value})
    await phone.settle()


@pytest.mark.parametrize(("minutes", "is_asked"), [(9.5, False), (10, True), (600, True)])
async def test_ten_minutes_in_the_background_ask_again(signed_in, minutes: float, is_asked: bool):
    phone = await locked(signed_in)
    await type_pin(phone, PIN)
    await phone.wait_for("我的学校")
    clock = signed_in.ui.device.clock = FakeClock()
    await lifecycle(phone, ft.AppLifecycleState.HIDE)
    clock.go_on(minutes=minutes - 1)
    await lifecycle(phone, ft.AppLifecycleState.PAUSE)
    clock.go_on(minutes=1)
    clock.at -= timedelta(days=1)
    await lifecycle(phone, ft.AppLifecycleState.RESUME)
    assert ("输入 PIN" in phone.texts()) is is_asked


async def test_open_dialog_does_not_stay_over_the_lock(signed_in):
    phone = await at_month(signed_in)
    signed_in.services.pins.set("chen.jing", PIN)
    phone.page.show_dialog(ft.AlertDialog(title=ft.Text("第1小学的秘密")))
    await phone.settle()
    clock = signed_in.ui.device.clock = FakeClock()
    await lifecycle(phone, ft.AppLifecycleState.HIDE)
    clock.go_on(minutes=11)
    await lifecycle(phone, ft.AppLifecycleState.RESUME)
    await phone.wait_for("输入 PIN")
    assert "秘密" not in phone.texts()


async def test_half_typed_note_is_there_when_the_lock_is_opened(signed_in):
    phone = await at_month(signed_in)
    await begin(phone)
    signed_in.services.pins.set("chen.jing", PIN)
    clock = signed_in.ui.device.clock = FakeClock()
    await phone.press("督导记录")
    await phone.type("督导纪实", "写到一半", leave=False)
    await lifecycle(phone, ft.AppLifecycleState.HIDE)
    clock.go_on(minutes=30)
    await lifecycle(phone, ft.AppLifecycleState.RESUME)
    await phone.wait_for("输入 PIN")
    await type_pin(phone, PIN)
    await phone.wait_for("督导纪实")
    assert phone.one(ft.TextField, "督导纪实").value == "写到一半"


async def test_two_inspectors_switch_and_each_one_s_pin_is_asked(tmp_path, server: FakeServer):
    shared = enrolled_at(tmp_path / "shared", server, "chen.jing", "wang.fang")
    phone = await shared.open("我的学校")
    shared.services.pins.set("wang.fang", PIN)
    await phone.navigate("/accounts")
    await phone.wait_for("切换到 王芳")
    await phone.press("切换到 王芳")
    await phone.wait_for("输入 PIN")
    assert "王芳" in phone.texts()
    await phone.press("陈静")
    await phone.wait_for("我的学校")
    assert shared.ui.session.facts.account == "chen.jing"
    await shared.kill()


async def test_pin_is_changed_and_dropped_from_the_accounts_page(signed_in):
    phone = await locked(signed_in)
    await type_pin(phone, PIN)
    await phone.wait_for("我的学校")
    await phone.navigate("/accounts")
    await phone.wait_for("修改 PIN")
    await phone.press("修改 PIN")
    await phone.wait_for("输入现在的 PIN")
    await type_pin(phone, "0000")
    await phone.wait_for("现在的 PIN 不对")
    for pin in (PIN, "90160", "90160"):
        await type_pin(phone, pin)
    await phone.wait_for("PIN 设好了")
    assert signed_in.services.pins.check("chen.jing", "90160")
    await phone.navigate("/accounts/pin/drop")
    await phone.wait_for("取消 PIN")
    await type_pin(phone, "90160")
    await phone.wait_for("PIN 已取消")
    assert not signed_in.services.pins.has("chen.jing")
