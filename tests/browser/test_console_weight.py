"""What a page of the console costs: little font, once; packed texts; small pictures only."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.creation import demo_accounts
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.browser.office import MovableClock
from tests.browser.supervisor import Console
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.fixtures.made_demo import NOW, MadeFolder
from tests.fixtures.missing import skip_for_lack_of
from tools.front_end import CONSOLE_STYLE

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

FONT_BYTES = 300_000
SUPERVISOR = demo_accounts()[0]


@dataclass
class Weighed:
    """An app, and how many bytes of body it answered at each path."""

    app: ASGIApp
    sent: Counter[str] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def weighed(message: Message) -> None:
            self.sent[scope.get("path", "")] += len(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, weighed)

    def of(self, ending: str) -> dict[str, int]:
        """What was answered at the paths with this ending."""
        return {path: size for path, size in self.sent.items() if path.endswith(ending)}


@pytest.fixture(scope="module")
def demo(made_folder: MadeFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's data."""
    if not CONSOLE_STYLE.is_file():
        skip_for_lack_of("the console's font", "run `python3 -m tools.setup`")
    return made_folder.copy(tmp_path_factory.mktemp("weight") / "data")


@pytest_asyncio.fixture(loop_scope="session")
async def office(browser: Browser, demo: Path) -> AsyncIterator[tuple[Console, Weighed]]:
    """The console in a browser that has nothing of it yet, and what it is sent."""
    settings = Settings(data=demo)
    server = build_server(settings, MovableClock(NOW - datetime.now(UTC)))
    app = Weighed(create_app(server, settings))
    with running(app) as url:
        context = await browser.new_context(viewport={"width": 1280, "height": 860})
        yield Console(await context.new_page(), url), app
        await context.close()


async def shown(page: Page, address: str) -> None:
    """Go there and wait until everything is drawn as it stays."""
    await page.goto(address, wait_until="networkidle")
    await page.evaluate("document.fonts.ready")


async def test_the_font_is_fetched_once_and_only_what_is_needed(office) -> None:
    console, app = office
    await shown(console.page, f"{console.url}/sign-in")
    assert 0 < sum(app.of(".woff2").values()) < FONT_BYTES / 2
    await console.sign_in(SUPERVISOR.account, SUPERVISOR.password)
    await shown(console.page, f"{console.url}/visits")
    assert await console.page.locator("#listing tbody tr").count() > 20
    assert sum(app.of(".woff2").values()) < FONT_BYTES
    assert await console.page.evaluate("document.fonts.check('16px \"Duji Sans\"', '督导记录')")
    app.sent.clear()
    await shown(console.page, f"{console.url}/visits")
    assert (app.of(".woff2"), app.of(".css"), app.of(".js")) == ({}, {}, {})


async def test_no_page_loads_a_photo_s_original(office) -> None:
    console, app = office
    await console.sign_in(SUPERVISOR.account, SUPERVISOR.password)
    rows = console.page.locator("tr[data-href]:not(:has-text('0/0')):has-text('/')")
    await shown(console.page, f"{console.url}/visits")
    await shown(console.page, console.url + str(await rows.first.get_attribute("data-href")))
    await console.page.locator("#photos").scroll_into_view_if_needed()
    await console.page.wait_for_load_state("networkidle")
    photos = {path for path in app.sent if path.startswith("/photos/")}
    assert photos
    assert {path for path in photos if not path.endswith("/thumbnail")} == set()
    assert max(app.of("/thumbnail").values()) < 60_000
