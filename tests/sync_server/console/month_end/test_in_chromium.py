"""Story E: the clerk's end of the month, by clicks and with its numbers."""

import io
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
import pytest_asyncio
from docx import Document
from openpyxl import load_workbook
from playwright.async_api import Browser, Page, ViewportSize, expect
from pydantic import SecretStr
from sqlalchemy import text

from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import a_server
from tests.builders.month_end import CLERK, SIZES, SUPERVISOR, set_up_office
from tests.builders.office import Inspection
from tests.builders.running import running
from tests.builders.server import SetClock
from tests.builders.trail import an_author
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

WIDE = ViewportSize(width=1280, height=860)
MONTH, CHANGES = "/month?period=2026-05&by=inspector", "/month/2026-05/changes"
CELLS = "rows => rows.map(row => [...row.children].map(each => each.innerText.trim()))"
SQL = {
    "应督导": "SELECT 2 * count(*) FROM school",
    "督导次": "SELECT sum(visits) FROM visit_measures WHERE month = '2026-05'",
}


@pytest.fixture(
    params=[
        pytest.param("", id="sqlite"),
        pytest.param("postgres_url", id="postgres", marks=pytest.mark.postgres),
    ]
)
def office(request, tmp_path, clock) -> Iterator[Server]:
    """The office, and it is still May."""
    name = request.param
    url = {"database_url": SecretStr(request.getfixturevalue(name))} if name else {}
    server = a_server(tmp_path / "office", clock, **url)
    set_up_office(server)
    yield server
    server.close()


def visited(office: Server, account: str) -> Inspection:
    """The phone of somebody who was at their own school."""
    phone = Inspection.of(office, author=an_author(account))
    phone.open_visit(f"s-{account}")
    phone.check_in()
    phone.submit(has_no_problem=True)
    return phone


@pytest.fixture
def late(office: Server, clock: SetClock) -> Inspection:
    """It is June: one visit of May came in time, and this phone still has another."""
    visited(office, "primary.00").push()
    phone = visited(office, "junior.07")
    clock.move(minutes=int(timedelta(days=20) / timedelta(minutes=1)))
    return phone


@pytest_asyncio.fixture(loop_scope="session")
async def desks(
    office: Server, late: Inspection, tmp_path, browser: Browser
) -> AsyncIterator[dict[str, Page]]:
    """The clerk's page and the supervisor's; whatever they complain of fails the test."""
    assert late.visit
    pages, complaints = {}, list[str]()
    with running(create_app(office, Settings(data=tmp_path / "office"))) as address:
        for account in (CLERK, SUPERVISOR):
            context = await browser.new_context(base_url=address, viewport=WIDE, locale="zh-CN")
            secret = office.accounts.open_session(account)
            await context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
            page = pages[account] = await context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
        yield pages
        for page in pages.values():
            await page.context.close()
    assert complaints == []


def number(shown: str) -> int:
    return int(shown.replace(",", "")) if shown.replace(",", "").isdigit() else 0


async def table(page: Page) -> tuple[list[str], list[list[str]], list[str]]:
    """The heads of the figures, the rows, and the foot of the table that is shown."""
    await page.goto(MONTH)
    heads = await page.locator("table.month thead tr:nth-child(2) th").all_inner_texts()
    rows = await page.eval_on_selector_all("table.month tbody tr", CELLS)
    (foot,) = await page.eval_on_selector_all("table.month tfoot tr", CELLS)
    return heads, rows, foot[-len(heads) :]


async def cells(page: Page) -> dict[str, list[tuple[object, ...]]]:
    """Every cell of the month's workbook, sheet by sheet."""
    answer = await page.context.request.get("/month/2026-05.xlsx")
    book = load_workbook(io.BytesIO(await answer.body()), data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


async def eighty_five_rows(page: Page, office: Server) -> None:
    """A row each, those below their quota red, and the foot is their sum and the database's."""
    heads, rows, foot = await table(page)
    people = [row for row in rows if row[1] != "无责任督学"]
    assert len(people) == sum(SIZES.values()) == 85
    for at, head in enumerate(heads):
        if "%" not in foot[at] and foot[at] != "–":
            column = [number(row[len(row) - len(heads) + at]) for row in rows]
            assert (head, sum(column)) == (head, number(foot[at]))
    with office.database.reading() as transaction:
        for head, query in SQL.items():
            told = transaction.tables.execute(text(query)).scalar_one()
            assert (head, number(foot[heads.index(head)])) == (head, told)
    red = page.locator("table.month tbody .share.is-low")
    assert await red.count() == len([row for row in rows if "0.0%" in row])


async def sealed(page: Page) -> None:
    await page.goto(CHANGES)
    await page.click("button:has-text('锁定2026年5月')")
    await expect(page.locator("[role=status]").first).to_contain_text("锁定")


async def what_is_reported(page: Page) -> None:
    """Who lacks how much of a month and of the year."""
    await page.goto("/news-quotas?period=2026-05&state=lacking")
    lacking = await page.locator("#listing tbody tr").all_inner_texts()
    assert [each.split()[0] for each in lacking] == ["云溪区", "屈原管理区"]
    await page.goto("/news-quotas?period=2026&state=lacking")
    await expect(page.locator("#listing")).to_contain_text("全市")
    await expect(page.locator("#listing")).to_contain_text("198")


async def what_is_balanced(clerk: Page, supervisor: Page) -> None:
    """0.5153 is within 0.65, and outside of what the office sets from this year on."""
    page = "/balance?year=2026&stage=primary"
    await clerk.goto(page)
    books = clerk.locator("tr", has_text="生均图书册数").first
    await expect(books).to_contain_text("0.5153")
    await expect(books).to_contain_text("≤0.65")
    await expect(books).not_to_contain_text("未达标")
    await supervisor.goto("/balance-rules/new")
    await supervisor.select_option("[name=standard]", "basic")
    await supervisor.select_option("[name=stage]", "primary")
    for name, words in (("year", "2026"), ("limit", "0.50"), ("source", "市里的办法")):
        await supervisor.fill(f"[name={name}]", words)
    await supervisor.click("button:has-text('保存')")
    await clerk.goto(page)
    await expect(books).to_contain_text("≤0.5 ")
    await expect(books).to_contain_text("未达标")


async def opened_again(page: Page) -> None:
    """Only with a reason, and then as a second version."""
    await page.goto(CHANGES)
    await page.click("summary:has-text('解锁')")
    await page.fill("[name=reason]", " ")
    await page.click("button:has-text('解锁')")
    await expect(page.locator("#unlock-reason-error")).to_be_visible()
    await page.fill("[name=reason]", "漏了一所学校")
    await page.click("button:has-text('解锁')")
    await expect(page.locator(".page-head .chip").first).to_have_text("已解锁")
    await sealed(page)
    await page.goto(MONTH)
    await expect(page.locator("body")).to_contain_text("第 2 版")


async def test_the_clerk_ends_the_month(
    desks: dict[str, Page], office: Server, late: Inspection
) -> None:
    clerk, supervisor = desks[CLERK], desks[SUPERVISOR]
    await eighty_five_rows(clerk, office)
    await sealed(clerk)
    before, told = await table(clerk), await cells(clerk)
    late.push()
    assert await table(clerk) == before
    assert await cells(clerk) == told
    await clerk.goto(CHANGES)
    await expect(clerk.locator("body")).to_contain_text("补报（1 次）")
    await what_is_reported(clerk)
    await what_is_balanced(clerk, supervisor)
    answer = await clerk.context.request.get("/month/2026-05/summary.docx")
    summary = Document(io.BytesIO(await answer.body()))
    styles = [each.style.name for each in summary.paragraphs if each.style]
    assert styles.count("一级标题") == 6
    await opened_again(clerk)
