"""A task on the screen: shown on the first tab, signed for, reported to the office."""

from pathlib import Path
from typing import Any

import pytest

from domain.kinds.task.steps import TaskState
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import a_district
from tests.builders.register import a_task

DONE = "3 所都看过，护导到位。"
RETURNED = {"state": TaskState.RETURNED, "reported": DONE, "reason": "请写明学校"}
OVER = {"state": TaskState.WITHDRAWN, "reason": "市里取消了", "ended_on": "2026-05-14"}


async def told(folder: Path, **fields: Any) -> PlayedDay:
    made = PlayedDay(folder / "phone", a_district(tasks=(a_task(**fields),)))
    await made.begin()
    return made


@pytest.fixture
async def given(tmp_path):
    """Chen Jing, to whom one task was given."""
    made = await told(tmp_path)
    yield made
    await made.end()


async def test_a_task_is_opened_from_the_first_tab_signed_for_and_reported(given):
    phone, tasks = given.phone, given.installed.ui.session.tasks
    await phone.press("1 项交办任务待办")
    await phone.wait_for("签收表示您看过了要求和期限")
    for said in ("护导专项检查", "市级交办 · 市教育局督导室", "办理期限 2026-05-20", "附表.pdf"):
        assert said in phone.texts()
    await phone.press("签收")
    await phone.until(lambda: tasks.all()[0].state is TaskState.RECEIVED)
    await phone.type("办理情况", DONE)
    await phone.press("回报办理情况")
    await phone.wait_for("有新情况可以再报一次")
    assert tasks.all()[0].reported == DONE
    await phone.back()
    await phone.wait_for("应督导")
    assert "项交办任务待办" not in phone.texts()
    await phone.navigate("/tasks")
    await phone.wait_for("已回报")


async def test_no_report_is_refused_and_a_half_typed_one_is_there_again(given):
    phone = given.phone
    await phone.navigate(f"/task/{'d' * 64}")
    await phone.wait_for("签收表示")
    await phone.press("回报办理情况")
    await phone.wait_for("请写明办理情况")
    await phone.type("办理情况", DONE)
    await phone.navigate("/")
    await phone.navigate(f"/task/{'d' * 64}")
    await phone.wait_for("签收表示")
    assert DONE in phone.texts()


async def test_its_unit_leads_to_where_a_visit_begins(given):
    await given.phone.navigate(f"/task/{'d' * 64}")
    await given.phone.wait_for("涉及单位")
    await given.phone.press("栖云实验小学")
    await given.phone.wait_for("开始这次督导")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (RETURNED, "督导室退回，请补充后再报：请写明学校"),
        (OVER, "已撤回：市里取消了"),
        ({"is_changed": True, "reason": "范围改了"}, "更改原因：范围改了"),
    ],
)
async def test_what_the_office_says_stands_above_the_task(tmp_path, fields, said):
    made = await told(tmp_path, **fields)
    await made.phone.navigate(f"/task/{'d' * 64}")
    await made.phone.wait_for(said)
    assert ("回报办理情况" in made.phone.texts()) == (fields is not OVER)
    await made.end()


async def test_no_tasks_and_a_task_that_is_gone_say_so(day):
    await day.phone.navigate("/tasks")
    await day.phone.wait_for("没有交给您的任务")
    await day.phone.navigate(f"/task/{'d' * 64}")
    await day.phone.wait_for("这项任务不在这里了")
