"""Ways back: signing in again, a visit that another phone took over, a phone that is full."""

import sqlite3

import flet as ft
import pytest

from domain.errors import Unavailable
from domain.trail.order import in_order
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset
from tests.builders.register import an_office_visit
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.signed_in import ADDRESS
from tests.harness.working import at_month, begin, run, sync


async def test_expired_sign_in_asks_for_the_code_alone_and_sends_what_waited(
    signed_in, server: FakeServer
):
    phone = await at_month(signed_in)
    await begin(phone)
    visit_id = signed_in.controller.visit_id
    server.on("*", "/api/v1/", *[failing(401, "not_signed_in")] * 5)
    await sync(signed_in, phone)
    await phone.press("重新登录")
    await phone.wait_for("手机上的记录都在，没上传的登录后会自动上传")
    assert phone.one(ft.TextField, "账号").value == "chen.jing"
    assert phone.one(ft.TextField, "服务器地址").value == ADDRESS
    server.armed.clear()
    await phone.type("登录码", "123456", leave=False)
    await phone.press("登录")
    await phone.wait_for("没做完的督导")
    await phone.until(lambda: visit_id in server.lines)


async def test_forked_phone_is_told_and_goes_on_after_signing_in(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await begin(phone)
    controller = signed_in.controller
    await sync(signed_in, phone)
    make_a_clone_write(server, signed_in.ui.session.facts.chain)
    controller.visits.record_count(controller.visit_id, "talks", 1)
    await run(signed_in, phone)
    assert "分了叉，两边的都保留" in phone.texts()
    await phone.press("重新登录")
    await phone.wait_for("登录一次就接着用")
    await phone.type("登录码", "123456", leave=False)
    await phone.press("登录")
    await phone.wait_for("没做完的督导")
    visits = signed_in.ui.session.visits
    visits.record_count(controller.visit_id, "talks", 2)
    assert visits.visit(controller.visit_id).visit.quantities["talks"] == 2


def make_a_clone_write(server: FakeServer, chain: str) -> None:
    """Another phone with the same chain has written its second line."""
    from domain.kinds.visit.course import VisitOpened
    from tests.builders.trail import Pen, an_author

    first = next(line for line in server.lines.values() if line.header.chain == chain)
    pen = Pen(an_author(chain=chain))
    pen.head = pen.head.after(first)
    stranger = pen.write(VisitOpened(school_id="school-2"))
    server.lines[stranger.id] = stranger
    server.receipts[stranger.id] = server._receipt(stranger)


@pytest.fixture
def new_phone(tmp_path, server: FakeServer):
    """Chen Jing's new phone."""
    made = Handset(tmp_path / "new", transport=server)
    made.phone.accounts.enrol(ADDRESS, "chen.jing", code="123456")
    yield made.phone.accounts.open("chen.jing")
    made.phone.close()


def show(server: FakeServer, visit_id: str) -> None:
    """Let the workbook say how far the visit is."""
    held = in_order(line for line in server.lines.values() if line.subject == visit_id)
    server.show(an_office_visit(visit_id, tip=held[-1].id, entries=len(held)))


async def test_visit_taken_over_says_so_and_can_be_taken_back(
    signed_in: PlayedInstallation, server: FakeServer, new_phone
):
    phone = await at_month(signed_in)
    await begin(phone)
    visit_id = signed_in.controller.visit_id
    await sync(signed_in, phone)
    show(server, visit_id)
    new_phone.sync.run()
    new_phone.visits.record_note(visit_id, "record", "新手机写的")
    new_phone.sync.run()
    show(server, visit_id)
    await run(signed_in, phone)
    await phone.navigate(f"/visit/{visit_id}")
    await phone.wait_for("已经在您的另一部手机上接着记了")
    await write_note(phone, visit_id)
    await phone.wait_for("点“改在这部手机上记”")
    assert phone.one(ft.TextField, "亮点").value == "旧手机写的"
    await phone.navigate(f"/visit/{visit_id}")
    await phone.wait_for("改在这部手机上记")
    await phone.press("改在这部手机上记")
    await phone.until(lambda: "这里是同步回来的内容" not in phone.texts())
    await write_note(phone, visit_id)
    notes = signed_in.ui.session.visits.visit(visit_id).visit.notes
    assert {note.text for note in notes.values()} == {"新手机写的", "旧手机写的"}


async def write_note(phone: PlayedPhone, visit_id: str) -> None:
    """Type into a part of the record and leave it."""
    await phone.navigate(f"/visit/{visit_id}/notes")
    await phone.wait_for("亮点")
    await phone.type("亮点", "旧手机写的")


async def test_full_phone_keeps_the_words_on_the_screen(
    signed_in: PlayedInstallation, monkeypatch: pytest.MonkeyPatch
):
    phone = await at_month(signed_in)
    await begin(phone)
    await phone.press("督导记录")
    visits = signed_in.controller.visits
    with monkeypatch.context() as patch:
        for name in ("record_note", "save_draft_text"):
            patch.setattr(visits, name, full)
        await phone.type("督导纪实", "写满了也不能丢")
        await phone.wait_for("手机存储空间满了")
    assert phone.one(ft.TextField, "督导纪实").value == "写满了也不能丢"
    await phone.type("督导纪实", "写满了也不能丢。")
    note = next(iter(visits.visit(signed_in.controller.visit_id).visit.notes.values()))
    assert note.text == "写满了也不能丢。"


def full(*_args: object) -> None:
    """What the store says when there is no room."""
    from app.store.failures import of_database

    raise of_database(sqlite3.OperationalError("database or disk is full"))


def test_driver_s_words_for_a_full_disk_are_understood():
    with pytest.raises(Unavailable, match="空间满了"):
        full()


async def test_full_phone_during_a_sync_leads_to_its_storage(
    signed_in, server: FakeServer, monkeypatch: pytest.MonkeyPatch
):
    phone = await at_month(signed_in)
    await begin(phone)
    with monkeypatch.context() as patch:
        patch.setattr("app.store.lines.mark_sent", full)
        await sync(signed_in, phone)
        assert "手机存储空间满了" in phone.texts()
    await phone.press("看看存储空间")
    await phone.wait_for("督迹共占用")


async def test_records_say_what_is_only_here(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    server.on("*", "/api/v1/", *[failing(504)] * 99)
    await begin(phone)
    await phone.navigate("/records")
    await phone.wait_for("有记录未上传")
    server.armed.clear()
    await sync(signed_in, phone)
    await phone.navigate("/records")
    await phone.wait_for("都已上传")
