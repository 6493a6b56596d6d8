"""The door on a small phone: signing and answering without a script, and each page by the rules."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import FilePayload, Page, ViewportSize, expect

from tests.builders.at_door import COOKIE, a_link
from tests.builders.office import a_picture
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.accessibility.judge import axe_source, complaints

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

PHONE, DESK = ViewportSize(width=360, height=640), ViewportSize(width=1280, height=800)
WIDER = "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"


@asynccontextmanager
async def phone(browser, address: str, *, has_script: bool = False) -> AsyncIterator[Page]:
    context = await browser.new_context(
        base_url=address, viewport=PHONE, java_script_enabled=has_script
    )
    context.set_default_timeout(10_000)
    if has_script:
        await context.add_init_script(axe_source())
    yield await context.new_page()
    await context.close()


async def test_a_school_signs_and_answers_with_photos_on_a_small_phone(
    browser, app, services, code, paper
):
    link = a_link(services).secret
    with running(app) as address:
        async with phone(browser, address) as page:
            await page.goto(f"/door/enter?link={link}")
            await page.click(".door-row")
            await page.fill("#field-code", code)
            await page.fill("#field-name", "何校长")
            await page.click("button:has-text('签收')")
            await expect(page.get_by_role("status")).to_contain_text("已签收")
            await page.click("text=回复这一条")
            await page.fill("#field-measures", "更换灭火器，每月检查。")
            await page.fill("#field-responsible", "总务处 罗主任")
            await page.fill("#field-done", "已换新 4 具。")
            await page.check("#field-is_done")
            await page.set_input_files("input[name=before]", files=[file("前")])
            await page.set_input_files("input[name=after]", files=[file("后一"), file("后二")])
            await page.click("button:has-text('提交')")
            await expect(page.get_by_role("status")).to_contain_text("已提交")
            await expect(page.locator(".door-shots img")).to_have_count(3)


def file(name: str) -> FilePayload:
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": a_picture(name)}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_no_page_of_the_door_breaks_a_rule(browser, services, guest, paper, viewport):
    card = f"/card/{services.door.codes.of_card('wanshan', 'school-1')}"
    visit = re.findall(r'href="(/door/visits/[^"]+)"', guest.page("/door/visits"))[0]
    places = [*places_of(guest, paper), visit, card, "/card/ask", "/pass/none.none"]
    secret = guest.client.cookies[COOKIE]
    with running(guest.client.app) as address:
        async with phone(browser, address, has_script=True) as page:
            await page.set_viewport_size(viewport)
            await page.context.add_cookies(
                [{"name": COOKIE, "value": secret, "url": f"{address}/door"}]
            )
            for place in places:
                await page.goto(place)
                assert (place, await complaints(page)) == (place, [])
                assert (place, await page.evaluate(WIDER)) == (place, False)


def places_of(guest, paper: str) -> list[str]:
    page = guest.page(f"/door/papers/{paper}")
    form = re.findall(r'href="(/door/answer\?[^"]+)"', page)[0].replace("&amp;", "&")
    return ["/door", "/door/enter", "/door/papers/x", f"/door/papers/{paper}", form]
