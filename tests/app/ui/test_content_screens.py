"""What a visit is filled with: checklist, lessons, findings, signatures."""

import json
from datetime import UTC, datetime

import flet as ft

from domain.entries.visit import Signer
from domain.visit import Visit
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone


def visit_of(installed: PlayedInstallation) -> Visit:
    """The visit on the screen, as the phone has saved it."""
    desk = installed.ui.open_desk
    assert desk is not None
    return installed.ui.session.visits.visit(desk.visit_id).visit


async def on_checklist(installed: PlayedInstallation) -> PlayedPhone:
    """A visit under May's theme, at its checklist."""
    phone = await installed.begin_visit()
    desk = installed.ui.open_desk
    assert desk is not None
    await desk.save(lambda: desk.visits.plan(desk.visit_id, theme_id="month-05"))
    await phone.press("督导清单")
    await phone.wait_for("控辍保学")
    return phone


def chip(phone: PlayedPhone, item: str, value: str) -> ft.Chip:
    """The chip of an answer."""
    found = phone.one(ft.Chip, key=f"{item}-{value}")
    assert isinstance(found, ft.Chip)
    return found


async def test_answer_is_saved_as_it_is_tapped_and_taken_back_by_a_second_tap(installed):
    phone = await on_checklist(installed)
    await phone.set(chip(phone, "m05-101", "yes"), True)
    assert visit_of(installed).answers["m05-101"].value == "yes"
    assert chip(phone, "m05-101", "yes").selected
    await phone.set(chip(phone, "m05-101", "yes"), False)
    assert "m05-101" not in visit_of(installed).answers


async def test_shortcoming_asks_for_a_remark_and_offers_to_raise_it(installed):
    phone = await on_checklist(installed)
    await phone.set(chip(phone, "m05-102", "no"), True)
    await phone.type("请备注说明", "科学课由数学教师兼任")
    assert visit_of(installed).answers["m05-102"].remark == "科学课由数学教师兼任"
    await phone.press("登记为问题")
    await phone.type("问题是什么", "科学课没有专任教师")
    await phone.back()
    finding = next(iter(visit_of(installed).findings.values()))
    assert (finding.text, finding.item_id) == ("科学课没有专任教师", "m05-102")


async def test_remark_survives_a_change_of_the_answer(installed):
    phone = await on_checklist(installed)
    await phone.set(chip(phone, "m05-102", "no"), True)
    await phone.type("请备注说明", "只查了五年级", leave=False)
    await phone.set(chip(phone, "m05-102", "yes"), True)
    assert visit_of(installed).answers["m05-102"].remark == "只查了五年级"
    assert visit_of(installed).answers["m05-102"].value == "yes"


async def test_number_that_cannot_be_is_refused_in_words_and_kept_as_typed(installed):
    phone = await on_checklist(installed)
    field = phone.all(ft.TextField, "回答")[0]
    await phone.set(field, "120")
    await phone.event(field, "blur")
    await phone.settle()
    assert "数字太大，请核对。" in phone.texts()
    assert phone.all(ft.TextField, "回答")[0].value == "120"
    await phone.set(phone.all(ft.TextField, "回答")[0], "８６")
    await phone.event(phone.all(ft.TextField, "回答")[0], "blur")
    await phone.settle()
    assert visit_of(installed).answers["m05-202"].value == 86


async def test_lesson_is_one_entry_when_its_screen_is_left(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("班级", "五（2）班")
    await phone.type("学科", "语文")
    await phone.type("应到人数", "45")
    await phone.set(phone.one(ft.Chip, key="rating-good"), True)
    assert visit_of(installed).lessons == {}
    await phone.back()
    lesson = next(iter(visit_of(installed).lessons.values()))
    assert (lesson.class_name, lesson.subject, lesson.enrolled) == ("五（2）班", "语文", 45)
    assert lesson.rating == "good"
    assert "五（2）班 · 语文" in phone.texts()


async def test_lesson_left_empty_is_none(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.set(phone.one(ft.Chip, key="lesson_type-revision"), True)
    await phone.back()
    assert visit_of(installed).lessons == {}
    assert "还没有听课记录" in phone.texts()


async def test_lesson_is_changed_and_deleted(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("学科", "数学")
    await phone.back()
    await phone.press("数学")
    await phone.type("学科", "科学")
    await phone.back()
    assert [each.subject for each in visit_of(installed).lessons.values()] == ["科学"]
    await phone.press("科学")
    await phone.press("删除这节课")
    await phone.press_in_dialog("删除这节课")
    assert visit_of(installed).lessons == {}


async def test_finding_has_a_due_date_of_the_chosen_day(installed):
    phone = await installed.begin_visit()
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.set(phone.one(ft.Switch, "安全隐患"), True)
    await phone.press("不定期限")
    picker = phone.one(ft.DatePicker)
    # A calendar answers the day's midnight in Shanghai as UTC.
    await phone.set(picker, datetime(2030, 5, 20, 16, tzinfo=UTC))
    await phone.back()
    finding = next(iter(visit_of(installed).findings.values()))
    assert (finding.is_hazard, finding.due_on) == (True, "2030-05-21")


async def test_finding_without_words_is_not_lost_but_not_recorded(installed):
    phone = await installed.begin_visit()
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.type("在哪里", "二楼")
    await phone.back()
    assert visit_of(installed).findings == {}
    assert "没填完" in phone.texts()
    await phone.press("没填完")
    assert phone.one(ft.TextField, "在哪里").value == "二楼"


async def sign(phone: PlayedPhone, stroke: list[tuple[float, float]]) -> None:
    """Draw one stroke on the pad."""
    pad = phone.one(ft.GestureDetector)
    names = ("pan_start", *("pan_update" for _ in stroke[1:]))
    for name, (x, y) in zip(names, stroke, strict=True):
        place = {"x": x, "y": y}
        move = {"k": "touch", "l": place, "g": place}
        await phone.event(pad, name, move)
    await phone.settle()


async def test_signature_is_drawn_and_kept_in_thousandths(installed):
    phone = await installed.begin_visit()
    await phone.press("签字")
    await phone.press("学校负责人签字")
    await phone.press("签好了")
    assert "请填写签字人姓名" in phone.texts()
    await phone.type("签字人姓名", "何永福")
    await sign(phone, [(0, 0), (163, 110), (326, 220)])
    await phone.press("签好了")
    signature = visit_of(installed).signatures[Signer.SCHOOL_HEAD]
    assert (signature.name, signature.strokes) == ("何永福", ((0, 0, 500, 500, 1000, 1000),))
    assert "何永福" in phone.texts()


async def test_refusal_to_sign_needs_a_reason(installed):
    phone = await installed.begin_visit()
    await phone.press("签字")
    await phone.press("学校负责人签字")
    await phone.press("对方拒签")
    await phone.type("拒签原因", "校长外出开会", leave=False)
    await phone.press_in_dialog("对方拒签")
    assert visit_of(installed).signatures[Signer.SCHOOL_HEAD].is_refused
    assert "拒签：校长外出开会" in phone.texts()


async def test_form_draft_is_plain_json_of_its_fields(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("课题", "草船借箭", leave=False)
    desk = installed.ui.open_desk
    assert desk is not None
    drafts = installed.ui.session.visits.draft_texts(desk.visit_id)
    assert [json.loads(text)["topic"] for text in drafts.values()] == ["草船借箭"]
