"""One school's way from a finding to its closing, as the clerk and the supervisor click it."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.closed_loop import CLERK, SUPERVISOR, ClosedLoop, Size
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

WIDE = ViewportSize(width=1280, height=860)


@pytest.fixture
def loop(server, browsers, clock) -> ClosedLoop:
    """Four units with a finding each; the first was not told yet."""
    found = ClosedLoop(server, clock, browsers, Size(3, 1, 4), range(0), range(0))
    found.inspect()
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def desks(loop, server, tmp_path, browser: Browser) -> AsyncIterator[dict[str, Page]]:
    """The clerk's page and the supervisor's."""
    pages, complaints = {}, list[str]()
    with running(create_app(server, Settings(data=tmp_path / "data"))) as address:
        for account in (CLERK, SUPERVISOR):
            context = await browser.new_context(base_url=address, viewport=WIDE)
            secret = server.accounts.open_session(account)
            await context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
            page = pages[account] = await context.new_page()
            page.on("console", lambda said: complaints.append(said.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        yield pages
        for page in pages.values():
            await page.context.close()
    assert complaints == []


async def fill(page: Page, act: str, button: str, **fields: str) -> None:
    """Unfold an act of the page, fill its fields, and send it."""
    place = page.locator("details.office-form", has=page.locator(f"summary:text-is('{act}')"))
    await place.locator("summary").click()
    for name, words in fields.items():
        await place.locator(f"[name={name}]").fill(words)
    await place.get_by_role("button", name=button).click()
    await expect(page.locator("[role=status]").first).to_be_visible()


async def drafted(clerk: Page) -> str:
    """The address of a notice that is begun at the finding and handed in."""
    await clerk.click("text=起草整改通知书")
    await expect(clerk.locator("input[name=findings]")).to_be_checked()
    await clerk.click("button:has-text('预览')")
    await expect(clerk.locator("#paper")).to_contain_text("school-1的f1")
    await clerk.click("button:has-text('保存草稿')")
    await clerk.click("button:has-text('送签')")
    await expect(clerk.locator(".page-head .chip").first).to_have_text("待签发")
    return clerk.url.partition("?")[0]


async def test_a_finding_goes_from_its_discovery_to_its_closing_by_clicks(desks, loop):
    clerk, supervisor = desks[CLERK], desks[SUPERVISOR]
    await clerk.goto("/findings?state=raised")
    await clerk.click("#listing td a >> nth=0")
    await expect(clerk.locator("#story")).to_contain_text("离销号还差：还没有反馈")
    paper = await drafted(clerk)
    await supervisor.goto("/papers")
    await supervisor.click("text=1 份文书待签发")
    await supervisor.click("#listing td a >> nth=0")
    await fill(supervisor, "签发", "签发")
    await expect(supervisor.locator("h1")).to_have_text("万教督整〔2026〕1号")
    await clerk.goto(paper)
    await fill(clerk, "登记送达", "登记送达", signed_by="何校长")
    await clerk.click("#findings .finding-text a")
    await fill(clerk, "登记整改措施、责任人和时限", "登记", text="更换", responsible="何校长")
    await fill(clerk, "登记整改情况", "登记", text="已更换")
    await expect(clerk.locator(".page-head .chip").first).to_have_text("待回访")
    loop.go_to(date(2026, 5, 14))
    loop.look(loop.units[0], loop.units[0].to_mend)
    await supervisor.goto("/closing")
    await supervisor.check("input[name=findings]")
    await supervisor.click("button:has-text('勾选的一起销号')")
    await expect(supervisor.locator("[role=status]")).to_contain_text("已销号 1 条")
    await clerk.reload()
    await expect(clerk.locator(".page-head .chip").first).to_have_text("已销号")
