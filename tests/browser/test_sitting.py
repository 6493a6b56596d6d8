"""Setting an office up in one sitting, a month by many phones, and the clerk's Excel of it."""

import io
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from domain.enrolment_link import EnrolmentLink
from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone, phone_page
from tests.browser.played_month import BY_HAND, MONTH, YEAR, Colleagues, Done, planned, recount
from tests.browser.sitting import CLERK, DIRECTOR, OpenOffice, a_desk, set_up
from tests.browser.supervisor import HEAD_ROW, TOTAL, Console
from tests.builders.messy_workbook import ZONES, responsible, units
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

LIN = list(responsible())[BY_HAND]
HERS = responsible()[LIN][3]
FIRST = Done(HERS, 7, LIN, lessons=((LIN,),), counted={"教案人次": 4, "座谈次": 1}, state="通过")
SECOND = Done(HERS, 27, LIN)
RETURNED = "请补记一次座谈"
AMENDED = "提交更正"
# Each row's cells as they are read.
ROWS = """() => [...document.querySelectorAll('table.month tbody tr, table.month tfoot tr')].map(
  row => [...row.cells].map(cell => cell.textContent.trim()))"""
TITLES = """() => [...document.querySelectorAll('table.month thead tr')[1].cells].map(
  cell => cell.textContent)"""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OpenOffice]:
    """An office that was set up from a messy workbook, and is open."""
    desk = a_desk(tmp_path)
    set_up(desk)
    with desk.opened() as found:
        yield found


@pytest.fixture
def colleagues(office: OpenOffice, tmp_path: Path) -> Iterator[Colleagues]:
    """The other inspectors."""
    found = Colleagues(office, tmp_path)
    yield found
    found.close()


@pytest_asyncio.fixture(loop_scope="session")
async def lin(browser: Browser, office: OpenOffice, tmp_path: Path) -> AsyncIterator[Inspector]:
    """Lin Jing with the web version, at her school."""
    page = await phone_page(browser, 390, 844)
    here = {"latitude": HERS.lat, "longitude": HERS.lng, "accuracy": 12}
    await page.context.set_geolocation(here)  # type: ignore[arg-type]
    yield Inspector(BrowserPhone(page), tmp_path)


async def console_of(browser: Browser, office: OpenOffice, account: str) -> Console:
    """The console in a window of its own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    console = Console(await context.new_page(), office.url)
    await console.sign_in(account)
    return console


async def test_from_a_messy_workbook_to_a_month_whose_every_number_is_what_was_done(
    browser: Browser, office: OpenOffice, colleagues: Colleagues, lin: Inspector
) -> None:
    plan = planned()
    colleagues.sign_in()
    colleagues.go(each for each in plan if each.day < FIRST.day)
    office.desk.clock.go_to(date(YEAR, MONTH, FIRST.day))
    await sign_in_by_link(office, lin)
    await first_visit(lin)
    director = await console_of(browser, office, DIRECTOR)
    await return_and_approve(director, lin)
    colleagues.go(each for each in plan if FIRST.day <= each.day < SECOND.day)
    office.desk.clock.go_to(date(YEAR, MONTH, SECOND.day))
    await second_visit(lin)
    office.desk.clock.go_to(date(YEAR, MONTH, 30))
    clerk = await console_of(browser, office, CLERK)
    done = [*plan, FIRST, SECOND]
    sheets = await workbook(clerk)
    for by in ("zone", "inspector", "school"):
        await check(clerk, by, sheets, done)


async def sign_in_by_link(office: OpenOffice, lin: Inspector) -> None:
    """The link of her sheet, pasted into a field of the web version."""
    account, code = office.desk.codes()[LIN]
    link = EnrolmentLink(office.url, account, code).page
    await lin.enrol_by_link(f"{office.url}/app/", link)


async def first_visit(lin: Inspector) -> None:
    """A visit by hand with a checklist, plans and a lesson."""
    await begin(lin)
    await lin.answer_four()
    await lin.check_four_plans()
    await lin.hear_lesson("三（2）班")
    await leave(lin)


async def begin(lin: Inspector) -> None:
    """Open a visit and check in."""
    await lin.phone.tap(HERS.name)
    await lin.phone.tap("开始这次督导")
    await lin.phone.tap("记录到校")
    await lin.phone.sees("已记录到校")


async def leave(lin: Inspector) -> None:
    """Check out, and hand in."""
    await lin.phone.tap("记录离校")
    await lin.phone.sees("已记录离校")
    await hand_in(lin, "提交给督导室")
    await lin.phone.tab("本月")


async def hand_in(lin: Inspector, button: str) -> None:
    """Look it over, say that nothing was found where it is not said yet, and bring it in."""
    await lin.phone.tap("检查并提交")
    if button != AMENDED:
        await lin.phone.tap("本次未发现问题", "checkbox")
    await lin.phone.tap(button)
    await lin.phone.sees("待审")
    await lin.phone.tap("返回")
    await lin.sync()


async def return_and_approve(director: Console, lin: Inspector) -> None:
    """The office returns the visit, she amends it, the office approves."""
    await open_visit(director)
    await director.review("退回补充", RETURNED)
    await lin.sync()
    await lin.amend_with_a_talk(RETURNED)
    await hand_in(lin, AMENDED)
    await open_visit(director)
    await director.review("通过", "材料齐全")


async def open_visit(director: Console) -> None:
    """From the list of visits to hers."""
    await director.page.goto(f"{director.url}/visits?school={HERS.name}")
    row = director.page.locator("#listing tbody tr").first
    await row.locator("a[href^='/visits/']").first.click()
    await director.page.locator("#review").wait_for()


async def second_visit(lin: Inspector) -> None:
    """A short one at the same school, three weeks later."""
    await lin.phone.tab("本月")
    await begin(lin)
    await leave(lin)


async def workbook(clerk: Console) -> Any:
    """The month's Excel, as the clerk downloads it."""
    await clerk.page.goto(f"{clerk.url}/month?period={YEAR}-{MONTH:02}")
    async with clerk.page.expect_download() as waiting:
        await clerk.page.click("text=导出 Excel")
    content = Path(await (await waiting.value).path()).read_bytes()
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


async def check(clerk: Console, by: str, sheets: Any, done: list[Done]) -> None:
    """The page's table, the Excel's and what was done say the same in every cell."""
    await clerk.page.goto(f"{clerk.url}/month?period={YEAR}-{MONTH:02}&by={by}")
    titles = await clerk.page.evaluate(TITLES)
    shown = await clerk.page.evaluate(ROWS)
    sheet = sheets[{"zone": "按责任区", "inspector": "按督学", "school": "按学校"}[by]]
    written = [row[:-1] for row in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)]
    left = len(shown[0]) - len(titles)
    assert [cell.value for cell in sheet[HEAD_ROW]][left:-1] == titles
    for at, (row, cells) in enumerate(zip(shown, written, strict=False)):
        figures = dict(zip(titles, map(as_read, row[left:]), strict=True))
        assert figures == {t: as_written(t, v) for t, v in zip(titles, cells[left:], strict=True)}
        # What was not done by anybody has no place in the recount.
        expected = dict.fromkeys(titles, 0.0) | expected_of(by, at, row[1], done)
        assert figures == {title: expected[title] for title in titles}, row[1]
    assert (shown[-1][1], written[len(shown) - 1][0]) == (TOTAL, TOTAL)


def expected_of(by: str, at: int, name: str, done: list[Done]) -> dict[str, float]:
    """What one row must say; of schools and zones in the order of the workbook."""
    if name == TOTAL:
        row = recount(done, units())
        row["参与次"] = row["督学人次"]
    elif by == "zone":
        assert name == ZONES[at]
        row = recount(
            [each for each in done if each.unit.zone == name],
            [unit for unit in units() if unit.zone == name],
        )
    elif by == "school":
        unit = units()[at]
        assert name == unit.name
        row = recount([each for each in done if each.unit == unit], [unit])
    else:
        row = recount(done, responsible().get(name, []), name)
    if row["应督导"]:
        row["完成率"] = round(row["已完成"] / row["应督导"] * 100, 1)
    return row


def as_read(text: str) -> float:
    """A figure of the page; a dash is none."""
    return 0 if text == "–" else float(text.replace(",", "").removesuffix("%"))


def as_written(title: str, value: float | None) -> float:
    """A figure of the Excel, a share as its percent."""
    if title == "完成率":
        return round((value or 0) * 100, 1)
    return value or 0
