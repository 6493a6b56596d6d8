"""A parent's message on the screen: shown on the first tab, opened, answered to the office."""

import pytest

from tests.app.ui.played_day import PlayedDay
from tests.builders.district import a_district
from tests.builders.register import a_message

FOUND = "放学时去看过，已和派出所说好。"


@pytest.fixture
async def told(tmp_path):
    """Chen Jing, to whom one message was passed."""
    made = PlayedDay(tmp_path / "phone", a_district(messages=(a_message(),)))
    await made.begin()
    yield made
    await made.end()


async def test_a_message_is_opened_from_the_first_tab_and_answered(told):
    phone, messages = told.phone, told.installed.ui.session.messages
    await phone.press("1 封群众来信待办")
    await phone.wait_for("来信说")
    for said in ("校门口放学时车多", "请放学时去看", "校园安全和食堂", "栖云实验小学"):
        assert said in phone.texts()
    await phone.until(lambda: messages.letters()[0].is_read)
    await phone.type("办理情况", FOUND)
    await phone.press("报给督导室")
    await phone.wait_for("有新情况可以再报一次")
    assert messages.letters()[0].answered == FOUND
    await phone.back()
    await phone.wait_for("应督导")
    assert "封群众来信待办" not in phone.texts()
    await phone.navigate("/messages")
    await phone.wait_for("已报")


async def test_no_answer_is_refused_and_a_half_typed_one_is_there_again(told):
    phone = told.phone
    await phone.navigate(f"/message/{'e' * 64}")
    await phone.wait_for("来信说")
    await phone.press("报给督导室")
    await phone.wait_for("请写明办理情况")
    await phone.type("办理情况", FOUND)
    await phone.navigate("/")
    await phone.navigate(f"/message/{'e' * 64}")
    await phone.wait_for("来信说")
    assert FOUND in phone.texts()


async def test_nothing_passed_on_and_a_message_that_is_gone_say_so(day):
    await day.phone.navigate("/messages")
    await day.phone.wait_for("没有转给您的来信")
    await day.phone.navigate(f"/message/{'e' * 64}")
    await day.phone.wait_for("这封来信不在这里了")
