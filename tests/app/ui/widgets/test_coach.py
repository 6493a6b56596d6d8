"""The guided first visit on the screens, its end, and leaving it out."""

import flet as ft

from domain.kinds.visit.signature import Signer
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone


def view_of(installed: PlayedInstallation):
    """The visit on the screen, as the phone has saved it."""
    controller = installed.ui.current_controller
    assert controller is not None
    return installed.ui.session.visits.visit(controller.visit_id)


async def checked_in(installed: PlayedInstallation) -> PlayedPhone:
    """A practice visit after the first step."""
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("练习 2/7 · 答清单")
    return phone


async def test_month_of_the_practice_account_says_how_to_begin(installed):
    phone = await installed.practise()
    assert "练一遍：两分钟走完一次督导" in phone.texts()
    await phone.press("去练习小学")
    await phone.press("开始这次督导")
    await phone.wait_for("练习 1/7 · 记录到校")


async def test_each_step_names_the_next_with_a_button_to_it(installed):
    phone = await checked_in(installed)
    await phone.press("去答清单")
    assert "答三项就够" in phone.texts()
    for chip in [each for each in phone.all(ft.Chip) if "yes" in str(each.key)][:3]:
        await phone.set(phone.one(ft.Chip, key=chip.key), True)
    await phone.wait_for("这里好了。下一步：拍照")
    await phone.press("去拍照")
    assert phone.page.route.endswith("/photos")
    assert "拍一张或从相册选一张" in phone.texts()


async def test_visit_without_a_problem_goes_on_to_signing(installed):
    phone = await checked_in(installed)
    visits, controller = installed.ui.session.visits, installed.ui.current_controller
    for item in [i for i in view_of(installed).checklist.all_items if i.kind == "yes_no"][:3]:
        await controller.save(
            lambda item=item: visits.record_answer(controller.visit_id, item.item_id, "yes")
        )
    await phone.wait_for("练习 3/7 · 拍照")
    await phone.press("发现的问题")
    assert "练习" not in phone.texts()
    await phone.back()
    await controller.save(
        lambda: visits.sign(controller.visit_id, Signer.SCHOOL_HEAD, "罗校长", [[0, 0, 9, 9]])
    )
    await phone.wait_for("练习 6/7 · 记录离校")


async def test_pages_of_no_step_are_left_in_peace(installed):
    phone = await checked_in(installed)
    for name in ("督导方式", "听课", "督导记录"):
        await phone.press(name)
        assert "练习 2/7" not in phone.texts()
        await phone.back()


async def submitted(installed: PlayedInstallation) -> PlayedPhone:
    """A practice visit that was handed in."""
    phone = await checked_in(installed)
    await phone.press("检查并提交")
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("只提交")
    await phone.wait_for("练完了，您已经会了")
    return phone


async def test_end_says_what_was_learned_and_leads_on(installed):
    phone = await submitted(installed)
    assert "随写随存" in phone.texts()
    await phone.press("再练一次")
    await phone.wait_for("开始这次督导")
    await phone.back()
    await phone.press("登录正式账号")
    await phone.wait_for("服务器地址")


async def test_practised_records_are_cleared_after_asking(installed):
    phone = await submitted(installed)
    await phone.press("清空练习记录")
    await phone.press_in_dialog("取消")
    assert len(installed.ui.session.visits.list()) == 1
    await phone.press("清空练习记录")
    await phone.press_in_dialog("清空练习记录")
    await phone.wait_for("练习记录已清空")
    assert installed.ui.session.visits.list() == []
    assert "练一遍：两分钟走完一次督导" in phone.texts()


async def test_guide_can_be_hidden_for_good_and_shown_again(installed):
    phone = await checked_in(installed)
    await phone.press("不看引导")
    await phone.wait_for("显示引导")
    route = phone.page.route
    await installed.kill()
    phone = await installed.open("显示引导", route=route)
    assert "练习 2/7" not in phone.texts()
    await phone.press("显示引导")
    await phone.wait_for("练习 2/7")


async def test_signing_out_the_last_account_leads_to_the_first_screen(installed, caplog):
    phone = await installed.practise()
    await phone.press("练习账号")
    await phone.press("退出登录 练习账号")
    await phone.press_in_dialog("退出登录")
    await phone.wait_for("登录督迹")
    assert "没能显示出来" not in phone.texts()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
