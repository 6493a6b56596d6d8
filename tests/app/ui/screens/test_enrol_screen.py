"""Signing in by hand: what is typed is read as it was meant, or refused in words."""

import flet as ft
import pytest

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
