"""A visit to several units on the screen: taken in, arrived at, told apart, taken out again."""

import flet as ft

from domain.kinds.visit.record import Method
from domain.place.presence import Presence
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import AT_KINDERGARTEN
from tests.harness.visiting import desk_of

GARDEN, NAME = "school-2", "河湾镇中心幼儿园"
AT_GARDEN = (AT_KINDERGARTEN.lat, AT_KINDERGARTEN.lng)
FAR_AWAY = (26.65, 106.71)


async def with_garden(day: PlayedDay):
    """A visit at the primary school into which the kindergarten was taken."""
    phone = await day.open_visit("school-1")
    await phone.press("这次还去别的单位")
    await phone.wait_for("还去哪个单位")
    await phone.press(NAME)
    await phone.wait_for("栖云实验小学 等 2 个单位")
    return phone


async def check_in_at_garden(day: PlayedDay, phone, *positions) -> None:
    """The second of the two buttons to check in."""
    day.will_say(*positions)
    (button,) = phone.all(ft.FilledButton, "记录到校")[1:]
    await phone.tap(button)


async def test_a_unit_is_found_as_a_school_is_and_those_of_the_visit_are_left_out(day):
    phone = await day.open_visit("school-1")
    await phone.press("这次还去别的单位")
    await phone.wait_for("还去哪个单位")
    assert "栖云实验小学" not in phone.texts()
    await phone.type("找单位", "hwzzxyey")
    await phone.press(NAME)
    await phone.wait_for("栖云实验小学 等 2 个单位")
    assert day.visit.schools == ("school-1", GARDEN)


async def test_each_unit_has_its_own_arrival_judged_by_its_own_circle(day):
    phone = await with_garden(day)
    await check_in_at_garden(day, phone, day.at(AT_GARDEN))
    await phone.wait_for("在幼儿园范围内")
    arrival = day.visit.arrival_at(GARDEN)
    assert (arrival.claimed, day.visit.check_in) == (Presence.INSIDE, None)


async def test_a_place_of_a_unit_is_set_by_hand_on_its_own_sketch(day):
    phone = await with_garden(day)
    await check_in_at_garden(day, phone, day.at(FAR_AWAY))
    await phone.wait_for("不在幼儿园范围内")
    await phone.press("在图上标位置")
    await phone.wait_for("点一下您所在的地方")
    await phone.press("往北移")
    await phone.type("原因", "室内偏")
    await phone.press("记下这个位置")
    await phone.wait_for("手工标的位置")
    assert day.visit.arrival_at(GARDEN).reason == "室内偏"


async def test_a_lesson_asks_for_its_unit_and_begins_where_one_is(day):
    phone = await with_garden(day)
    await check_in_at_garden(day, phone, day.at(AT_GARDEN))
    await phone.press("听课")
    await phone.press("加一节课")
    assert phone.one(ft.Chip, key=f"unit-{GARDEN}").selected
    await phone.set(phone.one(ft.Chip, key="unit-school-1"), True)
    await phone.type("班级", "五1")
    await phone.back()
    (lesson,) = day.visit.lessons.values()
    assert day.visit.unit_of(lesson) == "school-1"
    await phone.wait_for("栖云实验小学")


async def test_a_problem_says_its_unit_on_its_card(day):
    phone = await with_garden(day)
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.set(phone.one(ft.Chip, key=f"unit-{GARDEN}"), True)
    await phone.type("问题是什么", "滑梯螺丝松动。")
    await phone.set(phone.one(ft.Chip, key="category-safety"), True)
    await phone.back()
    await phone.wait_for("滑梯螺丝松动。")
    assert NAME in phone.texts()
    (finding,) = day.visit.findings.values()
    assert finding.unit == GARDEN


async def test_with_one_unit_nothing_is_asked(day):
    phone = await day.open_visit("school-1")
    await phone.press("听课")
    await phone.press("加一节课")
    assert not [each for each in phone.all(ft.Chip) if str(each.key).startswith("unit-")]
    await phone.back()
    await phone.back()
    await phone.press("督导方式")
    assert "栖云实验小学" not in phone.texts()


async def test_methods_are_counted_unit_by_unit(day):
    phone = await with_garden(day)
    await phone.press("督导方式")
    field = phone.one(ft.TextField, key=f"unit_count.talks@{GARDEN}-field")
    await phone.set(field, "3")
    await phone.event(phone.one(ft.TextField, key=f"unit_count.talks@{GARDEN}-field"), "blur")
    await phone.settle()
    assert day.visit.quantities_at(GARDEN) == {Method.TALKS: 3}
    assert day.visit.quantities == {}
    await phone.back()
    assert "座谈走访 3 次" in phone.texts()


async def test_a_unit_is_taken_out_and_what_hangs_on_it_is_said(day):
    phone = await with_garden(day)
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.set(phone.one(ft.Chip, key=f"unit-{GARDEN}"), True)
    await phone.type("问题是什么", "滑梯螺丝松动。")
    await phone.set(phone.one(ft.Chip, key="category-safety"), True)
    await phone.back()
    await phone.back()
    await phone.tap(phone.one(ft.IconButton, "不去这个单位了"))
    assert "1 条问题会改算“栖云实验小学”的" in phone.texts()
    await phone.press_in_dialog("不去这个单位了")
    assert day.visit.schools == ("school-1",)
    assert "等 2 个单位" not in phone.texts()


async def test_what_is_handed_in_tells_each_units_arrival(day):
    phone = await with_garden(day)
    await phone.press("检查并提交")
    assert "第 2 个单位“河湾镇中心幼儿园”：没有自己的到校记录" in phone.texts()
    assert "栖云实验小学、河湾镇中心幼儿园" in phone.texts()
    await phone.set(phone.one(ft.Checkbox), True)
    await phone.press("提交给督导室")
    await phone.wait_for("没有到校记录")
    assert day.visit.submissions


async def test_place_is_added_at_the_unit_where_one_stands(day):
    phone = await with_garden(day)
    controller = desk_of(day.installed)
    visits, visit_id = controller.visits, controller.visit_id
    await controller.save(lambda: visits.check_in(visit_id, None, "地下室"))
    await phone.wait_for("补记现在的位置")
    await controller.save(lambda: visits.arrive_at_unit(visit_id, GARDEN, None, "地下室"))
    await phone.until(lambda: bool(phone.all(ft.OutlinedButton, "补记现在的位置")))
    day.will_say(day.at(AT_GARDEN))
    await phone.press("补记现在的位置")
    await phone.wait_for("后来补的，不是到校时的位置")
    assert "在幼儿园范围内" in phone.texts()
    assert day.visit.place_added_at(GARDEN).claimed is Presence.INSIDE
    assert day.visit.added_place is None
    assert "补记现在的位置" not in phone.texts()


async def test_record_tells_the_arrivals_unit_by_unit_before_the_leaving(day):
    phone = await with_garden(day)
    controller = desk_of(day.installed)
    visits, visit_id = controller.visits, controller.visit_id
    await controller.save(lambda: visits.check_in(visit_id, None, "地下室"))
    await controller.save(lambda: visits.arrive_at_unit(visit_id, GARDEN, None, "地下室"))
    await controller.save(lambda: visits.check_out(visit_id, None, "没有信号"))
    await controller.save(lambda: visits.submit(visit_id, has_no_problem=True))
    await phone.wait_for("待审")
    shown = phone.texts()
    order = ("栖云实验小学 已记录到校", f"{NAME} 已记录到校", "已记录离校")
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
