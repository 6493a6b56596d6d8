"""One tap, one act: what is tapped twice before the app can answer is done once."""

import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from PIL import Image
from sqlmodel import col, select

from app.store.store import Store
from app.store.tables import LineRow
from app.ui.state.acts import GIVEN_UP, Acts, Token
from app.ui.texts.school import START_ANEW
from domain.errors import Conflict
from domain.kinds.visit.photo import PhotoSource
from tests.builders.phone import Handset
from tests.harness.phone import PlayedPhone

HUNG_S = 0.2


def lines_of(folder: Path) -> Counter[str]:
    """How many entries of each kind this phone has written."""
    store = Store(folder)
    try:
        with store.database.read() as transaction:
            mine = select(LineRow).where(col(LineRow.is_mine))
            return Counter(row.kind for row in transaction.exec(mine))
    finally:
        store.close()


async def tap_twice(phone: PlayedPhone, control: Any, event: str = "click") -> None:
    """Tap a control a second time before the app has heard of the first, which hangs meanwhile."""
    for _ in range(2):
        phone._spawn(phone.session.dispatch_event(control._i, event, None))
    time.sleep(HUNG_S)
    await phone.settle()


async def tap_again_later(phone: PlayedPhone, control: Any) -> None:
    """Tap a control, and once more when the app has done it and the client has not yet heard."""
    await phone.event(control, "click")
    await phone.settle()
    await phone.session.dispatch_event(control._i, "click", None)
    await phone.settle()


TWICE = pytest.mark.parametrize("twice", [tap_twice, tap_again_later])


@TWICE
async def test_one_visit_is_begun(installed, twice):
    phone = await installed.practise()
    await phone.press("练习小学")
    await phone.wait_for("开始这次督导")
    await twice(phone, phone.button("开始这次督导"))
    await phone.wait_for("到校先记录")
    assert lines_of(installed.folder)["visit.opened"] == 1


@TWICE
async def test_a_second_visit_can_be_begun_after_the_first(installed, twice):
    phone = await installed.tap_through_to_a_visit()
    await phone.navigate("/school/practice-1")
    await phone.wait_for(START_ANEW)
    await twice(phone, phone.button(START_ANEW))
    await phone.wait_for("到校先记录")
    assert lines_of(installed.folder)["visit.opened"] == 2


@TWICE
async def test_a_visit_is_handed_in_once_and_nothing_is_refused(installed, twice):
    phone = await installed.begin_visit()
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox), True)
    await twice(phone, phone.button("提交"))
    assert lines_of(installed.folder)["visit.submitted"] == 1
    assert "先点“更正”" not in phone.texts()


@pytest.mark.parametrize(
    ("words", "kind"), [("作废", "visit.cancelled"), ("更正", "visit.amended")]
)
async def test_a_dialog_is_acted_on_once(installed, words, kind):
    phone = await installed.begin_visit()
    visits, visit_id = installed.ui.session.visits, installed.controller.visit_id
    visits.submit(visit_id, has_no_problem=True)
    await installed.controller.load()
    await phone.settle()
    await tap_twice(phone, phone.button(words))
    (dialog,) = [each for each in phone.page._dialogs.controls if each.open]
    phone.one(ft.TextField).value = "记错了"
    await tap_twice(phone, dialog.actions[-1])
    assert lines_of(installed.folder)[kind] == 1
    assert not [each for each in phone.page._dialogs.controls if each.open]


@TWICE
async def test_one_signs_once(installed, twice):
    phone = await installed.begin_visit()
    await phone.press("签字")
    await phone.press("督学签字")
    await phone.press("看过了，去签字")
    pad = next(each for each in phone.controls() if getattr(each, "on_pan_start", None))
    for number, name in enumerate(("pan_start", "pan_update", "pan_update")):
        at = {"x": 30.0 + 40 * number, "y": 30.0 + 10 * number}
        await phone.event(pad, name, {"k": "touch", "l": at, "g": at})
    await phone.settle()
    await twice(phone, phone.button("签好了"))
    assert lines_of(installed.folder)["visit.signed"] == 1


def a_picture(path: Path) -> bytes:
    """A picture that looks like no other."""
    Image.effect_noise((400, 300), 60).convert("RGB").save(path)
    return path.read_bytes()


@TWICE
async def test_one_photo_of_the_album_is_added(installed, tmp_path, twice):
    phone = await installed.begin_visit()
    path = tmp_path / "a.jpg"

    def picks(_args: Any) -> list[dict[str, Any]]:
        a_picture(path)
        return [{"id": 1, "name": "a.jpg", "path": str(path), "size": 1}]

    phone.answers["FilePicker.pick_files"] = picks
    await phone.press("照片")
    await twice(phone, phone.button("从相册选"))
    assert lines_of(installed.folder)["photo.taken"] == 1
    await phone.press("从相册选")
    assert lines_of(installed.folder)["photo.taken"] == 2


@TWICE
async def test_one_picture_of_the_camera_is_taken(installed, tmp_path, twice):
    phone = await installed.begin_visit()
    phone.answers |= {
        "Camera.get_available_cameras": lambda _: [
            {"name": "0", "lens_direction": "back", "sensor_orientation": 90}
        ],
        "Camera.initialize": lambda _: None,
        "Camera.take_picture": lambda _: a_picture(tmp_path / "shot.jpg"),
    }
    await phone.press("拍照")
    await phone.settle()
    await twice(phone, phone.button("拍一张"))
    assert lines_of(installed.folder)["photo.taken"] == 1
    await phone.press("拍一张")
    assert lines_of(installed.folder)["photo.taken"] == 2


@pytest.mark.parametrize(
    ("way", "add", "kind"),
    [("听课", "加一节课", "班级"), ("发现的问题", "登记一个问题", "问题是什么")],
)
async def test_one_part_is_begun(installed, way, add, kind):
    phone = await installed.begin_visit()
    await phone.press(way)
    button = phone.button(add)
    await phone.event(button, "click")
    begun = phone.page.route
    await phone.session.dispatch_event(button._i, "click", None)
    await phone.settle()
    assert phone.page.route == begun
    assert phone.all(ft.TextField, kind)


async def test_one_stage_is_added_and_two_steps_are_counted(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await tap_twice(phone, phone.button("导入"))
    assert len(phone.all(ft.TextField, "师生活动")) == 1
    await phone.back()
    await phone.back()
    await phone.press("督导方式")
    await tap_twice(phone, phone.button("座谈走访 加一"))
    assert phone.one(ft.TextField, key="count.talks-field").value == "2"


@pytest.mark.parametrize("source", list(PhotoSource))
def test_a_photo_that_was_set_aside_and_added_again_is_shown_once(tmp_path, source):
    handset = Handset(tmp_path / "phone")
    visits = handset.practise().visits
    visit_id, data = visits.open_visit("practice-1"), a_picture(tmp_path / "a.jpg")
    first = visits.take_photo(visit_id, data, source, None)
    visits.withdraw_photo(visit_id, first.photo_id)
    visits.take_photo(visit_id, data, PhotoSource.ALBUM, None)
    with pytest.raises(Conflict, match="已经在这次督导里"):
        visits.restore_photo(visit_id, first.photo_id)
    assert len(visits.visit(visit_id).visit.shown_photos) == 1
    handset.phone.close()


async def test_a_token_is_spent_once_and_free_again_where_nothing_was_done():
    token, done = Token(), []

    async def give_up() -> object:
        done.append("given up")
        return GIVEN_UP

    async def refuse() -> object:
        raise Conflict("no")

    async def act() -> object:
        done.append("done")
        return None

    await token.spend(give_up)
    with pytest.raises(Conflict):
        await token.spend(refuse)
    await asyncio.gather(token.spend(act), token.spend(act))
    await token.spend(act)
    assert done == ["given up", "done"]


async def test_another_drawing_does_not_act_while_the_first_is_at_work():
    acts, done, go_on = Acts(), [], asyncio.Event()

    async def act() -> None:
        done.append(1)
        await go_on.wait()

    first = acts.tap("begin", act)
    working = asyncio.ensure_future(first.handler())
    await asyncio.sleep(0)
    second = acts.tap("begin", act)
    await second.handler()
    go_on.set()
    await working
    await first.handler()
    assert (len(done), first.key == second.key) == (1, False)
    await second.handler()
    assert len(done) == 2


async def test_a_choice_that_never_ends_can_be_asked_for_again():
    acts, asked, never = Acts(), [], asyncio.Event()

    async def choose() -> None:
        asked.append(1)
        await never.wait()

    tap = acts.tap("album", choose, patience_s=0.0)
    waiting = [asyncio.ensure_future(tap.handler()) for _ in range(2)]
    await asyncio.sleep(0)
    assert len(asked) == 2
    never.set()
    await asyncio.gather(*waiting)
