"""A task given in the office is signed for and reported on a phone with a narrow screen."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from domain.clock import local_date
from domain.kinds.task.steps import TaskState
from tests.browser.inspector import Inspector
from tests.browser.office import PICTURES, Office, an_office
from tests.browser.phone import BrowserPhone, phone_page
from tests.builders.tasks import DONE, commands_of, give, seen, stands
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

NARROW = (360, 780)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The office."""
    with an_office(tmp_path / "office") as office:
        yield office


def given(office: Office) -> str:
    """A task that Chen Jing has a week for."""
    today: date = local_date(office.clock())
    soon, due_on = today + timedelta(days=2), today + timedelta(days=7)
    days: dict[str, Any] = {"receive_by": soon, "due_on": due_on}
    return give(commands_of(office.server.database, office.server.committer), "chen.jing", **days)


async def report(phone: BrowserPhone) -> None:
    """Sign for the only task, and tell the office what was done."""
    await phone.tap("1 项交办任务待办")
    await phone.sees("市级交办 · 市教育局督导室")
    await phone.picture(PICTURES / "phone-task.png")
    await phone.tap("签收")
    await phone.misses("签收表示您看过了要求和期限")
    await phone.fill("办理情况", DONE)
    await phone.tap("回报办理情况")
    await phone.sees(DONE)
    await phone.sees("督导室已收到")
    await phone.picture(PICTURES / "phone-task-reported.png")


async def test_a_task_is_signed_for_and_reported_and_comes_back(
    browser: Browser, office: Office, tmp_path: Path
):
    task, database = given(office), office.server.database
    phone = BrowserPhone(await phone_page(browser, *NARROW))
    inspector = Inspector(phone, tmp_path)
    await inspector.enrol(f"{office.url}/app/", office.url)
    await report(phone)
    await inspector.go_back("我的学校")
    await inspector.sync()
    found = stands(database, task)
    assert (found.state("chen.jing"), found.ignored) == (TaskState.REPORTED, ())
    commands = commands_of(database, office.server.committer)
    commands.give_back("li.zhuren", seen(database, task), "chen.jing", "请写明学校")
    await inspector.sync()
    await phone.tab("本月")
    await phone.tap("1 项交办任务待办")
    await phone.sees("督导室退回，请补充后再报：请写明学校")
    await phone.picture(PICTURES / "phone-task-returned.png")
