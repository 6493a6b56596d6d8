"""Syncing by itself: at start, on resume, with a network, after a save, on a timer; never twice."""

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

import flet as ft
import pytest

from app.sync.progress import SyncOutcome
from app.ui.state import auto_sync as auto_sync_module
from app.ui.state.auto_sync import AutoSync
from tests.builders.fake_server import FakeServer, failing
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin

SOON_S = 0.01


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds here."""
    for name in ("AFTER_SAVE_S", "AT_START_S", "ON_RESUME_S", "ON_NETWORK_S"):
        monkeypatch.setattr(auto_sync_module, name, SOON_S)
        if name != "AFTER_SAVE_S":
            monkeypatch.setattr(f"app.ui.root.{name}", SOON_S)
    monkeypatch.setattr(AutoSync.request, "__defaults__", (SOON_S,))


def runs(server: FakeServer) -> int:
    """How many syncs have asked for the workbook."""
    return server.paths().count("/api/v1/workbook")


async def quiet(signed_in: PlayedInstallation, phone: PlayedPhone, server: FakeServer) -> int:
    """Wait for the sync at start; how many there were until then."""
    auto = signed_in.ui.auto_sync
    assert auto is not None
    await phone.until(lambda: runs(server) >= 2 and not auto.board.is_running)
    await phone.settle()
    return runs(server)


async def more_than(phone: PlayedPhone, server: FakeServer, before: int) -> None:
    """Wait for another sync."""
    await phone.until(lambda: runs(server) > before)


async def lifecycle(phone: PlayedPhone, state: ft.AppLifecycleState) -> None:
    """The phone tells the app what becomes of it."""
    await phone.event(phone.page, "app_lifecycle_state_change", {"state": state.value})


async def test_at_start(signed_in, server: FakeServer):
    before = runs(server)
    phone = await at_month(signed_in)
    await more_than(phone, server, before)


async def test_after_a_save(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    before = await quiet(signed_in, phone, server)
    await begin(phone)
    await more_than(phone, server, before)
    await phone.until(lambda: signed_in.controller.visit_id in server.lines)


async def test_on_coming_back_and_then_on_a_timer_again(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    before = await quiet(signed_in, phone, server)
    auto = signed_in.ui.auto_sync
    await lifecycle(phone, ft.AppLifecycleState.HIDE)
    assert auto._timer.cancelling()
    await asyncio.sleep(0)
    assert auto._timer.done()
    await lifecycle(phone, ft.AppLifecycleState.RESUME)
    await more_than(phone, server, before)
    assert not auto._timer.done()


async def test_no_timer_while_hidden_and_no_second_one_in_front(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await quiet(signed_in, phone, server)
    auto = signed_in.ui.auto_sync
    timer = auto._timer
    auto.go_on()
    assert auto._timer is timer
    await lifecycle(phone, ft.AppLifecycleState.INACTIVE)
    assert not timer.done()
    await lifecycle(phone, ft.AppLifecycleState.PAUSE)
    await phone.until(timer.done)


async def test_on_a_timer(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    before = await quiet(signed_in, phone, server)
    auto = signed_in.ui.auto_sync
    auto.rest()
    auto._every_s = SOON_S
    auto._timer = None
    auto.go_on()
    await more_than(phone, server, before + 1)
    auto.rest()


async def test_new_network_tries_at_once_what_failed_for_want_of_one(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await quiet(signed_in, phone, server)
    server.on("*", "/api/v1/", failing(504))
    await begin(phone)
    await phone.until(lambda: not server.armed)
    await phone.until(lambda: not signed_in.ui.auto_sync.board.is_running)
    before = runs(server)
    changed = {"connectivity": ["mobile"]}
    connectivity = signed_in.ui.device.network._connectivity
    await phone.event(connectivity, "change", changed)
    await more_than(phone, server, before)
    board = signed_in.ui.auto_sync.board
    await phone.until(lambda: board.state.unsent_entries == 0)


async def test_never_two_at_once(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await quiet(signed_in, phone, server)
    auto = signed_in.ui.auto_sync
    inside, go_on = threading.Event(), threading.Event()

    def hold(_request) -> None:
        inside.set()
        assert go_on.wait(60)

    server.on("GET", "/workbook", hold)
    first = asyncio.ensure_future(auto.run())
    await phone.until(inside.is_set)
    before = runs(server)
    await auto.run()
    await auto.run(is_automatic=True)
    assert runs(server) == before
    go_on.set()
    await first
    await more_than(phone, server, before)


async def test_defect_in_a_sync_by_itself_is_logged_and_not_the_last(
    signed_in, server: FakeServer, monkeypatch: pytest.MonkeyPatch, caplog
):
    phone = await at_month(signed_in)
    await quiet(signed_in, phone, server)
    sync = signed_in.ui.session.sync

    def broken(**_options):
        raise ValueError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr(sync, "run", broken)
        await signed_in.ui.auto_sync.run_by_itself()
    assert "a sync by itself failed" in caplog.text
    before = runs(server)
    await signed_in.ui.auto_sync.run_by_itself()
    assert runs(server) > before


async def test_little_room_is_made_after_a_sync(signed_in, server, monkeypatch: pytest.MonkeyPatch):
    phone = await at_month(signed_in)
    await quiet(signed_in, phone, server)
    asked: list[object] = []
    storage = signed_in.services.storage
    monkeypatch.setattr(storage, "free_if_little_room", lambda: asked.append(1))
    await signed_in.ui.auto_sync.run()
    assert asked == [1]


async def nobody_told(_outcome: SyncOutcome) -> None:
    """What follows a run is not looked at."""


@pytest.mark.parametrize(("connection", "expected"), [(None, 0), (object(), 1)])
def test_progress_reaches_only_a_page_that_is_there(connection: Any, expected: int) -> None:
    started: list[object] = []
    session = SimpleNamespace(connection=connection)
    page = SimpleNamespace(session=session, run_task=started.append)
    auto = AutoSync(cast(Any, page), cast(Any, None), lambda: None, nobody_told)
    auto._progress(cast(Any, None))
    assert len(started) == expected
