"""A browser, and an inspector with a phone in her hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone, phone_page
from tests.fixtures.chromium import CHROMIUM_ARGUMENTS


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
    return Inspector(BrowserPhone(await phone_page(browser, 390, 844)), tmp_path)
