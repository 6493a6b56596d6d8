"""Records behind a lost unsent one: that this is for good, what was lost and what was not."""

import asyncio

import flet as ft
import pytest
from sqlmodel import col, delete, select

from app.store.tables import LineRow
from domain.kinds.visit.record import NoteSection
from tests.builders.fake_server import FakeServer, failing
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin, run

pytestmark = pytest.mark.usefixtures("font")
NOTES = ("查看食堂", "查看宿舍", "查看操场")


def note(installed: PlayedInstallation, section: NoteSection, text: str) -> None:
    controller = installed.controller
    controller.visits.record_note(controller.visit_id, section, text)


def first_note(installed: PlayedInstallation) -> str:
    """The first record of those that were made without a network."""
    store = installed.ui.session.visits._recorder.store
    with store.database.read() as transaction:
        wanted = select(LineRow.id).where(LineRow.kind == "visit.noted").order_by(col(LineRow.seq))
        return transaction.exec(wanted).first() or ""


def lose(installed: PlayedInstallation, entry: str) -> None:
    """What damage does to one record that was never sent."""
    store = installed.ui.session.visits._recorder.store
    with store.database.write() as transaction:
        transaction.exec(delete(LineRow).where(col(LineRow.id) == entry))


async def noted_without_a_network(signed_in: PlayedInstallation, server: FakeServer) -> PlayedPhone:
    """Three notes that could not be sent yet, behind a visit that was."""
    phone = await at_month(signed_in)
    await begin(phone)
    await phone.navigate("/sync")
    await phone.wait_for("立即同步")
    await run(signed_in, phone)
    server.on("*", "/api/v1/", *[failing(503)] * 4)
    for section, text in zip(NoteSection, NOTES, strict=False):
        await asyncio.to_thread(note, signed_in, section, text)
    server.armed.clear()
    return phone


async def with_a_gap(signed_in: PlayedInstallation, server: FakeServer) -> PlayedPhone:
    """The first of them is lost, and then there is a network."""
    phone = await noted_without_a_network(signed_in, server)
    await asyncio.to_thread(lose, signed_in, first_note(signed_in))
    await run(signed_in, phone)
    return phone


async def test_the_phone_says_that_the_gap_is_for_good_and_what_is_left(signed_in, server):
    phone = await with_a_gap(signed_in, server)
    shown = phone.texts(phone.one(key="stuck"))
    assert "1 条还没上传的记录丢了" in shown
    assert "缺口补不回来" in shown
    assert "接在后面的 2 条，再同步也传不上去" in shown
    assert "内容还在这部手机里" in shown
    assert "第1小学" in shown
    assert "填写记录 2 条" in shown


async def test_what_is_stuck_stands_before_all_else_and_leads_to_where_it_can_be_read(
    signed_in, server
):
    phone = await with_a_gap(signed_in, server)
    shown = phone.texts()
    assert shown.index("接不上的记录") < shown.index("立即同步")
    visit_id = signed_in.controller.visit_id
    await phone.tap(phone.one(ft.ListTile, key=f"stuck-{visit_id}"))
    assert phone.page.route == f"/visit/{visit_id}"
    await phone.wait_for("已写 3 段")


async def test_nothing_promises_that_they_will_still_go(signed_in, server):
    phone = await with_a_gap(signed_in, server)
    assert "2 条接不上，其余都传上去了" in phone.texts(phone.one(key="standing"))
    for promise in ("正在重新核对", "点“立即同步”会再试一次", "等着上传"):
        assert promise not in phone.texts()


async def test_what_waits_behind_one_that_is_still_here_is_not_called_lost(signed_in, server):
    phone = await noted_without_a_network(signed_in, server)
    server.bad_lines.add(first_note(signed_in))
    await run(signed_in, phone)
    assert "正在重新核对" in phone.texts(phone.one(key="refused"))
    assert not phone.all(key="stuck")
