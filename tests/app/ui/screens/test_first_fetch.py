"""After signing in: the schools and tasks are on their way, or it is said why they are not."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.sync.messages import no_address
from app.sync.transport import Answer, Request
from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

EMPTY = ("还没有分给您的责任单位", "现在没有要回访的问题", "应督导")


class SlowServer(FakeServer):
    """Keeps everybody waiting for the workbook until it is let go, or cannot be reached."""

    def __init__(self) -> None:
        super().__init__()
        self.is_let_go = threading.Event()
        self.is_reached = True

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer, once it is let go."""
        if "/workbook" in request.path:
            self.is_let_go.wait(30)
            if not self.is_reached:
                raise no_address()
        return super().send(server_url, request)


@pytest.fixture
def slow() -> SlowServer:
    return SlowServer()


@pytest.fixture
async def new(tmp_path: Path, slow: SlowServer) -> AsyncIterator[PlayedInstallation]:
    """A phone on which nobody has signed in."""
    made = PlayedInstallation(tmp_path / "phone", slow)
    yield made
    slow.is_let_go.set()
    await made.kill()


async def signed_in(new: PlayedInstallation) -> PlayedPhone:
    """Somebody who has just tapped to sign in; what is kept waiting keeps no test waiting."""
    phone = await new.open("登录督迹")
    await phone.type("服务器地址", "duji.example.cn")
    await phone.type("账号", "chen.jing")
    await phone.type("登录码", "123456")
    await phone.event(phone.button("登录"), "click")
    await phone.until(lambda: new.ui.signed.session is not None)
    return phone


async def shows(phone: PlayedPhone, words: str) -> None:
    """Wait for the words, while something may still be under way."""
    await phone.until(lambda: words in phone.texts(), failure=f"{words!r} never came")


def says_nothing_is_assigned(phone: PlayedPhone) -> bool:
    return any(words in phone.texts() for words in EMPTY)


async def test_first_screen_says_that_schools_and_tasks_are_being_fetched(new, slow):
    phone = await signed_in(new)
    for route in ("/choose", "/follow-ups", "/"):
        await phone.navigate(route)
        await shows(phone, "正在取学校名单和任务")
        assert not says_nothing_is_assigned(phone)
    slow.is_let_go.set()
    await shows(phone, "我的学校")
    assert "正在取" not in phone.texts()


async def test_without_a_network_it_says_why_and_offers_another_try(new, slow):
    slow.is_reached = False
    slow.is_let_go.set()
    phone = await signed_in(new)
    await shows(phone, "手机没有连上网")
    assert "不是没有给您分学校和任务" in phone.texts()
    assert not says_nothing_is_assigned(phone)
    slow.is_reached = True
    await phone.press("再取一次")
    await shows(phone, "我的学校")


async def test_while_it_is_tried_again_it_says_so(new, slow):
    slow.is_reached = False
    slow.is_let_go.set()
    phone = await signed_in(new)
    await shows(phone, "手机没有连上网")
    slow.is_let_go.clear()
    again = asyncio.ensure_future(new.ui.auto_sync.run())
    await shows(phone, "正在取学校名单和任务")
    assert "手机没有连上网" not in phone.texts()
    slow.is_let_go.set()
    await again
    await shows(phone, "手机没有连上网")
