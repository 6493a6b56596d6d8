"""Papers, photos and the grid in a real browser: by keys, on A4, and on a narrow screen."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, ViewportSize, expect

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.office import a_picture, a_rich_visit
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

# What is between the margins of A4 by GB/T 9704: 156 × 225 mm.
A4 = ViewportSize(width=590, height=850)
WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=800)
SIDEWAYS = "() => document.documentElement.scrollWidth - window.innerWidth"
OUTSIDE = """() => [...document.querySelectorAll(".form-paper table, .form-paper img")]
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1).length"""
HEADS = """() => [...document.querySelectorAll(".form-paper thead")]
  .map((each) => getComputedStyle(each).display)"""
BREAKS = """() => [...document.querySelectorAll(".form-paper tbody tr:not(.long)")]
  .map((each) => getComputedStyle(each).breakInside)"""


@pytest.fixture
def visit(inspection) -> str:
    """A visit with three photos that have come."""
    pictures = [a_picture(each) for each in "一二三"]
    found = a_rich_visit(inspection, pictures)
    for each in pictures:
        inspection.send_photo(each)
    return f"/visits/{found}"


@pytest_asyncio.fixture(loop_scope="session")
async def page(visit, server, tmp_path, browser) -> AsyncIterator[Page]:
    """The supervisor's page; whatever the browser complained of fails the test."""
    said: list[str] = []
    with running(create_app(server, Settings(data=tmp_path / "data"))) as address:
        context = await browser.new_context(base_url=address, viewport=WIDE)
        secret = server.accounts.open_session("li.zhuren")
        await context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
        page = await context.new_page()
        page.on("console", lambda each: said.append(each.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        await context.close()
    assert said == []


async def test_the_arrows_lead_from_photo_to_photo(page, visit):
    await page.goto(f"{visit}/photos/p1")
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowRight", 3), ("ArrowLeft", 2)):
        await page.keyboard.press(key)
        await expect(page.locator(".page-head")).to_contain_text(f"第 {number} 张")
    await page.goto(visit)
    await page.click(".photo-caption a >> nth=0")
    await expect(page.locator(".photo-code")).to_have_text("0123456789")


@pytest.mark.parametrize("paper", ["record", "lessons/1"])
async def test_a_paper_fits_on_a4_with_repeated_heads_and_whole_rows(page, visit, paper):
    await page.emulate_media(media="print")
    await page.set_viewport_size(A4)
    await page.goto(f"{visit}/{paper}")
    assert await page.evaluate(OUTSIDE) == 0
    assert set(await page.evaluate(HEADS)) == {"table-header-group"}
    assert set(await page.evaluate(BREAKS)) == {"avoid"}
    assert not await page.locator(".no-print").first.is_visible()
    images = page.locator(".photos-annex img")
    assert await images.count() == (3 if paper == "record" else 0)
    content = await page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content or b"/MediaBox [0 0 595" in content


async def test_no_page_goes_sideways_on_a_narrow_screen(page, visit):
    await page.set_viewport_size(NARROW)
    for path in ("/grid", "/grid?account=chen.jing", f"{visit}/record", f"{visit}/photos/p1"):
        await page.goto(path)
        assert await page.evaluate(SIDEWAYS) <= 0, path
    await page.goto("/grid")
    assert await page.locator(".grid td:not([data-sum])").first.is_hidden()
    await page.click(".grid a >> text=陈静")
    await expect(page.locator(".of-one .of-school td").first).to_be_visible()


async def test_the_heads_and_names_of_the_grid_stay_in_sight(page):
    await page.goto("/grid")
    for selector, edge in ((".grid thead th >> nth=1", "top"), (".grid tbody th >> nth=1", "left")):
        found = await page.locator(selector).evaluate(
            "(each, edge) => [getComputedStyle(each).position, getComputedStyle(each)[edge]]", edge
        )
        assert found == ["sticky", "0px"]
