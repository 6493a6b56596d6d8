"""Nothing holds the screen up: no disk and no pixels on the event loop, and long lists are lazy."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import flet as ft
import pytest
from PIL import Image
from sqlalchemy import Engine, event

from tests.builders.long_list import fill_list
from tests.harness.camera import BACK

VISITS = 5_000
PAGE = 20
TURNS = 20
WORDS_A_LIST = 1_000_000
# Only where the picture is opened on the loop itself, which then never comes round.
STUCK_AFTER_S = 20
# What is done to the pixels of a photo.
PIXELS = ("convert", "load", "paste", "save", "thumbnail", "transpose")


@pytest.fixture
def on_loop(monkeypatch) -> Iterator[list[str]]:
    """What was asked of the disk or of pictures on the thread of the event loop."""
    found: list[str] = []
    loop_thread = threading.get_ident()

    def watched(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() == loop_thread:
                found.append(what)
            return act(*args, **kwargs)

        return acted

    asked = watched("statement", lambda *_: None)
    monkeypatch.setattr(os, "fsync", watched("fsync", os.fsync))
    monkeypatch.setattr(Image, "open", watched("picture", Image.open))
    for name in PIXELS:
        monkeypatch.setattr(Image.Image, name, watched(name, getattr(Image.Image, name)))
    event.listen(Engine, "before_cursor_execute", asked)
    yield found
    event.remove(Engine, "before_cursor_execute", asked)


def twelve_megapixels() -> bytes:
    """A photo as a phone takes it."""
    tile = Image.effect_noise((500, 375), 70).convert("RGB")
    picture = Image.new("RGB", (4000, 3000))
    for x in range(0, 4000, 500):
        for y in range(0, 3000, 375):
            picture.paste(tile, (x, y))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=88)
    return kept.getvalue()


@pytest.fixture
async def opened_once_the_loop_turned(monkeypatch) -> list[bool]:
    """Let no picture be opened before the loop has come round; whether it did, each time."""
    loop, open_picture, came_round = asyncio.get_running_loop(), Image.open, []

    async def come_round(turned: threading.Event) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        turned.set()

    def opened(*args: Any, **kwargs: Any) -> Any:
        turned = threading.Event()
        asyncio.run_coroutine_threadsafe(come_round(turned), loop)
        came_round.append(turned.wait(STUCK_AFTER_S))
        return open_picture(*args, **kwargs)

    monkeypatch.setattr(Image, "open", opened)
    return came_round


async def test_taking_a_large_photo_leaves_the_loop_free(
    installed, on_loop, opened_once_the_loop_turned
):
    phone = await installed.begin_visit()
    photo = twelve_megapixels()
    phone.answers["Camera.get_available_cameras"] = lambda _: [BACK]
    phone.answers["Camera.initialize"] = lambda _: None
    phone.answers["Camera.take_picture"] = lambda _: photo
    await phone.press("拍照")
    await phone.wait_for("拍一张")
    on_loop.clear()
    await phone.press("拍一张")
    await phone.wait_for("已记下")
    assert on_loop == []
    assert opened_once_the_loop_turned
    assert all(opened_once_the_loop_turned)


async def test_day_s_work_asks_nothing_of_the_disk_on_the_loop(installed, on_loop):
    phone = await installed.begin_visit()
    for part in ("记录到校", "督导方式"):
        await phone.press(part)
    await phone.tap(phone.one(ft.IconButton, "检查教案 加一"))
    await phone.back()
    await phone.press("督导记录")
    await phone.type("督导纪实", "看了食堂。")
    await phone.back()
    await phone.press("检查并提交")
    await phone.navigate("/library")
    await phone.wait_for("督学工作手册")
    await phone.type("找文件", "到校记录", leave=False)
    await phone.settle()
    assert on_loop == []


async def test_list_of_thousands_is_lazy_and_read_off_the_loop(installed, on_loop):
    phone = await installed.begin_visit()
    await asyncio.to_thread(fill_list, installed.folder, VISITS)
    on_loop.clear()
    before = phone.sent_bytes
    await phone.navigate("/records")
    await phone.wait_for("再看 20 条")
    assert on_loop == []
    assert phone.texts().count("练习小学") == PAGE
    assert phone.sent_bytes - before < 400_000
    assert all(each.build_controls_on_demand for each in phone.all(ft.ListView))
    await phone.press("再看 20 条")
    assert phone.texts().count("练习小学") == 2 * PAGE


async def test_list_put_into_words_does_not_hold_all_of_the_app(installed):
    phone = await installed.begin_visit()
    await asyncio.to_thread(fill_list, installed.folder, VISITS)
    await phone.navigate("/records")
    await phone.wait_for("再看 20 条")
    # As flet's web server does of every message it sends, whether or not it logs it.
    shown = next(each for each in phone.all(ft.ListView) if each.on_scroll)
    assert len(repr(shown.controls)) < WORDS_A_LIST


async def test_list_is_filled_as_far_as_one_scrolls(installed):
    phone = await installed.begin_visit()
    await asyncio.to_thread(fill_list, installed.folder, VISITS)
    await phone.navigate("/records")
    await phone.wait_for("再看 20 条")
    for at, pages in ((0.0, 1), (1_500.0, 2), (1_500.0, 3)):
        seen = next(each for each in phone.all(ft.ListView) if each.on_scroll)
        scrolled = {"event_type": "update", "pixels": at, "min_scroll_extent": 0.0}
        await phone.event(
            seen, "scroll", scrolled | {"max_scroll_extent": 2_000.0, "viewport_dimension": 600.0}
        )
        await phone.settle()
        assert phone.texts().count("练习小学") == pages * PAGE
