"""The sync page answers at a glance: what is only here, what is confirmed, what to do."""

from datetime import UTC, datetime, timedelta

import flet as ft
import pytest

from domain.kinds.visit.photo import PhotoSource
from tests.app.sync.test_photo_sync import noise
from tests.builders.fake_server import FakeServer, failing
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import at_month, begin, run, sync

CAMERA = PhotoSource.CAMERA

pytestmark = pytest.mark.usefixtures("font")


async def with_photo(signed_in: PlayedInstallation, phone: PlayedPhone, width: int = 300) -> str:
    """A visit with a photo; its id."""
    await begin(phone)
    controller = signed_in.controller
    await controller.save(
        lambda: controller.visits.take_photo(controller.visit_id, noise(width), CAMERA, None)
    )
    return controller.visit_id


async def test_everything_sent_is_told_with_what_the_server_confirmed(
    signed_in, server: FakeServer
):
    phone = await at_month(signed_in)
    await with_photo(signed_in, phone)
    await sync(signed_in, phone)
    shown = phone.texts(phone.one(key="standing"))
    assert "都传上去了" in shown
    assert "服务器已确认\n3 条记录、1 张照片" in shown
    assert "只在这部手机上\n没有" in shown
    assert "那次带来：上传 2 条记录、1 张照片" in shown
    assert "第1小学" in phone.texts()
    assert "2 条记录、1 张照片，都已确认" in phone.texts()


async def test_what_is_only_here_is_told_with_its_size(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    server.on("*", "/api/v1/", *[failing(503)] * 9)
    await with_photo(signed_in, phone)
    await sync(signed_in, phone)
    shown = phone.texts()
    assert "2 条记录、1 张照片等着上传" in shown
    assert "只在这部手机上\n2 条记录、1 张照片（" in shown
    assert "等记录先上传" in shown
    assert "2 条记录、1 张照片没传完" in shown


async def test_visit_s_own_page_names_each_photo(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    visit_id = await with_photo(signed_in, phone)
    await sync(signed_in, phone)
    await phone.tap(phone.one(key=f"standing-{visit_id}"))
    await phone.wait_for("这一次传到哪了")
    assert "第1小学" in phone.texts()
    assert "已确认" in phone.texts()
    await phone.back()
    await phone.wait_for("立即同步")


async def test_visit_of_another_s_has_no_such_page(signed_in):
    phone = await at_month(signed_in)
    await phone.navigate("/safe/0000")
    await phone.wait_for("本机上没有这条记录")


async def test_photos_on_mobile_data_wait_for_a_tap(signed_in, server: FakeServer):
    signed_in.link = "mobile"
    phone = await at_month(signed_in)
    await with_photo(signed_in, phone)
    await sync(signed_in, phone)
    shown = phone.texts()
    assert "1 张照片在等 Wi-Fi，共" in shown
    assert "等您同意用流量" in shown
    assert "现在用的是流量。" in shown
    assert not server.complete
    await phone.press("现在用流量传")
    await phone.until(lambda: bool(server.complete))
    await phone.wait_for("都传上去了")
    assert "现在用流量传" not in phone.texts()


async def test_choice_about_mobile_data_is_kept_and_obeyed(signed_in, server: FakeServer):
    signed_in.link = "mobile"
    phone = await at_month(signed_in)
    await with_photo(signed_in, phone)
    await sync(signed_in, phone)
    choice = phone.one(ft.SegmentedButton)
    assert choice.selected == ["ask"]
    await phone.set(choice, ["wifi_only"])
    assert "照片等到连上 Wi-Fi 再传" in phone.texts()
    await run(signed_in, phone)
    assert "等 Wi-Fi" in phone.texts(
        phone.all(key="photo-")[0] if phone.all(key="photo-") else None
    )
    await phone.set(phone.one(ft.SegmentedButton), ["always"])
    await run(signed_in, phone)
    await phone.wait_for("都传上去了")


async def test_photo_that_failed_says_why(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await with_photo(signed_in, phone)
    server.on("PUT", "/photos/", *[failing(422, "photo_hash_wrong")] * 3)
    await sync(signed_in, phone)
    assert "出错：照片传到服务器后核对不上" in phone.texts()


async def test_hazard_is_marked_and_first(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await with_photo(signed_in, phone)
    controller = signed_in.controller
    visits, visit_id = controller.visits, controller.visit_id
    fields = {"category": "safety", "text": "围墙开裂", "is_hazard": True}
    from app.visits.photos.acts import Belonging

    visits.take_photo(visit_id, noise(301), CAMERA, None, Belonging(finding_id="f1"))
    visits.raise_finding(visit_id, "f1", fields)
    server.on("*", "/api/v1/", *[failing(503)] * 3)
    await sync(signed_in, phone)
    assert ["隐患，优先" in phone.texts(row) for row in photo_rows(phone)] == [True, False]


def photo_rows(phone: PlayedPhone) -> list[ft.Control]:
    """The photos that are not through, as they stand on the page."""
    return [each for each in phone.all(ft.Container) if str(each.key or "").startswith("photo-")]


async def test_refused_record_is_named_with_its_visit(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await begin(phone)
    server.bad_lines.add(signed_in.controller.visit_id)
    await sync(signed_in, phone)
    shown = phone.texts(phone.one(key="refused"))
    assert "第1小学 · 开始督导" in shown
    assert "bad_header" in shown
    assert "还在手机上" in phone.texts()


@pytest.mark.parametrize(
    ("hours", "words"), [(-3, "手机时间比服务器快了约 3 小时"), (50, "慢了约 2 天 2 小时")]
)
async def test_wrong_clock_is_told_with_how_much_and_which_way(signed_in, server, hours, words):
    server.set_clock(datetime.now(UTC) + timedelta(hours=hours))
    phone = await at_month(signed_in)
    await begin(phone)
    await sync(signed_in, phone)
    assert words in phone.texts()
    assert "不影响记录和上传" in phone.texts()


@pytest.mark.parametrize(
    ("oldest", "words"), [(None, "督迹有新版本"), ("0.2.0", "要求更新后才能开始新的督导")]
)
async def test_update_is_offered_or_asked_for(signed_in, server: FakeServer, oldest, words):
    server.say(newest_app="0.2.0", oldest_app=oldest)
    phone = await at_month(signed_in)
    await sync(signed_in, phone)
    assert words in phone.texts()
    opened: list[str] = []
    phone.answers["UrlLauncher.launch_url"] = lambda args: opened.append(args["url"])
    await phone.press("去下载新版")
    assert opened == ["https://duji.example.cn/app-download"]


async def test_browser_that_does_not_open_leaves_the_address(signed_in, server: FakeServer):
    server.say(newest_app="0.2.0")
    phone = await at_month(signed_in)
    await sync(signed_in, phone)
    await phone.press("去下载新版")
    await phone.wait_for("https://duji.example.cn/app-download")


async def test_app_that_is_too_old_begins_no_visit_and_says_why(signed_in, server: FakeServer):
    server.say(oldest_app="0.2.0")
    phone = await at_month(signed_in)
    await sync(signed_in, phone)
    await phone.navigate("/")
    await phone.wait_for("我的学校")
    await phone.press("第1小学")
    await phone.press("开始这次督导")
    await phone.wait_for("督迹版本太旧")
    assert signed_in.ui.session.visits.list() == []


async def test_practice_account_is_told_that_nothing_is_sent(installed: PlayedInstallation):
    phone = await installed.practise()
    await phone.navigate("/sync")
    await phone.wait_for("练习账号只在本机")
    assert "立即同步" not in phone.texts()


async def test_fresh_phone_says_that_there_is_nothing_to_send(signed_in, server: FakeServer):
    phone = await at_month(signed_in)
    await phone.navigate("/sync")
    await phone.wait_for("都传上去了")
    await phone.press("导出未上传的记录")
    await phone.wait_for("没有要导出的")
