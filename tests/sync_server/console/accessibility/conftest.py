"""A district with something on every page, and people of every role who look at it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, ViewportSize

from domain.kinds.author import Role
from tests.builders.handset import NOON, a_server
from tests.builders.running import running
from tests.builders.server import SetClock
from tests.sync_server.console.accessibility.alike import new_to_each
from tests.sync_server.console.accessibility.district import District, fill
from tests.sync_server.console.accessibility.judge import axe_source

WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=800)


@pytest.fixture(scope="module")
def district(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """The full district of a server; the other one has nothing but its register."""
    folder = tmp_path_factory.mktemp("full") / "data"
    shutil.copytree(template, folder)
    server = a_server(folder, SetClock(NOON))
    yield fill(server, folder)
    server.close()


@pytest.fixture(scope="module")
def address(district: District) -> Iterator[str]:
    """Where the district is served."""
    with running(district.app()) as found:
        yield found


@pytest.fixture(scope="module")
def new_places(district: District) -> dict[Role, list[str]]:
    """Where each role has something to look at that no role before it has."""
    return new_to_each(district)


@asynccontextmanager
async def looking(
    browser: Chromium, address: str, secret: str, viewport: ViewportSize
) -> AsyncIterator[Page]:
    """A page of somebody with this session; without one, of nobody. It can be judged."""
    context = await browser.new_context(base_url=address, viewport=viewport)
    await context.add_init_script(axe_source())
    if secret:
        await context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
    yield await context.new_page()
    await context.close()
