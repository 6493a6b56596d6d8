"""One visit on the screens, from arriving to handing in, with the real services under them."""

import flet as ft

from domain.clock import local_date
from domain.kinds.visit.builder import State
from domain.place.presence import Presence
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

FAR_AWAY = (26.65, 106.71)


def visit_of(installed: PlayedInstallation):
    """The visit on the screen, as the phone has saved it."""
    controller = installed.ui.current_controller
    assert controller is not None
    return installed.ui.session.visits.visit(controller.visit_id).visit


async def open_part(phone: PlayedPhone, name: str) -> None:
    """Go into a part of the visit."""
    await phone.press(name)
    await phone.settle()


async def test_theme_of_the_month_and_its_content_are_preselected(installed):
    phone = await installed.begin_visit()
    visit = visit_of(installed)
    theme = installed.ui.themes()[visit.theme_id]
    assert theme.month == local_date(installed.ui.device.clock.now()).month
    assert visit.items == theme.items[:5]
    assert theme.title in phone.texts()


async def test_check_in_says_where_and_how_sure(installed):
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    assert "在学校范围内，离学校不到 5 米（误差 ±8 米）" in phone.texts()
    assert visit_of(installed).check_in.claimed is Presence.INSIDE


async def test_practice_school_is_where_the_phone_is(installed):
    installed.here = FAR_AWAY
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("在学校范围内")
    arrived = visit_of(installed).check_in
    assert arrived.claimed is Presence.INSIDE
    assert (round(arrived.circle.lat, 3), arrived.circle.radius_m) == (FAR_AWAY[0], 200)
    school = installed.ui.current_controller.state.view.school
    assert school.circle == arrived.circle


async def test_check_in_without_permission_needs_only_a_reason(installed):
    installed.permission = "deniedForever"
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("没有定位权限")
    await phone.press("不等定位，直接记录")
    await phone.press_in_dialog("不等定位，直接记录")
    assert "请写一句原因" in phone.texts()
    await phone.type("原因", "地下车库没有信号", leave=False)
    await phone.press_in_dialog("不等定位，直接记录")
    await phone.wait_for("没有定位，原因：地下车库没有信号")


async def test_position_that_never_comes_does_not_stand_in_the_way(installed):
    installed.here = None
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("没有定位，也可以记录")
    assert visit_of(installed).check_in is None


async def test_plan_warns_outside_three_to_five_items(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "主题与内容")
    boxes = phone.all(ft.Checkbox)
    for label in [box.label for box in boxes if box.value][2:]:
        await phone.set(phone.one(ft.Checkbox, label), False)
    assert "现在选了 2 项" in phone.texts()
    await phone.type("自己加一项", "校门口交通秩序", leave=False)
    await phone.tap(phone.one(ft.IconButton, "加上"))
    assert "校门口交通秩序" in visit_of(installed).items
    assert "现在选了" not in phone.texts()


async def test_methods_count_every_tap(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "督导方式")
    for _ in range(3):
        await phone.tap(phone.one(ft.IconButton, "检查教案 加一"))
    await phone.tap(phone.one(ft.IconButton, "检查教案 减一"))
    assert "2 人次" in phone.texts()
    await phone.back()
    assert "检查教案 2 人次" in phone.texts()


async def test_two_quick_taps_count_twice(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "督导方式")
    more = phone.one(ft.IconButton, "座谈走访 加一")
    await phone.event(more, "click")
    await phone.event(more, "click")
    await phone.wait_for("2 次")
    assert list(visit_of(installed).quantities.values()) == [2]


async def test_notes_become_entries_when_the_field_is_left(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "督导记录")
    await phone.type("督导纪实", "看了食堂和两节课。")
    await phone.type("亮点", "陪餐记录很细。")
    assert [note.text for note in visit_of(installed).notes.values()] == [
        "看了食堂和两节课。",
        "陪餐记录很细。",
    ]
    await phone.back()
    assert "已写 2 段" in phone.texts()


async def test_going_back_also_leaves_the_field(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "督导记录")
    await phone.type("现场反馈", "已与校长交换意见。", leave=False)
    await phone.back()
    assert [note.text for note in visit_of(installed).notes.values()] == ["已与校长交换意见。"]


async def test_going_to_the_background_makes_entries_of_what_was_typed(installed):
    phone = await installed.begin_visit()
    await open_part(phone, "督导记录")
    await phone.type("后续处理", "下周再来看。", leave=False)
    await phone.event(phone.page, "app_lifecycle_state_change", {"state": "hide"})
    await phone.settle()
    assert [note.text for note in visit_of(installed).notes.values()] == ["下周再来看。"]


async def submitted(installed: PlayedInstallation) -> PlayedPhone:
    """A visit that was handed in with nothing found."""
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("只提交")
    await phone.wait_for("待审")
    return phone


async def test_submitting_says_what_is_thin_and_needs_a_conclusion(installed):
    phone = await installed.begin_visit()
    await phone.press("检查并提交")
    assert "没有一张照片" in phone.texts()
    assert "还缺督学、学校负责人的签名" in phone.texts()
    assert phone.button("提交给督导室").disabled


async def test_submitted_visit_is_read_and_amended_with_a_reason(installed):
    phone = await submitted(installed)
    assert visit_of(installed).has_no_problem
    await phone.press("更正")
    await phone.type("为什么更正", "漏写现场反馈", leave=False)
    await phone.press_in_dialog("更正")
    await phone.wait_for("正在更正")
    await open_part(phone, "督导记录")
    await phone.type("现场反馈", "已反馈。")
    await phone.back()
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("提交更正")
    await phone.wait_for("更正原因：漏写现场反馈")
    assert len(visit_of(installed).submissions) == 2


async def test_visit_is_cancelled_with_a_reason_and_stays_readable(installed):
    phone = await submitted(installed)
    await phone.press("作废")
    await phone.type("为什么作废", "重复记录", leave=False)
    await phone.press_in_dialog("作废")
    await phone.wait_for("已作废，不再计数")
    assert visit_of(installed).state is State.CANCELLED
    await phone.back()
    assert "没做完的督导" not in phone.texts()
