"""Before handing in: everything thin is said, leads to where it is mended, and never blocks."""

import flet as ft
import pytest

from app.visits.photos.acts import Belonging
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.phone import AT_SCHOOL, FAR_AWAY
from tests.builders.register import a_finding, a_workbook
from tests.fixtures.photos import scene
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, visit_begun, visit_of

LONG = (
    "食堂晨检台账齐全并且当天有专人签字确认。二楼东侧消防通道堆放杂物已经当场清理完毕。"
    "教师办公室张贴了本学期的值班安排表。"
)
PHOTO = encoded(scene(400, 300))


async def at_submit(installed: PlayedInstallation) -> PlayedPhone:
    """A practice visit at its last look."""
    phone = await installed.begin_visit()
    await phone.press("检查并提交")
    await phone.settle()
    return phone


def said(phone: PlayedPhone) -> str:
    """What the screen says."""
    return phone.texts()


async def test_everything_missing_is_said_before_submitting(installed):
    phone = await at_submit(installed)
    for words in ("没有到校记录", "没有一张照片", "的签名", "项没有作答"):
        assert words in said(phone)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("mend-checklist", "/checklist"),
        ("mend-photos", "/photos"),
        ("mend-signatures", "/signatures"),
    ],
)
async def test_each_thin_thing_leads_to_where_it_is_mended(installed, key, page):
    phone = await at_submit(installed)
    await phone.tap(phone.one(ft.TextButton, key=key))
    assert phone.page.route.endswith(page)


async def test_missing_check_in_leads_to_the_visit(installed):
    phone = await at_submit(installed)
    await phone.tap(phone.one(ft.TextButton, key="mend-"))
    await phone.wait_for("到校先记录")


async def test_wrong_number_of_items_leads_to_the_plan(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    await controller.save(lambda: controller.visits.plan(controller.visit_id, items=("一",)))
    await phone.press("检查并提交")
    assert "督导内容选了 1 项" in said(phone)
    await phone.tap(phone.one(ft.TextButton, key="mend-plan"))
    assert phone.page.route.endswith("/plan")


async def test_outside_and_short_are_said(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    controller.visits.check_in(controller.visit_id, AT_SCHOOL)
    await controller.save(lambda: controller.visits.check_out(controller.visit_id, FAR_AWAY))
    await phone.press("检查并提交")
    assert "离校记录的位置距学校 5.8 公里，超出该校 200 米" in said(phone)
    assert "在校约 0 分钟，不足本区规定的 10 分钟" in said(phone)


async def test_copied_text_names_the_other_school_and_day(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    other = controller.visits.open_visit("practice-1")
    controller.visits.record_note(other, NoteSection.RECORD, LONG)
    await controller.save(
        lambda: controller.visits.record_note(controller.visit_id, NoteSection.RECORD, LONG)
    )
    await phone.press("检查并提交")
    day = controller.visits.visit(other).assessment.visit_on
    assert f"“督导纪实”约 100% 和练习小学 {day} 的督导写的一样" in said(phone)
    await phone.tap(phone.one(ft.TextButton, key="mend-notes"))
    assert phone.page.route.endswith("/notes")


async def test_forms_that_were_never_finished_are_said(installed):
    phone = await installed.begin_visit()
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.type("在哪里", "二楼")
    await phone.back()
    await phone.back()
    await phone.press("检查并提交")
    assert "“发现的问题”里有 1 条没填完，不会一起提交" in said(phone)
    await phone.tap(phone.one(ft.TextButton, key="mend-findings"))
    await phone.wait_for("没填完")


async def test_due_findings_not_looked_at_are_said(working, server):
    late = a_finding(finding_id="late", due_on="2026-01-01")
    later = a_finding(finding_id="later", due_on="2099-01-01")
    server.workbook = a_workbook(findings=(late, later))
    phone = await visit_begun(working)
    await phone.press("检查并提交")
    assert "有 1 个到期或对方说已改好的问题，这次还没有回访" in said(phone)
    controller = desk_of(working)
    facts = {"conclusion": "rectified"}
    await controller.save(
        lambda: controller.visits.record_follow_up(controller.visit_id, "late", facts)
    )
    await phone.wait_for("的结论是已整改，还没有现在的照片")
    assert "这次还没有回访" not in said(phone)
    await phone.tap(phone.one(ft.TextButton, key="mend-follow-up/late"))
    assert phone.page.route.endswith("/follow-up/late")


async def test_put_right_on_the_spot_without_a_photo_of_it_is_said(working, server):
    phone = await visit_begun(working)
    controller = desk_of(working)
    facts = {"category": "safety", "text": "灭火器压力不足", "is_fixed_on_spot": True}
    await controller.save(
        lambda: controller.visits.raise_finding(controller.visit_id, "spot", facts)
    )
    await phone.press("检查并提交")
    assert "“灭火器压力不足”当场已整改，还没有整改后的照片" in said(phone)
    await phone.tap(phone.one(ft.TextButton, key="mend-finding/spot"))
    assert phone.page.route.endswith("/finding/spot")


async def test_visit_that_lacks_nothing_says_so(working, server, font):
    server.workbook = a_workbook(short_dwell_min=0)
    phone = await visit_begun(working, theme_id=None, items=("一", "二", "三"))
    controller = desk_of(working)
    visits, visit_id = controller.visits, controller.visit_id
    fix = (await working.ui.device.locator.locate()).fix
    visits.check_in(visit_id, fix)
    visits.take_photo(visit_id, PHOTO, PhotoSource.CAMERA, fix, Belonging("校门"))
    for signer in Signer:
        visits.sign(visit_id, signer, "陈静", ((0, 0, 9, 9),))
    visits.check_out(visit_id, fix)
    await controller.load()
    await phone.press("检查并提交")
    assert "该记的都齐了：时间、位置、照片、签字、内容" in said(phone)


async def test_thin_visit_is_submitted_all_the_same(installed):
    phone = await at_submit(installed)
    assert phone.button("提交给督导室").disabled
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await phone.press("提交给督导室")
    await phone.wait_for("待审")
    assert visit_of(installed).has_no_problem


async def amended(installed: PlayedInstallation) -> PlayedPhone:
    """A visit that was handed in without problems, at the last look of its amendment."""
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    controller.visits.submit(controller.visit_id, has_no_problem=True)
    await controller.save(lambda: controller.visits.amend(controller.visit_id, "漏写一句"))
    await phone.press("检查并提交")
    return phone


async def test_amended_visit_is_not_asked_for_no_problem_again(installed):
    phone = await amended(installed)
    assert phone.one(ft.Checkbox, "零问题").value is True
    assert "上次提交时已经确认" in said(phone)
    await phone.press("提交更正")
    await phone.wait_for("待审")
    assert (visit_of(installed).has_no_problem, len(visit_of(installed).submissions)) == (True, 2)


async def test_amended_visit_can_take_its_no_problem_back(installed):
    phone = await amended(installed)
    await phone.set(phone.one(ft.Checkbox, "零问题"), False)
    assert phone.button("提交更正").disabled
    assert "先登记问题" in said(phone)


async def test_problem_taken_out_on_an_amendment_asks_for_the_conclusion(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    visits, visit_id = controller.visits, controller.visit_id
    facts = {"category": "safety", "text": "消防栓被挡"}
    finding = visits.raise_finding(visit_id, None, facts)
    visits.submit(visit_id)
    visits.amend(visit_id, "问题写错了学校")
    await controller.save(lambda: visits.withdraw_finding(visit_id, finding))
    await phone.press("检查并提交")
    assert phone.one(ft.Checkbox, "零问题").value is False
    assert phone.button("提交更正").disabled
