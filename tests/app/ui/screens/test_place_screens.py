"""Checking in and out on the screen: every answer a phone can give, and none of them blocks."""

from datetime import timedelta

import flet as ft
import pytest

from app.device import locator
from domain.place.presence import Presence
from tests.app.ui.played_day import AT_PRIMARY, NEVER, PlayedDay

AN_HOUR = timedelta(hours=1)
FAR_AWAY = (26.65, 106.71)
NEXT_STREET = (26.6005, 106.71)


async def at_hub(day: PlayedDay, *positions, school_id: str = "school-1"):
    """A visit's hub, with these positions to come."""
    phone = await day.open_visit(school_id)
    day.will_say(*positions)
    return phone


def sketch_label(phone) -> str:
    """What a screen reader says of the sketch."""
    (found,) = [each for each in phone.all(ft.Semantics) if "示意图" in (each.label or "")]
    return str(found.label)


async def test_inside_is_recorded_at_once(day):
    phone = await at_hub(day, day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("在学校范围内，离学校约 15 米（误差 ±8 米）")
    assert day.visit.check_in.claimed is Presence.INSIDE
    assert (day.visit.check_in.fix.lat, day.visit.check_in.fix.lng) == AT_PRIMARY
    assert day.visit.check_in.fix.age_s == pytest.approx(1, abs=0.1)


async def test_exact_centre_is_said_plainly(day):
    phone = await at_hub(day, day.at((26.598, 106.71)))
    await phone.press("记录到校")
    await phone.wait_for("离学校不到 5 米")


async def test_positions_get_better_before_ones_eyes(day):
    phone = await at_hub(day, day.at(NEXT_STREET, 180), day.at(AT_PRIMARY, 60), NEVER)
    await day.touch("记录到校")
    await day.sees("误差 ±60 米 · 刚刚的位置")
    assert "在学校范围内，离学校约 15 米" in phone.texts()
    assert "在学校范围内" in sketch_label(phone)
    assert day.visit.check_in is None


async def test_what_is_there_will_do(day):
    await at_hub(day, day.at(NEXT_STREET, 45), NEVER)
    await day.touch("记录到校")
    await day.sees("误差 ±45 米")
    await day.touch("就用这个")
    await day.sees("已记录到校")
    assert day.visit.check_in.fix.accuracy_m == 45
    assert day.visit.check_in.claimed is Presence.OUTSIDE


async def test_there_is_nothing_to_take_before_the_first_position(day):
    phone = await at_hub(day, NEVER)
    await day.touch("记录到校")
    await day.sees("还没有收到位置")
    assert phone.button("就用这个").disabled


async def test_nobody_has_to_wait_for_a_position(day):
    phone = await at_hub(day, NEVER)
    await day.touch("记录到校")
    await day.sees("还没有收到位置")
    await day.touch("不等定位，直接记录")
    await day.sees("例如：地下室没有信号")
    phone.one(ft.TextField, "原因").value = "地下车库"
    await day.touch_in_dialog("不等定位，直接记录")
    await day.sees("没有定位，原因：地下车库")
    day.released.set()
    await phone.settle()
    assert day.visit.check_in.fix is None


async def test_search_goes_on_while_other_parts_are_filled(day):
    phone = await at_hub(day, NEVER, day.at(AT_PRIMARY))
    await day.touch("记录到校")
    await day.sees("还没有收到位置")
    await day.touch("督导方式")
    await day.sees("查阅资料")
    day.released.set()
    await phone.until(lambda: day.visit.check_in is not None)
    await phone.back()
    await phone.wait_for("已记录到校")


async def test_outside_is_shown_first_because_one_checks_in_once(day):
    phone = await at_hub(day, day.at(FAR_AWAY))
    await phone.press("记录到校")
    await phone.wait_for("不在学校范围内，离学校约 5.8 公里")
    assert not day.visit.check_in
    assert "5.8 公里" in sketch_label(phone)
    await phone.type("原因（可以不写）", "家访，在学生家里", leave=False)
    await phone.press("就这样记录到校")
    await phone.wait_for("原因：家访，在学生家里")
    assert day.visit.check_in.claimed is Presence.OUTSIDE


async def test_better_place_is_tried_after_a_poor_one(day):
    phone = await at_hub(day, day.at(FAR_AWAY))
    await phone.press("记录到校")
    await phone.wait_for("就这样记录到校")
    day.will_say(day.at(AT_PRIMARY))
    await phone.press("再定位一次")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.claimed is Presence.INSIDE


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"mocked": True}, "模拟定位软件"),
        ({"age_s": 900.0}, "这是15 分钟前的位置，太旧了"),
        ({"accuracy": 800.0}, "误差太大"),
        ({"accuracy": 0.0}, "手机没有说误差有多大"),
    ],
)
async def test_why_a_position_does_not_tell_is_said(day, said, words):
    phone = await at_hub(day, {**day.at(AT_PRIMARY), **said})
    await phone.press("记录到校")
    await phone.wait_for("判断不了是否在学校")
    assert words in phone.texts()
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.claimed is Presence.CANNOT_TELL


async def test_age_of_the_fix_is_that_of_the_moment_of_signing(day):
    phone = await at_hub(day, day.at(FAR_AWAY))
    await phone.press("记录到校")
    await phone.wait_for("就这样记录到校")
    day.clock.go_on(minutes=4)
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.fix.age_s == pytest.approx(241, abs=1)
    assert day.visit.check_in.claimed is Presence.CANNOT_TELL


@pytest.mark.parametrize(
    ("permission", "words", "has_settings"),
    [("denied", "再试时手机会问", False), ("deniedForever", "请到手机设置里允许", True)],
)
async def test_denied_is_said_with_what_helps(day, permission, words, has_settings):
    day.installed.permission = permission
    phone = await at_hub(day, day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for(words)
    assert ("去手机设置" in phone.texts()) is has_settings


async def test_settings_open_from_the_card(day):
    day.installed.permission = "deniedForever"
    phone = await at_hub(day, day.at(AT_PRIMARY))
    phone.answers["Geolocator.open_app_settings"] = lambda _: True
    await phone.press("记录到校")
    await phone.wait_for("去手机设置")
    await phone.press("去手机设置")
    assert "Geolocator.open_app_settings" in [name for name, _ in phone.calls]


async def test_switched_off_positioning_is_said(day):
    phone = await at_hub(day, day.at(AT_PRIMARY))
    phone.answers["Geolocator.is_location_service_enabled"] = lambda _: False
    await phone.press("记录到校")
    await phone.wait_for("定位服务没有打开")
    assert "去手机设置" in phone.texts()


async def test_phone_without_any_position_gives_up_in_words(day):
    phone = await at_hub(day, "Location request timed out.")
    await phone.press("记录到校")
    await phone.wait_for("等了一会儿还没有定位到")
    await phone.press("不等定位，直接记录")
    await phone.press_in_dialog("不等定位，直接记录")
    assert "请写一句原因" in phone.texts()


async def test_place_is_added_later_beside_a_check_in_without_one(day):
    phone = await at_hub(day, "Location request timed out.")
    await phone.press("记录到校")
    await phone.wait_for("等了一会儿还没有定位到")
    await phone.press("不等定位，直接记录")
    dialog = next(each for each in phone.page._dialogs.controls if each.open)
    phone.one(ft.TextField, "原因").value = "地下车库"
    await phone.press_in_dialog("不等定位，直接记录")
    await phone.wait_for("到校时没有定位")
    assert not dialog.open
    day.clock.go_on(minutes=7)
    day.will_say(day.at(AT_PRIMARY))
    await phone.press("补记现在的位置")
    await phone.wait_for("后来补的，不是到校时的位置")
    assert "没有定位，原因：地下车库" in phone.texts()
    assert day.visit.check_in.fix is None
    assert day.visit.added_place.claimed is Presence.INSIDE


async def test_place_that_cannot_be_added_is_said(day):
    phone = await at_hub(day, {**day.at(AT_PRIMARY), "accuracy": 800.0})
    await phone.press("记录到校")
    await phone.wait_for("就这样记录到校")
    await phone.press("就这样记录到校")
    await phone.wait_for("到校时的位置判断不了是否在场")
    day.will_say("Location request timed out.")
    await phone.press("补记现在的位置")
    await phone.wait_for("等了一会儿还没有定位到")
    assert day.visit.added_place is None


async def test_place_is_not_asked_for_again_where_the_check_in_tells(day):
    phone = await at_hub(day, day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    assert "补记" not in phone.texts()


async def test_last_known_position_is_shown_with_its_age(day):
    phone = await at_hub(day, "Location request timed out.")
    phone.answers["Geolocator.get_last_known_position"] = lambda _: {
        "latitude": AT_PRIMARY[0],
        "longitude": AT_PRIMARY[1],
        "accuracy": 20.0,
        "mocked": False,
        "timestamp": day.clock.now() - timedelta(minutes=40),
    }
    await phone.press("记录到校")
    await phone.wait_for("这是40 分钟前的位置，太旧了")
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.fix.age_s == pytest.approx(2400, abs=5)
    assert day.visit.check_in.claimed is Presence.CANNOT_TELL


async def test_position_from_the_future_cannot_tell(day):
    phone = await at_hub(day, {**day.at(AT_PRIMARY), "timestamp": day.clock.now() + AN_HOUR})
    await phone.press("记录到校")
    await phone.wait_for("这是不知多久以前的位置")
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.fix.age_s is None


async def test_permission_dialog_that_is_ignored_is_said(day, monkeypatch):
    monkeypatch.setattr(locator, "FIRST_FIX_S", 0.2)
    day.installed.permission = "denied"
    phone = await at_hub(day, day.at(AT_PRIMARY))
    phone.answers["Geolocator.request_permission"] = lambda _: day.released.wait()
    await day.touch("记录到校")
    await day.sees("还没有回答")


async def test_zeros_of_a_device_are_no_position(day):
    phone = await at_hub(day, day.at((0.0, 0.0), 1.0), day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.fix.lat == AT_PRIMARY[0]


async def test_sketch_of_the_check_in_can_be_looked_at(day):
    phone = await at_hub(day, day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    await phone.tap(phone.one(ft.IconButton, "看示意图"))
    assert "圆圈是学校周围 200 米" in sketch_label(phone)
    await phone.tap(phone.one(ft.IconButton, "收起示意图"))
    assert not [each for each in phone.all(ft.Semantics) if "示意图" in (each.label or "")]


async def test_leaving_may_be_marked_again(day):
    phone = await at_hub(day, day.at(AT_PRIMARY))
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    day.clock.go_on(minutes=45)
    day.will_say(day.at(FAR_AWAY))
    await phone.press("记录离校")
    await phone.wait_for("在校 45 分钟")
    assert day.visit.check_out.claimed == "outside"
    day.will_say(day.at(AT_PRIMARY))
    await phone.tap(phone.one(ft.IconButton, "重新记录离校"))
    await phone.until(lambda: day.visit.check_out.claimed == "inside")


async def test_township_is_no_school_in_words(day):
    phone = await at_hub(day, day.at((26.62, 106.70)), school_id="school-3")
    assert "到了先记录" in phone.texts()
    await phone.press("记录到校")
    await phone.wait_for("在单位范围内")
    assert "学校" not in phone.texts().replace("学校负责人", "")


async def test_full_disk_loses_no_position(day, monkeypatch):
    from domain.errors import Unavailable

    def full(*_args):
        raise Unavailable("手机存储出了问题")

    phone = await at_hub(day, day.at(AT_PRIMARY))
    with monkeypatch.context() as broken:
        broken.setattr(day.installed.ui.session.visits, "check_in", full)
        await phone.press("记录到校")
        await phone.wait_for("手机存储出了问题")
    await phone.press("就这样记录到校")
    await phone.wait_for("已记录到校")
    assert day.visit.check_in.fix.lat == AT_PRIMARY[0]
