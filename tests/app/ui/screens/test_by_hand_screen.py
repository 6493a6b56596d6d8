"""Setting a place by hand on the sketch, and proposing a school's position."""

import flet as ft
import pytest

from domain.place.presence import Circle, distance_m
from tests.app.ui.played_day import AT_PRIMARY, PlayedDay

SCHOOL = Circle(lat=26.598, lng=106.71, radius_m=200)
FAR_AWAY = (26.65, 106.71)


async def at_pad(day: PlayedDay):
    """The sketch to tap on, reached from a position that does not tell."""
    phone = await day.open_visit()
    day.will_say(day.at(FAR_AWAY))
    await phone.press("记录到校")
    await phone.wait_for("在图上标位置")
    await phone.press("在图上标位置")
    await phone.wait_for("点一下您所在的地方")
    return phone


async def touch(phone, x: float, y: float) -> None:
    """Tap the sketch there, as shares of its side."""
    pad = phone.one(ft.GestureDetector, key="pad")
    side = pad.content.content.width
    await phone.event(pad, "tap_up", {"l": {"x": x * side, "y": y * side}})
    await phone.settle()


async def test_point_on_the_sketch_is_the_place_with_its_reason(day):
    phone = await at_pad(day)
    await touch(phone, 0.75, 0.5)
    assert "在学校东边，离它约 250 米" in phone.texts()
    assert phone.button("记下这个位置").disabled
    await phone.type("原因", "定位总是偏", leave=False)
    await phone.press("记下这个位置")
    await phone.wait_for("手工标的位置，离学校约 250 米。原因：定位总是偏")
    fix = day.visit.check_in.fix
    assert fix.source == "manual"
    assert fix.lat == pytest.approx(26.598, abs=1e-6)
    assert fix.lng > 106.71
    assert distance_m(fix, SCHOOL) == pytest.approx(250, rel=0.01)


async def test_zoom_says_how_far_a_tap_reaches(day):
    phone = await at_pad(day)
    await phone.set(phone.one(ft.Chip, key="reach-2000"), True)
    await touch(phone, 0.5, 0.0)
    assert "在学校北边，离它约 2.0 公里" in phone.texts()
    await phone.set(phone.one(ft.Chip, key="reach-200"), True)
    await touch(phone, 0.5, 0.75)
    assert "在学校南边，离它约 100 米" in phone.texts()


async def test_arrows_do_without_aiming(day):
    phone = await at_pad(day)
    # A browser would make a screen reader's tap of every tap, which has no place.
    assert phone.one(ft.GestureDetector, key="pad").exclude_from_semantics
    for name in ("往西移", "往西移", "往北移", "往南移", "往东移"):
        await phone.tap(phone.one(ft.IconButton, name))
    assert "在学校西边，离它约 50 米" in phone.texts()


async def test_place_by_hand_is_flagged(day):
    phone = await at_pad(day)
    await touch(phone, 0.5, 0.5)
    await phone.type("原因", "室内没有信号", leave=False)
    await phone.press("记下这个位置")
    await phone.wait_for("手工标的位置")
    flags = day.installed.ui.session.visits.visit(day.visit.visit_id).assessment.flags
    assert [each.facts for each in flags if each.code == "place_by_hand"] == [
        {"reason": "室内没有信号"}
    ]


async def test_leaving_can_be_set_by_hand_too(day):
    phone = await day.open_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    day.will_say("Location request timed out.")
    await phone.press("记录离校")
    await phone.wait_for("在图上标位置")
    await phone.press("在图上标位置")
    await phone.wait_for("点一下您所在的地方")
    await touch(phone, 0.5, 0.5)
    await phone.type("原因", "定位坏了", leave=False)
    await phone.press("记下这个位置")
    await phone.wait_for("已记录离校")
    assert day.visit.check_out.fix.source == "manual"


async def test_without_a_known_place_there_is_nothing_to_point_at(day):
    phone = await day.open_visit("school-4")
    day.will_say("Location request timed out.")
    await phone.press("记录到校")
    await phone.wait_for("再定位一次")
    assert "在图上标位置" not in phone.texts()
    await phone.navigate(f"/visit/{day.visit.visit_id}/by-hand/arrive")
    await phone.wait_for("图上没有可以参照的地方")


async def proposing(day: PlayedDay, accuracy: float = 12.0, **fields):
    """Checked in at the institution whose position nobody knows."""
    phone = await day.open_visit("school-4")
    assert day.visit.school_id == "school-4"
    day.will_say(day.at(AT_PRIMARY, accuracy, **fields))
    await phone.press("记录到校")
    return phone


async def test_first_visit_proposes_the_position(day):
    phone = await proposing(day)
    await phone.wait_for("把这里记为它的位置？")
    assert "名册里还没有这个机构的位置，不判断是否在场" in phone.texts()
    assert phone.button("请督导室确认").disabled
    await phone.set(phone.one(ft.Chip, key="spot-大门口"), True)
    await phone.press("请督导室确认")
    await phone.wait_for("已提议把到校的地方（大门口）记为它的位置")
    proposal = day.visit.position_proposal
    assert (proposal.fix.lat, proposal.fix.lng, proposal.reason) == (*AT_PRIMARY, "大门口")


async def test_spot_is_told_in_words_of_ones_own_and_changed(day):
    phone = await proposing(day)
    await phone.wait_for("把这里记为它的位置？")
    await phone.set(phone.one(ft.Chip, key="spot-别处"), True)
    await phone.type("具体位置", "北门保安亭", leave=False)
    await phone.press("请督导室确认")
    await phone.wait_for("（北门保安亭）")
    await phone.press("改一下")
    await phone.set(phone.one(ft.Chip, key="spot-操场"), True)
    await phone.press("请督导室确认")
    await phone.wait_for("（操场）")
    assert day.visit.position_proposal.reason == "操场"


@pytest.mark.parametrize("doubt", [{"accuracy": 80.0}, {"mocked": True}, {"age_s": 300.0}])
async def test_doubtful_fix_proposes_nothing(day, doubt):
    phone = await proposing(day, **doubt)
    await phone.wait_for("就这样记录到校")
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert "请督导室确认" not in phone.texts()


async def test_school_with_a_position_is_not_asked_about(day):
    phone = await day.open_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    assert "请督导室确认" not in phone.texts()
