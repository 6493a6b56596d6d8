"""Every way a sync can fail has its words on the sync page, and recording goes on."""

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import requests

from app.sync.messages import refused
from app.sync.transport import Request, _below_http
from domain.clock import local_date
from domain.errors import DujiError
from tests.builders.fake_server import FakeServer, failing
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin, sync

HTML = {"content-type": "text/html; charset=utf-8"}
Fault = Callable[[Request], None]


def below(cause: BaseException, kind: type[requests.RequestException] | None = None) -> Fault:
    """The network fails this way under the transport."""

    def fault(_request: Request) -> None:
        error = (kind or requests.ConnectionError)(cause)
        raise _below_http(error)

    return fault


def answering(status: int, headers: dict[str, str]) -> Fault:
    """Something between the phone and the server answers."""

    def fault(_request: Request) -> None:
        raise refused(status, headers, b"<html>")

    return fault


def portal(_request: Request) -> None:
    """A Wi-Fi's sign-in page answers 200 to everything."""
    from app.sync.messages import captive_portal

    raise captive_portal()


def expired() -> ssl.SSLCertVerificationError:
    """What OpenSSL says when the phone's date is years off."""
    error = ssl.SSLCertVerificationError("certificate has expired")
    error.verify_code = 10
    return error


FAILURES: dict[str, tuple[Fault, tuple[str, ...]]] = {
    "nobody answers": (below(ConnectionRefusedError()), ("服务器没有应答", "自动再试")),
    "no address": (below(socket.gaierror()), ("没有连上网", "自动再试")),
    "cut": (below(ConnectionResetError()), ("网络断了", "不会重传")),
    "timeout": (below(TimeoutError(), requests.ReadTimeout), ("网络太慢",)),
    "not secure": (below(ssl.SSLError(), requests.exceptions.SSLError), ("安全证书", "现在的时间")),
    "wrong date": (below(expired()), ("不在有效期", "自动设置时间", "现在的时间")),
    "portal": (portal, ("登录无线网络", "打开浏览器")),
    "redirect": (answering(302, {"location": "http://login"}), ("登录无线网络", "打开浏览器")),
    "400": (failing(400), ("没有看懂",)),
    "401": (failing(401, "not_signed_in"), ("登录已失效", "重新登录")),
    "403": (failing(403), ("停用",)),
    "disabled": (failing(403, "account_disabled"), ("停用了这个账号。",)),
    "404": (failing(404), ("检查服务器地址",)),
    "409": (failing(409), ("对不上",)),
    "413": (failing(413), ("传得太多",)),
    "422": (failing(422), ("没有接受（422）",)),
    "426": (failing(426), ("先更新督迹",)),
    "429": (
        failing(429, "too_many", **{"retry-after": "120"}),
        ("大约 2 分钟", "分钟后自动再试"),
    ),
    "500": (failing(500), ("故障（500）", "自动再试")),
    "503": (failing(503), ("正在维护或太忙",)),
    "507": (failing(507, "disk_full"), ("服务器的磁盘满了", "告诉督导室")),
    # The last one, because it stays until somebody signs in again.
    "revoked": (failing(403, "chain_revoked"), ("停用了这部手机", "重新登录")),
}


@pytest.fixture(autouse=True)
def this_month(server: FakeServer) -> None:
    """The theme with the checklist is this month's, whichever that is."""
    theme = server.workbook.themes[0]
    month = local_date(datetime.now(UTC)).month
    server.say(themes=(theme.model_copy(update={"month": month}),))


async def test_each_failure_is_said_and_recording_goes_on(
    signed_in: PlayedInstallation, server: FakeServer
):
    phone = await at_month(signed_in)
    await begin(phone)
    visit_id = signed_in.controller.visit_id
    missing: dict[str, list[str]] = {}
    for number, (name, (fault, words)) in enumerate(FAILURES.items()):
        server.armed.clear()
        server.on("*", "/api/v1/", *[fault] * 9)
        await sync(signed_in, phone)
        shown = phone.texts()
        wanted = (*words, "记录都在", "只在这部手机上")
        missing[name] = [each for each in wanted if each not in shown]
        recorded = await answer(signed_in, phone, visit_id, "yes" if number % 2 else "no")
        missing[name] += [] if recorded else ["the answer"]
    assert {name: what for name, what in missing.items() if what} == {}


async def answer(
    signed_in: PlayedInstallation, phone: PlayedPhone, visit_id: str, value: str
) -> bool:
    """Answer the checklist's item on its screen; whether the visit has it then."""
    await phone.navigate(f"/visit/{visit_id}/checklist")
    await phone.wait_for("门卫在岗")
    await phone.set(phone.one(key=f"gate-{value}"), True)
    visit = signed_in.ui.session.visits.visit(visit_id).visit
    return visit.answers["gate"].value == value


async def test_what_helped_takes_the_words_away(signed_in: PlayedInstallation, server: FakeServer):
    phone = await at_month(signed_in)
    await begin(phone)
    server.on("*", "/api/v1/", *[failing(500)] * 2)
    await sync(signed_in, phone)
    assert "故障（500）" in phone.texts()
    server.armed.clear()
    await sync(signed_in, phone)
    assert "故障" not in phone.texts()
    assert "都传上去了" in phone.texts()


async def test_portal_is_opened_in_the_browser(signed_in: PlayedInstallation, server: FakeServer):
    phone = await at_month(signed_in)
    # Also a sync that runs by itself may ask first.
    server.on("*", "/api/v1/", *[portal] * 9)
    await sync(signed_in, phone)
    opened: list[str] = []
    phone.answers["UrlLauncher.launch_url"] = lambda args: opened.append(args["url"])
    await phone.press("打开浏览器")
    assert opened == ["https://duji.example.cn"]


def test_every_word_is_different():
    said: dict[str, str] = {}
    for name, (fault, _) in FAILURES.items():
        with pytest.raises(DujiError) as caught:
            fault(Request("GET", "/"))
        said.setdefault(caught.value.message, name)
    assert len(said) == len(FAILURES) - 1, "only the two ways of a portal share their words"
