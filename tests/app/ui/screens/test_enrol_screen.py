"""Signing in by hand: what is typed is read as it was meant, or refused in words."""

import flet as ft
import pytest

from domain.enrolment_link import EnrolmentLink
from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


async def fill(phone: PlayedPhone, account: str, code: str, server: str) -> None:
    """Type all three and press the button."""
    await phone.type("服务器地址", server)
    await phone.type("账号", account)
    await phone.type("登录码", code)
    await phone.press("登录")


@pytest.mark.parametrize(
    ("account", "code", "server_url"),
    [
        ("chen。jing", "123456", "duji。example。cn"),
        ("ｃｈｅｎ．ｊｉｎｇ", "123456", "https：／／duji.example.cn／"),
        ("chen.jing", "123456".translate(WIDE), "HTTPS://DUJI.EXAMPLE.CN"),
        ("chen.jing\u200b", "\ufeff123456", "duji.example.cn\u00a0"),
        (" chen.jing ", "123 456", " duji.example.cn "),
    ],
)
async def test_what_is_typed_is_read_as_it_was_meant(
    working: PlayedInstallation, account: str, code: str, server_url: str
):
    phone = await working.open("登录督迹")
    await fill(phone, account, code, server_url)
    await phone.until(lambda: working.ui.signed.session is not None)
    facts = working.ui.session.facts
    assert (facts.account, facts.server_url) == ("chen.jing", "https://duji.example.cn")


@pytest.mark.parametrize(
    ("account", "code", "server_url", "said"),
    [
        ("陈静", "123456", "duji.example.cn", "账号里不会有“陈静”"),
        ("chen.jing", "验证码", "duji.example.cn", "登录码不对"),
        ("chen.jing", "9" * 65, "duji.example.cn", "登录码不对"),
        ("chen.jing", "123456", "问督导室", "连不上服务器"),
        ("\u200b", "123456", "duji.example.cn", "请填账号"),
    ],
)
async def test_what_cannot_be_is_said_and_stays(
    working: PlayedInstallation, account: str, code: str, server_url: str, said: str
):
    from app.sync.messages import no_address

    def unknown(_request):
        raise no_address()

    assert isinstance(working.transport, FakeServer)
    working.transport.before.append(unknown)
    phone = await working.open("登录督迹")
    await fill(phone, account, code, server_url)
    await phone.wait_for(said)
    assert "没有做成" not in phone.texts()
    assert phone.one(ft.TextField, "账号").value == account
    assert phone.one(ft.TextField, "登录码").value == code


LINK = EnrolmentLink("https://duji.example.cn", "chen.jing", "123456")


def shown(phone: PlayedPhone) -> tuple[str, str, str]:
    """What the three fields show."""
    labels = ("服务器地址", "账号", "登录码")
    server, account, code = (phone.one(ft.TextField, label).value for label in labels)
    return server, account, code


@pytest.mark.parametrize("field", ["服务器地址", "账号", "登录码"])
async def test_link_pasted_into_any_field_fills_all_three(working: PlayedInstallation, field: str):
    phone = await working.open("登录督迹")
    await phone.type(field, f"陈静老师：{LINK.page} 14 天内有效", leave=False)
    await phone.wait_for("已按登录链接填好")
    assert shown(phone) == ("https://duji.example.cn", "chen.jing", "123456")
    await phone.press("登录")
    await phone.until(lambda: working.ui.signed.session is not None)


@pytest.mark.parametrize("route", [LINK.app, LINK.app.removeprefix("duji://app")])
async def test_link_that_opens_the_app_leaves_nothing_to_type(
    working: PlayedInstallation, route: str
):
    phone = await working.open("登录督迹", route=route)
    assert shown(phone) == ("https://duji.example.cn", "chen.jing", "123456")
    await phone.press("登录")
    await phone.until(lambda: working.ui.signed.session is not None)
    assert working.ui.signed.offered is None
    kept = "".join(path.read_text() for path in working.folder.glob("place.json"))
    assert LINK.code not in kept


async def test_link_that_comes_while_the_app_is_open_fills_the_form(working: PlayedInstallation):
    phone = await working.open("登录督迹")
    await phone.navigate(LINK.app)
    await phone.wait_for("已按登录链接填好")
    assert shown(phone)[1] == "chen.jing"


async def test_link_for_a_colleague_opens_beside_who_is_signed_in(signed_in: PlayedInstallation):
    phone = await signed_in.start()
    other = EnrolmentLink("https://duji.example.cn", "wang.fang", "123456")
    await phone.navigate(other.app)
    await phone.wait_for("已按登录链接填好")
    assert shown(phone) == ("https://duji.example.cn", "wang.fang", "123456")
    await phone.press("登录")
    await phone.until(lambda: signed_in.ui.session.facts.account == "wang.fang")
