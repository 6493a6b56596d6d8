"""Choosing where to go, the day's route, and what one stop hands to the next."""

from datetime import timedelta

import flet as ft
import pytest

from app.store import lines
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import TODAY, UNITS, a_district

AT_KINDERGARTEN = (26.6051, 106.7151)


def names(phone) -> list[str]:
    """The titles of the rows on the list, in their order."""
    return [each.title.value for each in phone.all(ft.ListTile)]


def planned(day: PlayedDay) -> list[str]:
    """The stops as they are kept."""
    return [each.school_id for each in day.installed.ui.session.visits.day(TODAY).planned]


async def choosing(day: PlayedDay):
    await day.phone.press("开始督导")
    await day.phone.wait_for("到哪里督导")
    return day.phone


@pytest.mark.parametrize("typed", ["实小", "SYX", "实yx", "城关", "shiyan", "qiyun实y"])
async def test_unit_is_found_by_name_alias_initials_and_mixtures(day, typed):
    phone = await choosing(day)
    await phone.type("找单位", typed, leave=False)
    assert names(phone) == ["栖云实验小学"]


async def test_list_is_filtered_by_what_is_inspected(day):
    phone = await choosing(day)
    assert names(phone) == [each.name for each in UNITS]
    await phone.set(phone.one(ft.Chip, key="unit-township"), True)
    assert names(phone) == ["青石镇人民政府"]
    await phone.type("找单位", "小学", leave=False)
    assert "没有找到这样的单位" in phone.texts()
    await phone.set(phone.one(ft.Chip, key="unit-None"), True)
    assert names(phone) == ["栖云实验小学", "白鹭小学"]


async def test_one_kind_alone_has_no_filter(tmp_path):
    made = PlayedDay(tmp_path / "phone", a_district(schools=UNITS[:1]))
    await made.begin()
    phone = await choosing(made)
    assert [each.key for each in phone.all(ft.Chip)] == ["by-distance"]
    await made.end()


async def test_nearest_comes_first_when_asked_and_nothing_is_recorded(day):
    phone = await choosing(day)
    asked = "Geolocator.get_current_position"
    assert asked not in [name for name, _ in phone.calls]
    before = entries(day)
    day.will_say(day.at(AT_KINDERGARTEN))
    await phone.set(phone.one(ft.Chip, key="by-distance"), True)
    await phone.wait_for("由近到远")
    assert names(phone)[0] == "河湾镇中心幼儿园"
    assert names(phone)[-1] == "启明艺术培训中心"
    assert "幼儿园 · 约 15 米" in phone.texts()
    assert "培训机构 · 没有位置" in phone.texts()
    assert "不记录您的位置" in phone.texts()
    assert entries(day) == before
    await phone.set(phone.one(ft.Chip, key="by-distance"), False)
    assert "我的责任单位" in phone.texts()


def entries(day: PlayedDay) -> int:
    """How many entries there are on the phone."""
    phone = day.installed.ui.phone
    assert phone is not None
    with phone.accounts._store.database.read() as transaction:
        return lines.unsent_count(transaction, "chen.jing") + len(day.server.lines)


async def test_list_stays_as_it_was_where_no_position_comes(day):
    phone = await choosing(day)
    day.will_say("Location request timed out.")
    await phone.set(phone.one(ft.Chip, key="by-distance"), True)
    await phone.wait_for("这次没有定位成功")
    assert names(phone) == [each.name for each in UNITS]


async def check_in(day: PlayedDay, school_id: str = "school-1"):
    """A visit there, arrived."""
    phone = await day.open_visit(school_id)
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    return phone


async def test_what_is_near_the_last_fix_is_offered_on_top(day):
    await check_in(day)
    phone = day.phone
    await phone.navigate("/choose")
    await phone.wait_for("附近")
    assert names(phone)[:2] == ["栖云实验小学", "白鹭小学"]
    await phone.navigate("/")
    await phone.wait_for("就在附近")
    near = [each.key for each in phone.all(ft.MergeSemantics) if str(each.key).startswith("near-")]
    assert near == ["near-school-9", "near-school-2"]


async def test_fix_of_long_ago_is_near_nothing(day):
    await check_in(day)
    day.clock.go_on(minutes=11)
    await day.phone.navigate("/choose")
    await day.phone.wait_for("我的责任单位")
    assert "附近" not in day.phone.texts()


async def test_empty_day_says_what_it_is_for(day):
    assert "要去几处？先排一排" in day.phone.texts()
    await day.phone.press("今天的行程")
    await day.phone.wait_for("今天还没有安排")
    assert "只存在本机，不上传" in day.phone.texts()


async def test_stops_are_chosen_put_in_order_and_taken_out(day):
    phone = day.phone
    await phone.navigate("/day")
    await phone.wait_for("加一站")
    await phone.press("加一站")
    await phone.wait_for("今天还去哪里")
    for name in ("栖云实验小学", "青石镇人民政府", "河湾镇中心幼儿园"):
        await phone.press(name)
    assert "排好了（3 站）" in phone.texts()
    await phone.press("青石镇人民政府")
    await phone.press("排好了")
    await phone.wait_for("接下来")
    assert planned(day) == ["school-1", "school-2"]
    first, second = phone.all(ft.IconButton, "往前排")
    assert (first.disabled, second.disabled) == (True, False)
    await phone.tap(second)
    assert planned(day) == ["school-2", "school-1"]
    await phone.tap(phone.all(ft.IconButton, "去掉")[0])
    assert planned(day) == ["school-1"]


async def test_school_is_put_into_the_plan_from_its_own_page(day):
    phone = day.phone
    await phone.navigate("/school/school-2")
    await phone.wait_for("排进行程")
    await phone.press("排进行程")
    await phone.wait_for("已在行程")
    assert planned(day) == ["school-2"]
    await phone.navigate("/")
    await phone.wait_for("下一站：河湾镇中心幼儿园")


async def with_plan(day: PlayedDay, *school_ids: str) -> None:
    for school_id in school_ids:
        day.installed.ui.session.visits.add_stop(TODAY, school_id)


async def test_next_stop_is_offered_after_leaving(day):
    await with_plan(day, "school-1", "school-2")
    phone = await check_in(day)
    assert "下一站" not in phone.texts()
    await phone.press("记录离校")
    await phone.wait_for("下一站：河湾镇中心幼儿园")
    await phone.press("下一站：河湾镇中心幼儿园")
    await phone.wait_for("开始这次督导")
    assert phone.page.route == "/school/school-2"


async def test_next_stop_is_offered_after_handing_in(day):
    await with_plan(day, "school-1", "school-2")
    phone = await check_in(day)
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("离校并提交")
    await phone.wait_for("下一站：河湾镇中心幼儿园")


async def test_visit_of_another_day_offers_no_next_stop(day):
    phone = await check_in(day)
    visit_id = day.visit.visit_id
    day.installed.ui.session.visits.submit(visit_id, has_no_problem=True)
    day.clock.go_on(days=1)
    day.installed.ui.session.visits.add_stop(TODAY + timedelta(days=1), "school-2")
    await phone.navigate("/")
    await phone.navigate(f"/visit/{visit_id}")
    await phone.wait_for("待审")
    assert "下一站" not in phone.texts()


async def test_stops_made_are_told_with_their_times(day):
    phone = await check_in(day)
    day.clock.go_on(minutes=50)
    await phone.press("记录离校")
    await phone.wait_for("在校 50 分钟")
    await phone.navigate("/day")
    await phone.wait_for("今天去过")
    assert "08:30—09:20" in phone.texts()
    assert "排好的都去过了" in phone.texts()
    await phone.press("栖云实验小学")
    await phone.wait_for("已记录离校")


async def test_stop_in_progress_says_so(day):
    await day.open_visit()
    await day.phone.navigate("/day")
    await day.phone.wait_for("未记录到校")
    await day.phone.press("栖云实验小学")
    await day.phone.press("记录到校")
    await day.phone.wait_for("已记录到校")
    await day.phone.navigate("/day")
    await day.phone.wait_for("08:30 到校，未记录离校")


async def test_later_stop_says_who_comes_along(day):
    phone = await day.open_visit()
    day.installed.ui.session.visits.plan(day.visit.visit_id, participants=["wang.fang"])
    await phone.navigate("/school/school-2")
    await phone.wait_for("同行：王芳（同上一站）")
    await phone.press("开始这次督导")
    await phone.wait_for("先记录")
    assert day.visit.participants == ("wang.fang",)


async def test_stop_that_left_the_register_can_only_be_taken_out(day):
    await with_plan(day, "school-77")
    await day.phone.navigate("/day")
    await day.phone.wait_for("名册里已经没有这个单位")
    assert "去这里" not in day.phone.texts()
    await day.phone.tap(day.phone.one(ft.IconButton, "去掉"))
    assert planned(day) == []


async def test_full_day_is_refused_in_words(day):
    await with_plan(day, *(f"school-{number}" for number in range(100, 120)))
    await day.phone.navigate("/choose/stop")
    await day.phone.wait_for("排好了（20 站）")
    await day.phone.press("栖云实验小学")
    assert "一天最多排 20 站" in day.phone.texts()


async def test_way_back_from_choosing_stops_leads_to_the_day(day):
    await day.phone.navigate("/choose/stop")
    await day.phone.wait_for("今天还去哪里")
    await day.phone.back()
    await day.phone.wait_for("今天还没有安排")


async def test_phone_without_a_workbook_says_where_to_get_it(tmp_path, monkeypatch):
    made = PlayedDay(tmp_path / "phone")
    await made.begin()
    monkeypatch.setattr(made.installed.ui.session.visits, "workbook", lambda: None)
    await made.phone.navigate("/choose")
    await made.phone.wait_for("学校名单和任务")
    assert "没有这样的单位" not in made.phone.texts()
    await made.end()
