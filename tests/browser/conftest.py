"""A browser, and an inspector with a phone in her hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Geolocation, async_playwright

from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone
from tests.fixtures.chromium import CHROMIUM_ARGUMENTS

AT_THE_SCHOOL: Geolocation = {"latitude": 26.598, "longitude": 106.71, "accuracy": 12}


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """A browser with a camera that plays."""
    async with async_playwright() as playwright:
        arguments = [*CHROMIUM_ARGUMENTS, "--use-fake-device-for-media-stream"]
        arguments.append("--use-fake-ui-for-media-stream")
        browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        await browser.close()


@pytest.fixture
async def inspector(browser: Browser, tmp_path: Path) -> Inspector:
    """An inspector with a phone in her hand, at the school."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["geolocation", "camera"],
        geolocation=AT_THE_SCHOOL,
    )
    page = await context.new_page()
    await page.route("**/*", lambda r: r.continue_() if "127.0.0.1" in r.request.url else r.abort())
    return Inspector(BrowserPhone(page), tmp_path)
