"""Numbers on the screens: what is meant is recorded, what cannot be read is said and stays."""

import flet as ft
import pytest

from app.ui.screens.visit.lessons.form import FORM, NUMBERS, STAGE_MINUTES
from domain.kinds.visit.lesson import LessonStage
from domain.register.checklist import Checklist, Item, Section
from tests.builders.register import a_workbook
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import visit_begun, visit_of

MONEY = Item(item_id="money", text="食堂结余", kind="number", unit="元", minimum=0, maximum=10**8)
AREA = Item(item_id="area", text="活动室面积", kind="number", unit="平方米", minimum=0, maximum=500)
LIST = Checklist(
    checklist_id="may",
    version=1,
    title="清单",
    sections=(Section(title="一", items=(MONEY, AREA)),),
)


async def on_list(working: PlayedInstallation, server) -> PlayedPhone:
    """A visit at a checklist of numbers."""
    server.workbook = a_workbook(checklists=(LIST,))
    phone = await visit_begun(working)
    await phone.press("督导清单")
    await phone.wait_for("食堂结余")
    return phone


async def type_number(phone: PlayedPhone, key: str, text: str) -> None:
    """Type into the field with this key and leave it."""
    await phone.event(phone.one(ft.TextField, key=key), "focus")
    await phone.set(phone.one(ft.TextField, key=key), text)
    await phone.event(phone.one(ft.TextField, key=key), "blur")
    await phone.settle()


def shown(phone: PlayedPhone, key: str) -> str:
    """What stands in the field with this key."""
    return str(phone.one(ft.TextField, key=key).value)


READ = [
    ("area", "1,5", 1.5),
    ("area", "3，5", 3.5),
    ("area", "１２．５㎡", 12.5),
    ("area", "四十五平方米", 45),
    ("money", "1,234,567", 1234567),
    ("money", "12.5万", 125000),
    ("money", "12345.67元", 12345.67),
]


@pytest.mark.parametrize(("item", "typed", "meant"), READ)
async def test_a_number_is_recorded_as_it_is_meant_and_told(working, server, item, typed, meant):
    phone = await on_list(working, server)
    await type_number(phone, f"number.{item}-field", typed)
    assert visit_of(working).answers[item].value == meant
    assert shown(phone, f"number.{item}-field") == typed
    assert f"记为 {meant}" in phone.texts()


@pytest.mark.parametrize("typed", ["1234567", "12345.67"])
async def test_a_step_up_and_down_gives_back_what_was_there(working, server, typed):
    phone = await on_list(working, server)
    await type_number(phone, "number.money-field", typed)
    assert shown(phone, "number.money-field") == typed
    await phone.tap(phone.one(ft.IconButton, "食堂结余 加一"))
    await phone.tap(phone.one(ft.IconButton, "食堂结余 减一"))
    assert shown(phone, "number.money-field") == typed
    assert visit_of(working).answers["money"].value == float(typed)


@pytest.mark.parametrize("typed", ["1_0", "1,2345", "三五", "2小时", "约50", "9" * 20])
async def test_what_cannot_be_read_is_said_kept_and_told_before_handing_in(working, server, typed):
    phone = await on_list(working, server)
    await type_number(phone, "number.money-field", typed)
    assert "请填" in phone.texts()
    assert visit_of(working).answers == {}
    await phone.back()
    assert "请填" in phone.texts()
    await phone.press("检查并提交")
    assert f"“食堂结余”填的“{typed}”不是能记的数字" in phone.texts()
    page = f"/visit/{working.controller.visit_id}/checklist"
    await phone.navigate(page)
    await phone.settle()
    assert shown(phone, "number.money-field") == typed
    await working.kill()
    again = await working.open("食堂结余", page)
    assert shown(again, "number.money-field") == typed


async def test_a_number_beside_a_step_that_cannot_be_read_is_not_written_over(working, server):
    phone = await on_list(working, server)
    await phone.set(phone.one(ft.TextField, key="number.money-field"), "五万块左右")
    await phone.tap(phone.one(ft.IconButton, "食堂结余 加一"))
    assert shown(phone, "number.money-field") == "五万块左右"
    assert visit_of(working).answers == {}


LESSON = [
    ("form-enrolled", "enrolled", "45人", 45),
    ("form-enrolled", "enrolled", "４５", 45),
    ("form-present", "present", "四十三名", 43),
    ("form-period", "period", "第三节", 3),
    ("form-talked_min", "talked_min", "二十分钟", 20),
]


@pytest.mark.parametrize(("key", "name", "typed", "meant"), LESSON)
async def test_a_lessons_number_is_recorded_as_it_is_meant(installed, key, name, typed, meant):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await type_number(phone, key, typed)
    await phone.back()
    (lesson,) = visit_of(installed).lessons.values()
    assert getattr(lesson, name) == meant


async def test_a_lessons_number_that_cannot_be_read_keeps_the_whole_form(installed):
    phone = await installed.begin_visit()
    await phone.press("听课")
    await phone.press("加一节课")
    await phone.type("班级", "五（2）班")
    await type_number(phone, "form-enrolled", "四五十人")
    assert "“四五十人”看不懂，请填写数字" in phone.texts()
    await phone.back()
    assert "“四五十人”看不懂" in phone.texts()
    assert visit_of(installed).lessons == {}
    await phone.press("没填完")
    assert (shown(phone, "form-enrolled"), shown(phone, "form-class_name")) == (
        "四五十人",
        "五（2）班",
    )


def test_the_fields_ask_for_what_the_models_take():
    for name, asked in {**NUMBERS, "minutes": STAGE_MINUTES}.items():
        info = {**FORM.fields, **LessonStage.model_fields}[name]
        bounds = repr(info.annotation) + repr(info.metadata)
        assert f"ge={asked.low}" in bounds
        assert f"le={asked.high}" in bounds
