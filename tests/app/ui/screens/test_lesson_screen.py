"""Lessons on the screen: the 听课记录表, in one form that is never lost."""

import json

import flet as ft

from domain.kinds.visit.lesson import Rating
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, holds, visit_of


async def at_lesson(installed: PlayedInstallation) -> PlayedPhone:
    """A new lesson of a practice visit."""
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    return phone


def lesson_of(installed: PlayedInstallation):
    """The one lesson as saved."""
    (lesson,) = visit_of(installed).lessons.values()
    return lesson


async def points(phone: PlayedPhone, **given: str) -> None:
    """Type points for criteria."""
    for name, text in given.items():
        await phone.set(phone.one(ft.TextField, key=f"score-{name}"), text)


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


async def test_stages_are_added_named_timed_and_removed(installed):
    phone = await at_lesson(installed)
    await phone.tap(phone.one(ft.OutlinedButton, key="stage-导入"))
    await phone.tap(phone.one(ft.OutlinedButton, key="stage-"))
    minutes = phone.all(ft.TextField, "用时")
    await phone.set(minutes[0], "5")
    await phone.set(phone.all(ft.TextField, "用时")[1], "20")
    await phone.set(phone.all(ft.TextField, "师生活动")[1], "小组讨论后汇报")
    assert "合计 25 分钟" in phone.texts()
    assert not phone.all(ft.OutlinedButton, key="stage-导入")
    await phone.back()
    assert [each.model_dump() for each in lesson_of(installed).stages] == [
        {"title": "导入", "minutes": 5, "activity": ""},
        {"title": "环节 2", "minutes": 20, "activity": "小组讨论后汇报"},
    ]
    await phone.press("听课记录")
    await phone.tap(phone.one(ft.IconButton, "删除环节 导入"))
    await phone.back()
    assert [each.title for each in lesson_of(installed).stages] == ["环节 2"]


async def test_two_fields_of_a_stage_typed_in_a_row_are_both_kept(installed):
    phone = await at_lesson(installed)
    await phone.tap(phone.one(ft.OutlinedButton, key="stage-新授"))
    name, time = phone.one(ft.TextField, "环节"), phone.all(ft.TextField, "用时")[0]
    # As fast as a client can: both before the screen was drawn again.
    for field, text in ((name, "新授一"), (time, "12")):
        phone.session.apply_patch(field._i, {"value": text})
        await phone.event(field, "change", text)
    await phone.settle()
    await phone.back()
    stage = lesson_of(installed).stages[0]
    assert (stage.title, stage.minutes) == ("新授一", 12)


async def test_stage_left_empty_is_none(installed):
    phone = await at_lesson(installed)
    await phone.tap(phone.one(ft.OutlinedButton, key="stage-"))
    await phone.back()
    assert visit_of(installed).lessons == {}


async def test_points_are_summed_and_propose_a_rating_that_the_inspector_takes(installed):
    phone = await at_lesson(installed)
    await points(phone, goals="18", content="17", process="18", pupils="16.5")
    assert "合计 69.5/80 分" in phone.texts()
    assert "建议评" not in phone.texts()
    await points(phone, effect="１７")
    assert "合计 86.5/100 分" in phone.texts()
    assert "按得分建议评“优”，由您决定" in phone.texts()
    await phone.press("采用")
    assert "建议评" not in phone.texts()
    await phone.back()
    lesson = lesson_of(installed)
    assert (lesson.rating, sum(each.points for each in lesson.scores)) == (Rating.EXCELLENT, 86.5)


async def test_rating_of_one_s_own_stands_against_the_proposal(installed):
    phone = await at_lesson(installed)
    await phone.set(phone.one(ft.Chip, key="rating-fair"), True)
    await points(phone, goals="20", content="20", process="20", pupils="20", effect="20")
    await phone.back()
    assert lesson_of(installed).rating is Rating.FAIR


async def test_points_are_stepped_from_full_marks(installed):
    phone = await at_lesson(installed)
    await phone.tap(phone.one(ft.IconButton, "教学目标 减一"))
    await phone.tap(phone.one(ft.IconButton, "教学目标 减一"))
    await phone.tap(phone.one(ft.IconButton, "教学目标 加一"))
    await phone.tap(phone.one(ft.IconButton, "教学目标 加一"))
    await phone.back()
    assert lesson_of(installed).scores[0].points == 20


async def test_more_points_than_there_are_are_said_and_kept_as_typed(installed):
    phone = await at_lesson(installed)
    await points(phone, goals="25")
    assert "最多 20 分" in phone.texts()
    assert "合计" not in phone.texts()
    await phone.back()
    await phone.wait_for("不能超过满分")
    assert visit_of(installed).lessons == {}
    await phone.press("没填完")
    await holds(phone, "25", key="score-goals")


async def test_period_that_cannot_be_is_said_and_kept(installed):
    phone = await at_lesson(installed)
    await phone.type("学科", "语文")
    await phone.type("节次", "99")
    await phone.back()
    await phone.wait_for("节次请填 1 到 20")
    await phone.press("没填完")
    await phone.type("节次", "2")
    await phone.back()
    assert (lesson_of(installed).period, lesson_of(installed).subject) == (2, "语文")


async def test_talking_it_over_is_counted_in_minutes(installed):
    phone = await at_lesson(installed)
    await phone.type("课后交流用时", "15")
    await phone.back()
    assert lesson_of(installed).talked_min == 15


async def test_half_filled_stages_and_points_survive_a_kill(installed):
    phone = await at_lesson(installed)
    await phone.tap(phone.one(ft.OutlinedButton, key="stage-练习"))
    await phone.set(phone.one(ft.TextField, "师生活动"), "独立完成第 3 题")
    await points(phone, pupils="15")
    await installed.kill()
    phone = await installed.open("听课记录")
    await holds(phone, "独立完成第 3 题", "师生活动")
    await holds(phone, "15", key="score-pupils")
    await phone.back()
    assert lesson_of(installed).stages[0].title == "练习"


async def test_form_draft_is_plain_json_of_its_fields(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("课题", "草船借箭", leave=False)
    controller = desk_of(installed)
    drafts = installed.ui.session.visits.draft_texts(controller.visit_id)
    assert [json.loads(text)["topic"] for text in drafts.values()] == ["草船借箭"]
