"""Photos on the screens: from the camera, from the album, and those that are refused."""

import asyncio
from pathlib import Path

import flet as ft

from domain.kinds.visit.photo import Photo, PhotoSource
from tests.harness.camera import PlayedCamera
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone


def photos_of(installed: PlayedInstallation) -> list[Photo]:
    """The visit's photos, as the phone has saved them."""
    controller = installed.ui.current_controller
    assert controller is not None
    return installed.ui.session.visits.visit(controller.visit_id).visit.shown_photos


def with_album(phone: PlayedPhone, *files: Path) -> None:
    """Let the album's chooser answer these files."""
    chosen = [
        {"id": number, "name": file.name, "path": str(file), "size": file.stat().st_size}
        for number, file in enumerate(files)
    ]
    phone.answers["FilePicker.pick_files"] = lambda _: chosen


def one_of(folder: Path, kind: str) -> Path:
    """The first sample photo of a kind."""
    return sorted(folder.glob(f"{kind}*"))[0]


async def test_album_photos_come_without_a_position_and_say_so(installed, sample_photos):
    phone = await installed.begin_visit()
    with_album(phone, one_of(sample_photos, "gps-"), one_of(sample_photos, "orientation-"))
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("已记下 2 张照片")
    assert [photo.fix for photo in photos_of(installed)] == [None, None]
    assert {photo.photo_source for photo in photos_of(installed)} == {PhotoSource.ALBUM}
    assert "来自相册" in phone.texts()


async def test_damaged_photo_is_refused_in_words_and_the_others_are_taken(installed, sample_photos):
    phone = await installed.begin_visit()
    bad = one_of(sample_photos, "corrupted")
    with_album(phone, bad, one_of(sample_photos, "gps-"))
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("已记下 1 张照片")
    assert f"{bad.name}：" in phone.texts()
    assert len(photos_of(installed)) == 1


async def test_refused_photo_stays_with_its_reason_until_it_was_seen(installed, sample_photos):
    phone = await installed.begin_visit()
    bad = one_of(sample_photos, "corrupted")
    with_album(phone, bad)
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for(f"{bad.name}：")
    await phone.back()
    await phone.wait_for("还没有，1 张没有收下")
    await installed.kill()
    phone = await installed.open("1 张没有收下")
    await phone.press("照片")
    await phone.wait_for(f"{bad.name}：")
    await phone.press("知道了")
    await phone.until(lambda: f"{bad.name}：" not in phone.texts())
    await phone.back()
    assert "没有收下" not in phone.texts()


async def test_photo_refused_at_the_camera_stays_in_the_list_too(installed, sample_photos):
    phone = await installed.begin_visit()
    bad = one_of(sample_photos, "corrupted")
    with_album(phone, bad)
    PlayedCamera(phone)
    await phone.press("拍照")
    await phone.wait_for("拍一张")
    await phone.press("从相册选")
    await phone.back()
    await phone.wait_for("知道了")
    assert f"{bad.name}：" in phone.texts()


async def test_photo_that_cannot_be_read_any_more_is_said(installed, tmp_path):
    phone = await installed.begin_visit()
    gone = tmp_path / "gone.jpg"
    gone.write_bytes(b"x")
    with_album(phone, gone)
    gone.unlink()
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("gone.jpg：照片没有传上来")


async def test_photo_gets_a_caption_and_can_be_set_aside(installed, sample_photos):
    phone = await installed.begin_visit()
    with_album(phone, one_of(sample_photos, "gps-"))
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("已记下 1 张照片")
    await phone.press("来自相册")
    await phone.type("说明", "后厨留样柜")
    assert photos_of(installed)[0].caption == "后厨留样柜"
    await phone.press("不用这张照片")
    await phone.press_in_dialog("不用这张照片")
    await phone.until(lambda: photos_of(installed) == [])


async def test_photo_is_attached_to_something_else_later(installed, sample_photos):
    phone = await installed.begin_visit()
    controller = installed.ui.current_controller
    assert controller is not None
    facts = {"category": "safety", "text": "围墙开裂"}
    await controller.save(
        lambda: controller.visits.raise_finding(controller.visit_id, "f-1", facts)
    )
    with_album(phone, one_of(sample_photos, "gps-"))
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("已记下 1 张照片")
    await phone.press("来自相册")
    assert "照片记在哪里：整次督导" in phone.texts()
    await phone.type("说明", "西墙", leave=False)
    await phone.tap(phone.one(key="aim"))
    await phone.tap(phone.one(ft.ListTile, key="target-finding-f-1"))
    await phone.wait_for("照片记在哪里：围墙开裂")
    photo = photos_of(installed)[0]
    assert (photo.finding_id, photo.caption) == ("f-1", "西墙")


async def test_browser_uploads_and_its_copy_is_removed(installed, sample_photos):
    installed.is_web = True
    picture = one_of(sample_photos, "gps-")
    phone = await installed.begin_visit()
    chosen = [{"id": 1, "name": picture.name, "path": None, "size": 1}]
    phone.answers["FilePicker.pick_files"] = lambda _: chosen
    uploads = installed.folder / "uploads"
    uploads.mkdir()

    async def upload(args):
        stored = args["files"][0].upload_url.split("f=")[1]
        (uploads / stored).write_bytes(picture.read_bytes())
        picker = next(
            each for each in phone.page._services._services if isinstance(each, ft.FilePicker)
        )
        done = {"file_name": picture.name, "progress": 1.0, "error": None}
        asyncio.get_running_loop().create_task(phone.event(picker, "upload", done))

    phone.answers["FilePicker.upload"] = upload
    await phone.press("照片")
    await phone.press("从相册选")
    await phone.wait_for("已记下 1 张照片")
    assert list(uploads.iterdir()) == []
