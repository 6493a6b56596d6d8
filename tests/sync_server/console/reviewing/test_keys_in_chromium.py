"""The queue by keys in a real browser, and a photo dropped on the page; never while one types."""

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from sync_server.data.tables import VisitRow
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.office import Inspection, a_picture
from tests.builders.queue import a_queue
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.accessibility.judge import axe_source, complaints

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

TEXT = "#verdict-form textarea"
DROP = """(data) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "a.jpg", { type: "image/jpeg" }));
  document.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, cancelable: true }));
}"""


@pytest.fixture
def waiting(server) -> dict[str, str]:
    """Four visits that wait; two and four are flagged."""
    return a_queue(server)


@pytest_asyncio.fixture(loop_scope="session")
async def page(waiting, server, tmp_path, browser) -> AsyncIterator[Page]:
    """The supervisor's page of the queue; whatever the browser complained of fails the test."""
    said: list[str] = []
    with running(create_app(server, Settings(data=tmp_path / "data"))) as address:
        context = await browser.new_context(base_url=address)
        secret = server.accounts.open_session("li.zhuren")
        await context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
        await context.add_init_script(axe_source())
        page = await context.new_page()
        page.on("console", lambda each: said.append(each.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.goto("/review")
        yield page
        await context.close()
    assert said == []


async def shown(page: Page) -> str:
    action = await page.get_attribute("#verdict-form", "action")
    return str(action).split("/")[2]


def state_of(server, visit: str) -> str:
    with server.database.session() as session:
        row = session.get(VisitRow, visit)
    assert row is not None
    return str(row.state)


async def test_keys_go_through_the_queue_and_approve(page, waiting, server):
    assert await shown(page) == waiting["two"]
    await page.keyboard.press("j")
    await expect(page.locator(".queue-place")).to_contain_text("第 2 次")
    assert await shown(page) == waiting["four"]
    await page.keyboard.press("k")
    await expect(page.locator(".queue-place")).to_contain_text("第 1 次")
    await page.keyboard.press("a")
    await expect(page.locator(".notice-box.is-good")).to_contain_text("上一件已通过")
    assert await shown(page) == waiting["four"]
    assert state_of(server, waiting["two"]) == "approved"
    await page.go_back()
    await expect(page.locator(".queue-place")).to_contain_text("待审的还有 3 次")


async def test_no_key_does_anything_while_somebody_types(page, waiting, server):
    await page.keyboard.press("r")
    await expect(page.locator(TEXT)).to_be_focused()
    await page.keyboard.type("ajk rco")
    assert await page.input_value(TEXT) == "ajk rco"
    assert await shown(page) == waiting["two"]
    await page.locator("#filter-zone").focus()
    await page.keyboard.press("a")
    await page.keyboard.press("Control+a")
    assert state_of(server, waiting["two"]) == "submitted"


async def test_words_that_stand_there_are_not_sent_with_an_approval_by_one_key(
    page, waiting, server
):
    await page.fill(TEXT, "请补一张照片")
    await page.locator("h1").click()
    await page.keyboard.press("a")
    await expect(page.locator("button[value=approved]")).to_be_focused()
    assert state_of(server, waiting["two"]) == "submitted"


async def test_it_works_without_script_too(page, waiting, server, browser):
    context = await browser.new_context(java_script_enabled=False, base_url=page.url)
    await context.add_cookies(await page.context.cookies())
    plain = await context.new_page()
    await plain.goto("/review")
    await plain.fill(TEXT, "请补一张照片")
    await plain.click("button[value=returned]")
    await expect(plain.locator(".notice-box.is-good")).to_contain_text("上一件已退回")
    await context.close()
    assert state_of(server, waiting["two"]) == "returned"


async def test_a_photo_dropped_on_the_page_is_checked(page):
    await page.goto("/check")
    await page.evaluate(DROP, base64.b64encode(a_picture("没有人有的")).decode())
    await expect(page.locator("#result")).to_contain_text("不是本区的照片")


async def test_what_comes_back_breaks_no_rule_of_accessibility(page, server):
    wang = Inspection.of(server, "wang.fang")
    wang.visit = wang.open_visit("school-2")
    wang.take_photo("p9", a_picture("核对的"), "走廊", check_code="ZYF32E32FT")
    wang.push()
    await page.goto("/check?code=ZYF32E32FT")
    await expect(page.locator(".found")).to_have_count(1)
    assert await complaints(page) == []
    await page.goto("/review")
    await page.locator("#flags details summary").first.click()
    await page.fill("#flags textarea", "校门在北侧，已核对")
    await page.click("#flags button")
    await expect(page.locator(".chip-explained")).to_have_count(1)
    assert await complaints(page) == []
