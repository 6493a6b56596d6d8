"""A kill at any moment: the app opens again where it was, and nothing typed is missing."""

import flet as ft

from tests.harness.installation import PlayedInstallation


def visit_of(installed: PlayedInstallation):
    """The visit on the screen, as the phone has saved it."""
    controller = installed.ui.current_controller
    assert controller is not None
    return installed.ui.session.visits.visit(controller.visit_id).visit


async def test_half_typed_note_is_there_after_a_kill_and_becomes_an_entry(installed):
    phone = await installed.begin_visit()
    await phone.press("督导记录")
    await phone.type("督导纪实", "正在写的一句还没", leave=False)
    await installed.kill()
    phone = await installed.open("督导纪实")
    assert phone.page.route.endswith("/notes")
    assert phone.one(ft.TextField, "督导纪实").value == "正在写的一句还没"
    await phone.back()
    assert [note.text for note in visit_of(installed).notes.values()] == ["正在写的一句还没"]


async def test_half_filled_lesson_is_there_after_a_kill(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("学科", "语文")
    await phone.type("课题", "草船借", leave=False)
    await installed.kill()
    phone = await installed.open("听课记录")
    assert phone.one(ft.TextField, "课题").value == "草船借"
    await phone.type("课题", "草船借箭")
    await phone.back()
    lesson = next(iter(visit_of(installed).lessons.values()))
    assert (lesson.subject, lesson.topic) == ("语文", "草船借箭")


async def test_lesson_that_was_never_left_is_on_the_list_as_unfinished(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    listed = phone.page.route
    await phone.press("加一节课")
    await phone.type("学科", "语文", leave=False)
    await installed.kill()
    phone = await installed.open("没填完", route=listed)
    await phone.press("没填完")
    assert phone.one(ft.TextField, "学科").value == "语文"


async def test_back_from_a_restored_page_leads_to_the_visit_and_to_the_month(installed):
    phone = await installed.begin_visit()
    await phone.press("督导方式")
    await installed.kill()
    phone = await installed.open("检查教案")
    await phone.back()
    assert "检查并提交" in phone.texts()
    await phone.back()
    assert "没做完的督导" in phone.texts()


async def test_every_letter_is_kept_while_it_is_typed_fast(installed):
    phone = await installed.begin_visit()
    await phone.press("督导记录")
    field = phone.one(ft.TextField, "督导纪实")
    text = ""
    for letter in "一句写得很快的话，一个字也不能少。":
        text += letter
        phone.session.apply_patch(field._i, {"value": text})
        await phone.event(field, "change", text)
    controller = installed.ui.current_controller
    visits = installed.ui.session.visits
    await phone.until(lambda: visits.draft_texts(controller.visit_id) == {"note.record": text})
    await installed.kill()
    phone = await installed.open("督导纪实")
    assert phone.one(ft.TextField, "督导纪实").value == text


async def test_lost_place_file_costs_only_the_way_back(installed):
    await installed.begin_visit()
    await installed.kill()
    (installed.folder / "place.json").write_text("{broken", "utf-8")
    phone = await installed.open("没做完的督导")
    assert phone.page.route == "/"
