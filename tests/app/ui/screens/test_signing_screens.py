"""Reading the record and signing it: nothing is signed unread, and no empty pad is a signature."""

import flet as ft
import pytest

from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from domain.wire.workbook import WorkbookReply
from tests.builders.register import a_finding, a_workbook
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, holds, visit_begun, visit_of

NOTE = "看了食堂和两节课。"


async def at_pad(installed: PlayedInstallation, who: str = "学校负责人") -> PlayedPhone:
    """A practice visit with a note, read and about to be signed."""
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    await controller.save(
        lambda: controller.visits.record_note(controller.visit_id, NoteSection.RECORD, NOTE)
    )
    await phone.press("签字")
    await phone.press(f"{who}签字")
    await phone.wait_for("签字前请看一遍")
    await phone.press("看过了，去签字")
    await phone.settle()
    return phone


async def draw(phone: PlayedPhone, stroke: list[tuple[float, float]]) -> None:
    """Draw one stroke on the pad."""
    pad = phone.one(ft.GestureDetector)
    names = ("pan_start", *("pan_update" for _ in stroke[1:]))
    for name, (x, y) in zip(names, stroke, strict=True):
        place = {"x": x, "y": y}
        await phone.event(pad, name, {"k": "touch", "l": place, "g": place})
    await phone.settle()


STROKE = [(0.0, 0.0), (163.0, 110.0), (326.0, 220.0)]


async def test_record_is_shown_in_full_and_large_before_signing(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    await controller.save(
        lambda: controller.visits.record_note(controller.visit_id, NoteSection.RECORD, NOTE)
    )
    facts = {"category": "safety", "text": "灭火器过期", "place": "二楼"}
    await controller.save(lambda: controller.visits.raise_finding(controller.visit_id, None, facts))
    await phone.press("签字")
    await phone.press("学校负责人签字")
    await phone.wait_for("签字前请看一遍")
    for words in ("练习小学", NOTE, "灭火器过期", "二楼"):
        assert words in phone.texts()
    assert phone.one(ft.Text, NOTE).size >= 18
    assert phone.one(ft.Text, "灭火器过期").size >= 18


async def test_signature_is_drawn_and_kept_in_thousandths(installed):
    phone = await at_pad(installed)
    await phone.press("签好了")
    assert "请填写签字人姓名" in phone.texts()
    await phone.type("签字人姓名", "何永福")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("学校负责人已签")
    signature = visit_of(installed).signatures[Signer.SCHOOL_HEAD]
    assert (signature.name, signature.strokes) == ("何永福", ((0, 0, 500, 500, 1000, 1000),))


@pytest.mark.parametrize("stroke", [None, [(5.0, 5.0)]], ids=["nothing", "a dot"])
async def test_empty_pad_is_refused_in_words(installed, stroke):
    phone = await at_pad(installed)
    await phone.type("签字人姓名", "何永福")
    if stroke:
        await draw(phone, stroke)
    await phone.press("签好了")
    await phone.wait_for("还没有签名，请先在框里写上名字")
    assert visit_of(installed).signatures == {}


async def test_pad_is_wiped_for_another_try(installed):
    phone = await at_pad(installed)
    await draw(phone, STROKE)
    await phone.press("重写")
    await phone.type("签字人姓名", "何永福")
    await phone.press("签好了")
    await phone.wait_for("还没有签名")


async def test_pad_that_is_laid_out_wider_measures_by_its_own_width(installed):
    phone = await at_pad(installed)
    await phone.type("签字人姓名", "何永福")
    await phone.event(phone.one(key="pad-area"), "size_change", {"w": 600.0, "h": 220.0})
    await phone.settle()
    await draw(phone, [(0.0, 0.0), (300.0, 110.0)])
    await phone.press("签好了")
    await phone.wait_for("学校负责人已签")
    assert visit_of(installed).signatures[Signer.SCHOOL_HEAD].strokes == ((0, 0, 500, 500),)


async def test_typed_name_outlasts_a_kill_and_a_drawing_does_not(installed):
    phone = await at_pad(installed)
    await phone.type("签字人姓名", "何永福")
    await draw(phone, STROKE)
    await installed.kill()
    phone = await installed.open("签字人姓名")
    await holds(phone, "何永福", "签字人姓名")
    await phone.press("签好了")
    await phone.wait_for("还没有签名")


async def test_refusal_to_sign_needs_a_reason_and_no_name(installed):
    phone = await at_pad(installed)
    await phone.press("对方拒签")
    await phone.press_in_dialog("对方拒签")
    assert "请写一句原因" in phone.texts()
    await phone.type("拒签原因", "校长外出开会", leave=False)
    await phone.press_in_dialog("对方拒签")
    await phone.wait_for("学校负责人拒签")
    assert visit_of(installed).signatures[Signer.SCHOOL_HEAD].is_refused


async def test_who_signs_next_reads_next_and_the_last_leads_to_the_last_look(installed):
    phone = await at_pad(installed, "督学")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("签字前请看一遍")
    assert phone.page.route.endswith("/read/school_head")
    await phone.press("看过了，去签字")
    await phone.press("对方拒签")
    await phone.type("拒签原因", "校长外出开会", leave=False)
    await phone.press_in_dialog("对方拒签")
    await phone.wait_for("这次记了")
    assert phone.page.route.endswith("/submit")


async def test_signing_again_leads_back_to_the_signatures(installed):
    phone = await at_pad(installed, "督学")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("签字前请看一遍")
    await phone.back()
    await phone.press("督学重新签字")
    await phone.press("看过了，去签字")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("练习账号 ·")
    assert phone.page.route.endswith("/signatures")


async def at_reading_where_one_signed_before(installed: PlayedInstallation) -> PlayedPhone:
    """The record of a school whose head has signed an earlier visit, for the head to read."""
    phone = await visit_begun(installed)
    controller = desk_of(installed)
    other = controller.visits.open_visit("school-1")
    controller.visits.sign(other, Signer.SCHOOL_HEAD, "何永福", ((0, 0, 500, 500),))
    await phone.navigate(f"/visit/{controller.visit_id}/read/school_head")
    await phone.wait_for("何永福看过了，去签字")
    return phone


async def test_head_who_signed_before_has_read_and_is_named_at_one_tap(working):
    phone = await at_reading_where_one_signed_before(working)
    await phone.press("何永福看过了，去签字")
    await holds(phone, "何永福", "签字人姓名")
    await phone.type("签字人姓名", "周敏")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("学校负责人已签")
    assert visit_of(working).signatures[Signer.SCHOOL_HEAD].name == "周敏"


async def test_somebody_else_signs_without_a_name_filled_in(working):
    phone = await at_reading_where_one_signed_before(working)
    await phone.press("别人签")
    await phone.wait_for("签字人姓名")
    assert phone.one(ft.TextField, "签字人姓名").value == ""
    await phone.tap(phone.one(ft.OutlinedButton, key="signer-name-何永福"))
    assert phone.one(ft.TextField, "签字人姓名").value == "何永福"


async def test_inspector_is_named_and_may_not_refuse(installed):
    phone = await at_pad(installed, "督学")
    assert phone.one(ft.TextField, "签字人姓名").value == "练习账号"
    assert not phone.all(text="对方拒签")


async def test_known_names_of_the_school_are_there_to_tap(working, server):
    reply = WorkbookReply(replied_on="2026-05-02", is_done=True, responsible="何永福")
    server.workbook = a_workbook(findings=(a_finding(reply=reply),))
    phone = await visit_begun(working)
    await phone.navigate(f"/visit/{desk_of(working).visit_id}/sign/school_head")
    await phone.wait_for("签字人姓名")
    await phone.tap(phone.one(ft.OutlinedButton, key="signer-name-何永福"))
    assert phone.one(ft.TextField, "签字人姓名").value == "何永福"


async def test_when_both_signed_leaving_and_submitting_are_offered(installed):
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    controller = desk_of(installed)
    stroke = ((0, 0, 500, 500),)
    await phone.press("签字")
    assert "接下来记录离校" not in phone.texts()
    for signer in Signer:
        controller.visits.sign(controller.visit_id, signer, "何永福", stroke)
    await controller.load()
    await phone.wait_for("接下来记录离校")
    await phone.press("记录离校")
    await phone.wait_for("已记录离校")
    assert "签字之后记录又有改动" not in phone.texts()
    await phone.press("检查并提交")
    assert phone.page.route.endswith("/submit")


async def test_change_after_signing_is_said(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    stroke = ((0, 0, 500, 500),)
    await controller.save(
        lambda: controller.visits.sign(controller.visit_id, Signer.INSPECTOR, "陈静", stroke)
    )
    await phone.press("签字")
    assert "签字之后记录又有改动" not in phone.texts()
    await controller.save(
        lambda: controller.visits.record_note(controller.visit_id, NoteSection.RECORD, NOTE)
    )
    await phone.wait_for("签字之后记录又有改动")


async def test_submitted_visit_is_not_signed_any_more(installed):
    phone = await at_pad(installed)
    controller = desk_of(installed)
    await controller.save(
        lambda: controller.visits.submit(controller.visit_id, has_no_problem=True)
    )
    await phone.type("签字人姓名", "何永福")
    await draw(phone, STROKE)
    await phone.press("签好了")
    await phone.wait_for("请先点“更正”")
    assert visit_of(installed).signatures == {}
