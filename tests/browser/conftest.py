"""An inspector with a phone in her hand."""

from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone, phone_page


@pytest_asyncio.fixture(loop_scope="session")
async def inspector(browser: Browser, tmp_path: Path) -> Inspector:
    """An inspector with a phone in her hand, at the school."""
    return Inspector(BrowserPhone(await phone_page(browser, 390, 844)), tmp_path)
