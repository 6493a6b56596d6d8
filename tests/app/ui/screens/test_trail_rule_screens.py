"""A district that wants less: the phone does not ask for it, and says on what basis it asks."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app.device import locator
from app.ui.screens.visit.next_step import HAND_IN, next_step
from app.visits.messages import WORDS
from domain.errors import Conflict
from domain.kinds.visit.photo import PhotoSource
from domain.register.trail_rule import BASIS, PURPOSE, TrailRule
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from domain.wire.workbook import ServiceNotice
from tests.app.ui.played_day import AT_PRIMARY, PlayedDay
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.district import TODAY, a_district
from tests.builders.phone import AT_SCHOOL
from tests.fixtures.photos import scene
from tests.harness.visiting import desk_of

LESS = TrailRule(
    wants_place=False,
    wants_photos=False,
    wants_signatures=False,
    basis="区教育局督导工作规程第八条",
    purpose="核对督导内容",
)
LATER = TrailRule(from_on="2026-09-01", wants_place=False, basis="新规程", purpose="存档")
ABOUT = ServiceNotice(
    operator="栖云区教育局", filing_number="示例备字2026第1号", complaints="督导室"
)


@pytest.fixture
async def less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedDay]:
    """Chen Jing at work where time and content are enough."""
    monkeypatch.setattr(locator, "PAUSE_S", 0.0)
    made = PlayedDay(tmp_path / "phone", a_district(trail=(LESS, LATER), about=ABOUT))
    await made.begin()
    yield made
    await made.end()


@pytest.fixture
async def full(tmp_path: Path) -> AsyncIterator[PlayedDay]:
    """Chen Jing at work where the office has said nothing of its own."""
    made = PlayedDay(tmp_path / "full")
    await made.begin()
    yield made
    await made.end()


def asked_for_places(day: PlayedDay) -> list[str]:
    """From now on, what the app asks of the phone's position."""
    asked: list[str] = []

    def noting(name: str, answer: Any) -> Callable[[object], object]:
        def noted(args: object) -> object:
            asked.append(name)
            return answer(args) if callable(answer) else answer

        return noted

    for name, answer in list(day.phone.answers.items()):
        if name.startswith("Geolocator."):
            day.phone.answers[name] = noting(name, answer)
    return asked


def circles_and_fixes(visit: Visit) -> list[object]:
    """What the visit says of where it was."""
    arrived = [visit.arrival_at(each) for each in visit.units]
    all_marks = (visit.check_in, visit.check_out, visit.added_place, *arrived)
    marks = [mark for mark in all_marks if mark]
    places = [fact for mark in marks for fact in (mark.fix, mark.circle)]
    return [*places, *(photo.fix for photo in visit.shown_photos)]


async def test_no_position_is_taken_where_no_place_is_wanted(less):
    phone = await less.open_visit()
    asked = asked_for_places(less)
    assert "到校先记录：只记时间" in phone.texts()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校 08:30")
    assert "本区规定不记录位置" in phone.texts()
    assert "补记" not in phone.texts()
    await phone.press("记录离校")
    await phone.wait_for("已记录离校")
    await phone.tap(phone.one(ft.IconButton, "重新记录离校"))
    assert set(circles_and_fixes(less.visit)) == {None}
    assert asked == []


async def test_taps_that_do_two_things_at_once_take_no_position_either(less):
    phone = less.phone
    less.installed.ui.session.visits.add_stop(TODAY, "school-1")
    asked = asked_for_places(less)
    await phone.navigate("/school/school-1")
    await phone.wait_for("到校并开始")
    await phone.press("到校并开始")
    await phone.wait_for("已记录到校")
    await phone.press("检查并提交")
    assert "先记下现在的时间，再提交" in phone.texts()
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("离校并提交")
    await phone.wait_for("已提交")
    assert less.visit.check_out
    assert set(circles_and_fixes(less.visit)) == {None}
    assert asked == []


async def test_nobody_is_led_on_to_what_is_not_wanted(less):
    await less.open_visit()
    view = desk_of(less.installed).state.view
    assert view is not None
    assert next_step(view).page == "checklist"
    without_gaps = replace(view, gaps=())
    assert next_step(without_gaps).page == "follow-ups"
    assert next_step(without_gaps, "follow-ups") == HAND_IN


async def test_no_position_gets_in_by_any_way(less):
    await less.open_visit()
    desk = desk_of(less.installed)
    visits, visit_id = desk.visits, desk.visit_id
    visits.check_in(visit_id, AT_SCHOOL)
    visits.check_out(visit_id, AT_SCHOOL, "原因")
    visits.add_unit(visit_id, "school-2")
    visits.arrive_at_unit(visit_id, "school-2", AT_SCHOOL)
    with pytest.raises(Conflict, match=WORDS["place_unwanted"]):
        visits.add_place(visit_id, AT_SCHOOL)
    visits.take_photo(visit_id, encoded(scene(400, 300)), PhotoSource.CAMERA, AT_SCHOOL)
    found = circles_and_fixes(visits.visit(visit_id).visit)
    assert (len(found), set(found)) == (7, {None})


async def test_what_is_not_wanted_is_optional_and_not_called_missing(less):
    phone = await less.open_visit()
    for words in ("本区不要求，可以不拍", "本区不要求，可以不签"):
        assert words in phone.texts()
    await phone.press("检查并提交")
    await phone.wait_for("这次记了")
    for words in ("照片；时间、地点", "的签名", "定位"):
        assert words not in phone.texts()
    codes = {flag.code for flag in less.installed.ui.session.visits.visit(less.visit.visit_id).thin}
    assert codes & {FlagCode.NO_PHOTO, FlagCode.NO_SIGNATURE, FlagCode.PLACE_UNKNOWN} == set()
    assert FlagCode.NO_CHECK_IN in codes


async def test_photos_and_signatures_can_still_be_given(less):
    phone = await less.open_visit()
    await phone.press("照片")
    await phone.wait_for("本区规定不要求照片，可以不拍；拍了也会保存。")
    await phone.back()
    await phone.press("签字")
    await phone.wait_for("本区规定不要求签字，可以不签")


async def test_basis_and_purpose_are_there_before_anything_is_recorded(less):
    phone = await less.open_visit()
    assert f"记录时间、内容。依据{LESS.basis}" in phone.texts()
    await phone.press("记什么、凭什么、做什么用")
    await phone.wait_for("数据与隐私")
    for words in (LESS.basis, LESS.purpose, "不要求位置、照片、签字", "不会为督导定位"):
        assert words in phone.texts()
    for words in ("2026-09-01 起每次督导记录时间、照片、签字、内容", LATER.basis, LATER.purpose):
        assert words in phone.texts()


async def test_page_says_who_runs_the_site_and_where_complaints_go(less):
    phone = less.phone
    await phone.navigate("/sync")
    await phone.wait_for("都传上去了")
    await phone.press("数据与隐私")
    await phone.wait_for("运营与联系")
    for words in (ABOUT.operator, ABOUT.filing_number, ABOUT.complaints, "180 天", "督导档案"):
        assert words in phone.texts()


async def test_full_trail_has_its_reasons_too_and_asks_for_all(full):
    phone = await full.open_visit()
    assert "记录时间、位置、照片、签字、内容。" in phone.texts()
    full.will_say(full.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("在学校范围内")
    assert "记什么、凭什么、做什么用" not in phone.texts()
    await phone.press("照片")
    await phone.press("记什么、凭什么、做什么用")
    await phone.wait_for("数据与隐私")
    for words in (BASIS, PURPOSE, "其余时间不定位", "督导室还没有填写"):
        assert words in phone.texts()


async def test_rule_of_the_visits_day_decides_in_the_list_too(tmp_path):
    begins = LESS.model_copy(update={"from_on": "2026-05-15"})
    day = PlayedDay(tmp_path / "phone", a_district(trail=(begins,)))
    await day.begin()
    await day.open_visit()
    visits, visit_id = day.installed.ui.session.visits, day.visit.visit_id
    visits.submit(visit_id, has_no_problem=True)
    assert FlagCode.NO_PHOTO in visits.list()[0].flags
    begun = LESS.model_copy(update={"from_on": "2026-05-14"})
    day.server.workbook = a_district(trail=(begun,))
    day.installed.ui.session.sync.run()
    assert FlagCode.NO_PHOTO not in visits.list()[0].flags
    assert FlagCode.NO_CHECK_IN in visits.list()[0].flags
    await day.end()


async def test_camera_asks_for_a_position_only_where_one_is_wanted(less, full):
    found = []
    for day in (less, full):
        phone = await day.open_visit()
        asked = asked_for_places(day)
        await phone.press("拍照")
        await phone.settle()
        found.append(bool(asked))
    assert found == [False, True]
