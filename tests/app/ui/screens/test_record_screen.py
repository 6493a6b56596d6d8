"""A finished visit to read: every part, with what the office said."""

from dataclasses import replace
from pathlib import Path

import flet as ft
import pytest

from app.ui.screens.visit.record.evidence import place
from app.ui.screens.visit.type_sizes import IN_HAND
from domain.kinds.register.school import SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.lesson import LessonType, Rating
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method, NoteSection
from domain.kinds.visit.review import Verdict
from domain.kinds.visit.signature import Signer
from domain.wire.workbook import WorkbookReview
from tests.builders.register import a_finding, a_workbook, an_office_visit
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, sync, visit_begun, visit_of


def fill(installed: PlayedInstallation, picture: Path) -> None:
    """Record something of everything through the services, as the screens do."""
    controller = installed.ui.current_controller
    assert controller is not None
    visits, visit_id = controller.visits, controller.visit_id
    visits.plan(visit_id, theme_id="month-05")
    visits.answer_all_yes(visit_id, ["m05-101", "m05-102"])
    visits.record_answer(visit_id, "m05-102", "no", "科学课由数学教师兼任")
    visits.record_answer(visit_id, "m05-202", 86)
    visits.record_answer(visit_id, "m05-203", "fair")
    visits.record_note(visit_id, NoteSection.RECORD, "看了课表与两节课。")
    visits.record_count(visit_id, Method.LESSON_PLANS, 4)
    lesson = {"period": 2, "subject": "语文", "lesson_type": LessonType.NEW}
    seen = {"enrolled": 45, "present": 44, "rating": Rating.GOOD, "advice": "多留思考时间"}
    stages = [{"title": "导入", "minutes": 5, "activity": "看图猜谜"}]
    scores = [{"criterion": "goals", "points": 18, "out_of": 20}]
    more = {"stages": stages, "scores": scores, "talked_min": 10}
    visits.record_lesson(visit_id, None, {**lesson, **seen, **more})
    finding = {"category": Category.SAFETY, "severity": Severity.SERIOUS, "is_hazard": True}
    visits.raise_finding(visit_id, None, {**finding, "text": "灭火器过期"})
    visits.take_photo(visit_id, picture.read_bytes(), PhotoSource.ALBUM, None)
    visits.sign(visit_id, Signer.INSPECTOR, "陈静", ((0, 0, 500, 500),))
    visits.sign(visit_id, Signer.SCHOOL_HEAD, "", (), "外出开会")
    visits.check_in(visit_id, None, "没有信号")
    visits.check_out(visit_id, None, "没有信号")
    visits.submit(visit_id)


async def finished(installed: PlayedInstallation, photos: Path) -> PlayedPhone:
    """The record of a visit with something of everything."""
    phone = await installed.begin_visit()
    fill(installed, sorted(photos.glob("gps-*"))[0])
    controller = installed.ui.current_controller
    assert controller is not None
    await controller.load()
    await phone.wait_for("待审")
    return phone


async def test_record_shows_every_part(installed, sample_photos):
    phone = await finished(installed, sample_photos)
    shown = phone.texts()
    for words in (
        "是（本节都正常）",
        "备注：科学课由数学教师兼任",
        "86 分",
        "一般",
        "看了课表与两节课。",
        "检查教案 4 人次",
        "第 2 节 · 语文",
        "应到 45，实到 44",
        "建议：多留思考时间",
        "导入 5 分钟：看图猜谜",
        "教学目标 18/20；合计 18/20 分",
        "课后交流 10 分钟",
        "这是练习，不计数",
        "灭火器过期",
        "安全隐患",
        "拒签：外出开会",
        "没有定位，原因：没有信号",
        "有 1 张照片来自相册",
    ):
        assert words in shown


async def test_amendments_are_told_with_time_and_reason(installed, sample_photos):
    phone = await finished(installed, sample_photos)
    controller = desk_of(installed)
    await controller.save(lambda: controller.visits.amend(controller.visit_id, "漏写现场反馈"))
    await controller.save(lambda: controller.visits.submit(controller.visit_id))
    await phone.wait_for("提交后的更正")
    assert " · 更正原因：漏写现场反馈" in phone.texts()


async def test_cancelled_record_says_why(installed, sample_photos):
    phone = await finished(installed, sample_photos)
    controller = desk_of(installed)
    await controller.save(lambda: controller.visits.cancel(controller.visit_id, "重复记录"))
    await phone.wait_for("已作废，不再计数。原因：重复记录")


async def submitted(working: PlayedInstallation, server) -> PlayedPhone:
    """A visit handed in and synced, with what it found of an earlier problem."""
    server.workbook = a_workbook(findings=(a_finding(finding_id="late"),))
    phone = await visit_begun(working)
    controller = desk_of(working)
    facts = {"conclusion": "partly", "text": "换了一半", "advice": "一周内换完"}
    controller.visits.record_follow_up(controller.visit_id, "late", facts)
    await controller.save(
        lambda: controller.visits.submit(controller.visit_id, has_no_problem=True)
    )
    await phone.wait_for("待审")
    return phone


async def test_month_is_this_phone_s_reckoning_until_the_office_has_it(working, server):
    phone = await submitted(working, server)
    visit = visit_of(working)
    month = desk_of(working).visits.visit(visit.visit_id).assessment.month
    assert f"计入 {month[:4]}年{int(month[5:])}月（按本机时间" in phone.texts()
    server.show(an_office_visit(visit.visit_id, month="2026-11", photos_total=2))
    await sync(working)
    await phone.wait_for("计入 2026年11月。")


async def test_follow_up_is_part_of_the_record(working, server):
    phone = await submitted(working, server)
    for words in ("部分整改", "灭火器压力不足", "看到的情况：换了一半", "后续建议：一周内换完"):
        assert words in phone.texts()


async def test_problem_of_a_record_says_where_it_stands_and_what_became_of_it(working, server):
    phone = await submitted(working, server)
    controller, facts = desk_of(working), {"category": "safety", "text": "围墙开裂"}
    visits, visit_id = controller.visits, controller.visit_id
    visits.amend(visit_id, "漏记问题")
    visits.raise_finding(visit_id, "fence", {**facts, "is_hazard": True})
    await controller.save(lambda: visits.submit(visit_id))
    assert "已反馈" not in phone.texts()
    said = {"is_hazard": True, "is_seen": True, "fed_back_on": "2026-05-14", **facts}
    known = a_finding(finding_id="fence", visit=visit_id, **said)
    server.workbook = a_workbook(findings=(known,))
    await sync(working)
    await phone.wait_for("督导室已看到")
    assert "2026-05-14\n已反馈" in phone.texts()


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.APPROVED, "督导室已通过这次督导"), (State.RETURNED, "点“更正”补充")],
)
async def test_what_the_office_decided_stands_on_top_with_its_comment(
    working, server, state, words
):
    phone = await submitted(working, server)
    visit = visit_of(working)
    verdict = Verdict.APPROVED if state is State.APPROVED else Verdict.RETURNED
    review = WorkbookReview(
        verdict=verdict, text="请写明留样情况", by_name="李主任", at="2026-05-15T01:00:00.000Z"
    )
    tip = "e" * 64
    server.show(an_office_visit(visit.visit_id, state=state, tip=tip, reviews=(review,)))
    await sync(working)
    await phone.wait_for(words)
    shown = phone.texts()
    assert shown.index(words) < shown.index("请写明留样情况") < shown.index("计入")


async def test_photo_of_a_record_is_looked_at_but_not_changed(installed, sample_photos):
    phone = await finished(installed, sample_photos)
    await phone.press("来自相册")
    await phone.wait_for("防伪码")
    assert not phone.all(ft.TextField)
    assert not phone.all(ft.TextButton, "不用这张照片")


async def test_choosing_a_school_by_its_initials_and_finding_none(installed):
    phone = await installed.practise()
    await phone.press("开始督导")
    for typed in ("lxxx", "lianxixiao"):
        await phone.type("找单位", typed, leave=False)
        assert "练习小学" in phone.texts()
    await phone.type("找单位", "没有这所", leave=False)
    assert "没有找到这样的单位" in phone.texts()


async def test_theme_card_opens_to_its_content(installed):
    phone = await installed.practise()
    assert "建议内容" not in phone.texts()
    await phone.press("本月主题")
    assert "建议内容" in phone.texts()


async def test_visit_that_is_not_on_this_phone_says_where_to_get_it(installed):
    await installed.practise()
    await installed.kill()
    phone = await installed.open("本机上没有这条记录", route="/visit/" + "0" * 64)
    await phone.press("回到本月")
    await phone.wait_for("我的学校")


async def test_today_s_unfinished_visit_is_gone_on_with(installed):
    phone = await installed.begin_visit()
    await phone.back()
    await phone.navigate("/school/practice-1")
    await phone.wait_for("继续今天的督导")
    await phone.press("继续今天的督导")
    await phone.wait_for("到校先记录")


async def test_page_that_there_is_none_of_leads_home(installed):
    await installed.practise()
    await installed.kill()
    phone = await installed.open("没有这一页", route="/nothing/here")
    await phone.press("回到本月")
    await phone.wait_for("我的学校")


async def test_kindergarten_is_called_one_in_its_record_too(installed, sample_photos):
    phone = await finished(installed, sample_photos)
    controller = desk_of(installed)
    view = controller.visits.visit(controller.visit_id)
    assert view.school is not None
    school = view.school.model_copy(update={"school_kind": SchoolKind.KINDERGARTEN})
    shown = phone.texts(place(replace(view, school=school), IN_HAND))
    assert "在园 " in shown
    assert "在校 " not in shown
