"""The camera: series, captions, what a picture is of, retaking, and every way it can fail."""

import asyncio
import threading
from io import BytesIO

import flet as ft
import pytest
from PIL import Image

from app.ui.screens.camera import lens
from app.visits.photos.stamp import stamp
from domain.kinds.visit.photo import Photo, PhotoSource
from domain.trail.line import sha256_hex
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.register import a_finding, a_workbook
from tests.fixtures.photos import scene
from tests.harness.camera import FRONT, PlayedCamera
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, sync, visit_begun, visit_of

pytestmark = pytest.mark.usefixtures("font")


def shots_of(installed: PlayedInstallation) -> list[Photo]:
    """The visit's photos as saved."""
    return visit_of(installed).shown_photos


async def at_camera(phone: PlayedPhone, camera: PlayedCamera | None = None) -> PlayedCamera:
    """The visit's camera, opened."""
    camera = camera or PlayedCamera(phone)
    await phone.press("拍照")
    await phone.wait_for("拍一张")
    return camera


async def shoot(phone: PlayedPhone, count: int) -> None:
    """Take a picture, and wait until so many are kept."""
    await phone.press("拍一张")
    await phone.wait_for(f"已记下 {count} 张")


async def test_back_camera_is_opened_without_sound(installed):
    phone = await installed.begin_visit()
    camera = await at_camera(phone)
    assert camera.opened == ["0"]
    opening = next(args for name, args in phone.calls if name == "Camera.initialize")
    assert opening["enable_audio"] is False


async def test_series_is_in_the_visit_shot_by_shot_with_its_place(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    for count in (1, 2, 3):
        await shoot(phone, count)
    assert [each.fix and round(each.fix.lat, 4) for each in shots_of(installed)] == [26.5981] * 3
    assert {each.photo_source for each in shots_of(installed)} == {PhotoSource.CAMERA}


async def test_last_shot_is_set_aside_at_a_tap_and_comes_back_at_another(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    assert phone.button("重拍").disabled
    await shoot(phone, 1)
    await shoot(phone, 2)
    first, second = shots_of(installed)
    await phone.press("重拍")
    assert [each.photo_id for each in shots_of(installed)] == [first.photo_id]
    await phone.event(phone.one(ft.SnackBar), "action")
    await phone.settle()
    assert [each.photo_id for each in shots_of(installed)] == [first.photo_id, second.photo_id]


async def test_caption_is_typed_for_the_picture_just_taken(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    assert not phone.all(ft.TextField)
    await shoot(phone, 1)
    await phone.type("刚拍这张的说明", "后厨留样柜")
    await shoot(phone, 2)
    assert [each.caption for each in shots_of(installed)] == ["后厨留样柜", ""]


async def test_caption_used_lately_is_chosen_at_a_tap(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    await shoot(phone, 1)
    await phone.type("刚拍这张的说明", "校门口")
    await shoot(phone, 2)
    await phone.tap(phone.one(ft.OutlinedButton, key="caption-校门口"))
    assert [each.caption for each in shots_of(installed)] == ["校门口", "校门口"]


async def test_half_typed_caption_survives_a_kill(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    await shoot(phone, 1)
    await phone.type("刚拍这张的说明", "后厨留", leave=False)
    await installed.kill()
    await installed.open("从相册选")
    controller = desk_of(installed)
    photo_id = next(iter(visit_of(installed).photos))
    assert controller.visits.draft_text(controller.visit_id, f"caption.{photo_id}") == "后厨留"


async def test_pictures_are_attached_to_what_is_chosen_on_the_camera(working, server):
    server.workbook = a_workbook(findings=(a_finding(finding_id="late"),))
    phone = await visit_begun(working)
    controller = desk_of(working)
    facts = {"category": "safety", "text": "围墙开裂"}
    await controller.save(
        lambda: controller.visits.raise_finding(controller.visit_id, "f-1", facts)
    )
    await at_camera(phone)
    for count, key in enumerate(
        ("target-finding-f-1", "target-follow-up-late", "target-item-gate", "target-None-None"), 1
    ):
        await phone.tap(phone.one(ft.TextButton, "照片记在哪里"))
        await phone.tap(phone.one(ft.ListTile, key=key))
        await shoot(phone, count)
    attached = [(each.finding_id, each.item_id) for each in shots_of(working)]
    assert attached == [("f-1", None), ("late", None), (None, "gate"), (None, None)]


async def test_camera_opened_for_an_item_says_so_and_leads_back_to_the_list(working, server):
    phone = await visit_begun(working)
    PlayedCamera(phone)
    await phone.press("督导清单")
    await phone.tap(phone.all(ft.TextButton, "拍照")[0])
    await phone.wait_for("拍一张")
    assert "照片记在哪里：门卫在岗" in phone.texts()
    await shoot(phone, 1)
    assert shots_of(working)[0].item_id == "gate"
    await phone.back()
    assert phone.page.route.endswith("/checklist")


async def test_photo_of_how_it_was_lies_in_the_corner_and_opens_large(working, server):
    before = encoded(Image.new("RGB", (300, 200), (90, 30, 30)))
    server.workbook = a_workbook(
        findings=(a_finding(finding_id="late", photos=(sha256_hex(before),)),)
    )
    server.shown = {sha256_hex(before): before}
    phone = await visit_begun(working)
    await sync(working)
    PlayedCamera(phone)
    await phone.navigate(f"/visit/{desk_of(working).visit_id}/camera/follow-up/late")
    await phone.until(lambda: bool(phone.all(ft.Semantics, key="before")))
    await phone.tap(phone.one(ft.Semantics, key="before").content)
    await phone.press_in_dialog("关闭")


async def test_other_camera_and_light_are_one_tap_away(installed):
    phone = await installed.begin_visit()
    camera = await at_camera(phone)
    for tooltip in ("闪光灯：关", "闪光灯：自动", "手电：常亮"):
        await phone.tap(phone.one(ft.IconButton, tooltip))
    assert camera.flashes == ["auto", "torch", "off"]
    await phone.tap(phone.one(ft.IconButton, "换前后镜头"))
    await phone.wait_for("拍一张")
    assert camera.opened == ["0", "1"]


async def test_camera_without_a_light_says_so(installed):
    phone = await installed.begin_visit()
    camera = await at_camera(phone)
    camera.problem = "torch is not supported"
    await phone.tap(phone.one(ft.IconButton, "闪光灯：关"))
    assert "这个镜头没有闪光灯" in phone.texts()


async def test_single_camera_has_nothing_to_flip(installed):
    phone = await installed.begin_visit()
    camera = PlayedCamera(phone)
    camera.cameras = [FRONT]
    await at_camera(phone, camera)
    assert camera.opened == ["1"]
    assert not phone.all(ft.IconButton, "换前后镜头")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("CameraException(CameraAccessDenied, ...)", "没有使用相机的权限"),
        ("permissionDenied: NotAllowedError", "没有使用相机的权限"),
        ("CameraException(cameraNotReadable, ...)", "可能别的应用正在用相机"),
        ("CameraException(cameraNotFound, ...)", "这台设备没有可用的相机"),
        ("something nobody has seen before", "相机停了"),
    ],
)
async def test_each_way_not_to_open_has_its_words_and_the_album_stays(installed, problem, words):
    phone = await installed.begin_visit()
    camera = PlayedCamera(phone)
    camera.problem = problem
    await phone.press("拍照")
    await phone.wait_for(words)
    assert phone.button("拍一张").disabled
    assert not phone.button("从相册选").disabled


async def test_camera_that_was_refused_opens_once_it_may(installed):
    phone = await installed.begin_visit()
    camera = PlayedCamera(phone)
    camera.problem = "CameraAccessDenied"
    await phone.press("拍照")
    await phone.wait_for("没有使用相机的权限")
    camera.problem = ""
    await phone.press("再打开一次")
    await phone.wait_for("拍一张")
    assert not phone.button("拍一张").disabled


async def test_camera_that_never_answers_is_said_to_be_slow(installed, monkeypatch):
    monkeypatch.setattr(lens, "OPEN_WITHIN_S", 0.05)
    phone = await installed.begin_visit()
    PlayedCamera(phone)
    phone.answers["Camera.initialize"] = lambda _: asyncio.sleep(0.3)
    await phone.press("拍照")
    await phone.wait_for("相机没有回应")


async def test_camera_is_opened_again_when_the_app_comes_back(installed):
    phone = await installed.begin_visit()
    camera = await at_camera(phone)
    for state in ("hide", "pause", "show", "resume"):
        await phone.event(phone.page, "app_lifecycle_state_change", {"state": state})
    await phone.wait_for("拍一张")
    await phone.until(lambda: camera.opened == ["0", "0"])
    await shoot(phone, 1)


async def test_asking_for_permission_does_not_open_the_camera_twice(installed):
    phone = await installed.begin_visit()
    camera = PlayedCamera(phone)
    may_open = asyncio.Event()

    async def slowly(args):
        await may_open.wait()
        camera._open(args)

    phone.answers["Camera.initialize"] = slowly
    await phone.event(phone.button("拍照"), "click")
    await phone.until(lambda: "正在打开相机" in phone.texts())
    for state in ("inactive", "resume"):
        await phone.event(phone.page, "app_lifecycle_state_change", {"state": state})
    may_open.set()
    await phone.wait_for("拍一张")
    assert camera.opened == ["0"]


async def test_picture_that_fails_is_said_and_what_was_taken_stays(installed):
    phone = await installed.begin_visit()
    camera = await at_camera(phone)
    await shoot(phone, 1)
    camera.problem = "camera is not initialized"
    await phone.press("拍一张")
    await phone.wait_for("相机停了")
    assert "这一张没有拍成" in phone.texts()
    assert len(shots_of(installed)) == 1
    camera.problem = ""
    await phone.press("再打开一次")
    await phone.wait_for("拍一张")
    await shoot(phone, 2)


async def test_damaged_picture_of_the_camera_is_refused_in_words(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    phone.answers["Camera.take_picture"] = lambda _: encoded(scene(800, 600))[:9000]
    await phone.press("拍一张")
    await phone.wait_for("照片已经损坏或不完整")
    assert shots_of(installed) == []
    assert not phone.button("拍一张").disabled


async def test_position_that_does_not_come_does_not_keep_a_picture_waiting(installed, monkeypatch):
    monkeypatch.setattr("app.ui.state.new_photos.FIX_WITHIN_S", 0.05)
    phone = await installed.begin_visit()
    phone.answers["Geolocator.get_current_position"] = lambda _: asyncio.sleep(0.3)
    await at_camera(phone)
    await shoot(phone, 1)
    assert shots_of(installed)[0].fix is None


async def test_turned_picture_is_kept_upright(installed):
    phone = await installed.begin_visit()
    await at_camera(phone)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = encoded(scene(640, 480).transpose(Image.Transpose.ROTATE_90), exif=exif)
    phone.answers["Camera.take_picture"] = lambda _: turned
    await shoot(phone, 1)
    photo = shots_of(installed)[0]
    assert (photo.width, photo.height - photo.band_px) == (640, 480)
    controller = desk_of(installed)
    stamped = controller.visits.photo_paths([photo.sha256])[photo.sha256].read_bytes()
    assert Image.open(BytesIO(stamped)).size == (photo.width, photo.height)


async def test_picture_is_worked_on_beside_the_screen_never_in_its_way(installed, monkeypatch):
    worked_in: list[int] = []

    def noted(*args: object) -> object:
        worked_in.append(threading.get_ident())
        return stamp(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("app.visits.photos.acts.stamp", noted)
    phone = await installed.begin_visit()
    await at_camera(phone)
    await shoot(phone, 1)
    assert worked_in
    assert threading.get_ident() not in worked_in
