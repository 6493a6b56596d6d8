"""What one opens on a bad day: the export, the room on the phone, the diagnostics."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app.sync.sealer import Sealer
from domain.kinds.visit.photo import PhotoSource
from tests.app.sync.test_photo_sync import noise
from tests.builders.fake_server import FakeServer, failing
from tests.builders.trail_opener import open_trail
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin, run, sync

CAMERA = PhotoSource.CAMERA
SHARED = {"status": "success", "raw": "ok"}


async def offline_with_visit(signed_in: PlayedInstallation, server: FakeServer) -> PlayedPhone:
    """A visit was begun, and there is no network."""
    phone = await at_month(signed_in)
    server.on("*", "/api/v1/", *[failing(504)] * 99)
    await begin(phone)
    await phone.navigate("/export")
    await phone.wait_for("没有上传的：1 条记录")
    return phone


def keeping(kept: list[dict[str, Any]], answer: object) -> Callable[[Any], object]:
    """What a system dialog answers, keeping what it was given."""

    def act(args: Any) -> object:
        kept.append(args)
        return answer

    return act


async def test_file_is_made_shared_and_opened_by_the_server(signed_in, server: FakeServer):
    phone = await offline_with_visit(signed_in, server)
    shared: list[dict[str, Any]] = []
    phone.answers["Share.share_files"] = keeping(shared, SHARED)
    await phone.press("做成文件")
    await phone.wait_for("文件做好了")
    assert "duji import-trail" in phone.texts()
    await phone.press("发给督导室")
    await phone.wait_for("文件已导出")
    (file,) = shared[0]["files"]
    assert file.name.startswith("督迹-陈静-")
    trail = open_trail(Path(file.path), server.export_secret)
    assert signed_in.controller.visit_id in {line.id for line in trail.deliveries[0].lines}


async def test_exported_file_lets_somebody_sign_out_without_network(signed_in, server: FakeServer):
    phone = await offline_with_visit(signed_in, server)
    await leave(phone)
    assert "只在这部手机上，不能退出" in phone.texts()
    assert "导出成文件" in phone.texts()
    await phone.navigate("/export")
    await phone.wait_for("做成文件")
    phone.answers["Share.share_files"] = lambda args: SHARED
    await phone.press("做成文件")
    await phone.wait_for("发给督导室")
    await phone.press("发给督导室")
    await phone.wait_for("文件已导出")
    await leave(phone)
    await phone.wait_for("登录督迹")


async def leave(phone: PlayedPhone) -> None:
    """Try to sign out."""
    await phone.navigate("/accounts")
    await phone.wait_for("退出登录 陈静")
    await phone.press("退出登录 陈静")
    await phone.press_in_dialog("退出登录")
    await phone.settle()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": "dismissed", "raw": ""}, "没有导出，文件还在应用里"),
        ({"status": "unavailable", "raw": ""}, "文件已导出"),
        (None, "文件没有交出去"),
    ],
)
async def test_what_became_of_sharing_is_said(signed_in, server: FakeServer, answer, words: str):
    phone = await offline_with_visit(signed_in, server)
    if answer is not None:
        phone.answers["Share.share_files"] = lambda _args: answer
    await phone.press("做成文件")
    await phone.wait_for("发给督导室")
    await phone.press("发给督导室")
    await phone.wait_for(words)


async def test_file_can_be_kept_on_the_phone(signed_in, server: FakeServer):
    phone = await offline_with_visit(signed_in, server)
    saved: list[dict[str, Any]] = []
    phone.answers["FilePicker.save_file"] = keeping(saved, "/x/y.duji")
    await phone.press("做成文件")
    await phone.wait_for("存到手机")
    await phone.press("存到手机")
    await phone.wait_for("文件已导出")
    assert saved[0]["src_bytes"].startswith(b"duji-trail-v2")


async def test_saving_that_somebody_thinks_better_of_changes_nothing(signed_in, server):
    phone = await offline_with_visit(signed_in, server)
    phone.answers["FilePicker.save_file"] = lambda _args: None
    await phone.press("做成文件")
    await phone.wait_for("存到手机")
    await phone.press("存到手机")
    await phone.wait_for("没有导出")
    await leave(phone)
    assert "不能退出" in phone.texts()


async def test_large_file_can_only_be_shared(signed_in, server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.device.handover.MOST_IN_MEMORY_BYTES", 10)
    phone = await offline_with_visit(signed_in, server)
    await phone.press("做成文件")
    await phone.wait_for("请用“发给督导室”")
    assert not phone.all(ft.OutlinedButton)


async def test_full_phone_and_missing_key_are_said(
    signed_in, server: FakeServer, monkeypatch: pytest.MonkeyPatch
):
    phone = await offline_with_visit(signed_in, server)

    def full(*_args):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(Sealer, "finish", full)
        await phone.press("做成文件")
        await phone.wait_for("手机存储空间满了")
    await phone.press("做成文件")
    await phone.wait_for("文件做好了")


async def test_practice_has_nothing_to_export(installed: PlayedInstallation):
    phone = await installed.begin_visit()
    await phone.navigate("/export")
    await phone.wait_for("练习账号的记录不上传")


async def test_browser_downloads_the_file(signed_in, server: FakeServer):
    signed_in.is_web = True
    phone = await offline_with_visit(signed_in, server)
    phone.answers["FilePicker.save_file"] = lambda _args: None
    await phone.press("做成文件")
    await phone.wait_for("下载文件")
    assert "发给督导室" not in phone.texts(phone.one(ft.OutlinedButton, "下载文件"))
    await phone.press("下载文件")
    await phone.wait_for("文件已导出")


async def test_room_is_shown_by_kind_with_the_rules(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await phone.navigate("/storage")
    await phone.wait_for("督迹共占用")
    shown = phone.texts()
    for words in ("文字记录", "照片原图", "缩略图", "手机还剩", "现在没有可以清理的", "30 天"):
        assert words in shown


@pytest.mark.usefixtures("font")
async def test_what_may_go_is_cleaned_by_a_tap_and_what_may_not_says_why(signed_in, server):
    phone = await at_month(signed_in)
    await begin(phone)
    controller = signed_in.controller
    facts = controller.visits.take_photo(controller.visit_id, noise(300), CAMERA, None)
    await sync(signed_in, phone)
    await phone.navigate("/storage")
    await phone.wait_for("服务器还没有备份到\n1 张照片")
    assert "还没有到规定的天数\n1 张原图" in phone.texts()
    server.set_clock(datetime.now(UTC) + timedelta(days=60))
    controller.visits.record_count(controller.visit_id, "talks", 1)
    server.say(backed_up_to=10_000)
    await phone.navigate("/sync")
    await phone.wait_for("立即同步")
    await run(signed_in, phone)
    await phone.navigate("/storage")
    await phone.wait_for("1 个照片文件，共")
    await phone.press("清理")
    await phone.wait_for("清理了 1 个照片文件")
    assert not facts.path.exists()
    await phone.navigate(f"/visit/{controller.visit_id}/photo/{facts.photo_id}")
    await phone.wait_for("原图已按规定清理")
    assert phone.all(ft.Image)


async def test_nearly_full_phone_is_told(signed_in, monkeypatch: pytest.MonkeyPatch):
    phone = await at_month(signed_in)
    monkeypatch.setattr(signed_in.ui.device, "free_bytes", lambda _folder: 499_000_000)
    await phone.navigate("/storage")
    await phone.wait_for("手机空间不多了")


async def test_diagnostics_can_be_read_before_they_are_shared(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await phone.navigate("/diagnostics")
    await phone.wait_for("[storage]")
    assert "没有姓名、账号、学校" in phone.texts()
    text = phone.texts(phone.one(key="diagnostics"))
    shared: list[dict[str, Any]] = []
    phone.answers["Share.share_files"] = keeping(shared, SHARED)
    await phone.press("发给督导室")
    await phone.wait_for("诊断文件已导出")
    written = Path(shared[0]["files"][0].path).read_text("utf-8")
    assert written.splitlines()[:2] == text.splitlines()[:2]
