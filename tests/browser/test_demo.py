"""The demo as its visitors see it: the pictures of the README are taken here."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from sqlmodel import col, select

from app.device.clock import SystemClock
from demo.creation import demo_accounts
from demo.region import inspectors
from domain.kinds.visit.builder import State
from sync_server.data.tables import AssignmentRow, SchoolRow, VisitRow
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.browser.inspector import Inspector
from tests.browser.office import PICTURES, MovableClock
from tests.browser.supervisor import Console
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.fixtures.made_demo import NOW, MadeFolder
from web import PHONE_PATH, WebPhones, phone_app, with_sessions

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

SUPERVISOR, CLERK, INSPECTOR, *_ = demo_accounts()


@dataclass(frozen=True, slots=True)
class Demo:
    """A served demo."""

    url: str
    server: Server

    def free_school(self) -> SchoolRow:
        """A school of the inspector's, with a position, at which no visit is under way."""
        with self.server.database.session() as session:
            mine = select(AssignmentRow.school_id).where(
                AssignmentRow.account == INSPECTOR.account, col(AssignmentRow.to_on).is_(None)
            )
            busy = select(VisitRow.school_id).where(VisitRow.state == State.IN_PROGRESS)
            free = select(SchoolRow).where(
                col(SchoolRow.school_id).in_(mine),
                col(SchoolRow.school_id).not_in(busy),
                col(SchoolRow.lat).is_not(None),
            )
            return session.exec(free).first() or pytest.fail("no free school")


@pytest.fixture(scope="module")
def demo(made_folder: MadeFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo that the command made, served with the phone app on the day it was made for."""
    folder = made_folder.copy(tmp_path_factory.mktemp("demo") / "data")
    settings = Settings(data=folder)
    clock = MovableClock(NOW - datetime.now(UTC))
    server = build_server(settings, clock)
    phones = phone_app(WebPhones(folder / "web_phones", is_demo=True))
    app = with_sessions(create_app(server, settings, {PHONE_PATH: phones}))
    with pytest.MonkeyPatch.context() as patch, running(app) as url:
        patch.setattr(SystemClock, "now", lambda _: clock())
        yield Demo(url, server)


@pytest_asyncio.fixture(loop_scope="session")
async def console(browser: Browser, demo: Demo) -> AsyncIterator[Console]:
    """The console in front of the supervisor."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    console = Console(await context.new_page(), demo.url)
    await console.sign_in(SUPERVISOR.account, SUPERVISOR.password)
    yield console
    await context.close()


async def test_the_office_sees_the_year(console: Console) -> None:
    page = console.page
    await page.goto(f"{console.url}/visits")
    assert await page.locator("#listing tbody tr").count() > 20
    await page.screenshot(path=str(PICTURES / "console-visits.png"))
    await page.goto(f"{console.url}/month")
    wanted = page.locator("#period option").nth(1)
    await page.locator("#period").select_option(index=1)
    await expect(page.locator("h1")).to_contain_text((await wanted.inner_text()).strip())
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=str(PICTURES / "console-month.png"))


async def test_the_office_sees_what_to_do_and_how_far_everybody_is(console: Console) -> None:
    page = console.page
    await page.goto(f"{console.url}/")
    await expect(page.locator("#duty")).to_be_visible()
    await page.screenshot(path=str(PICTURES / "console-start.png"))
    await page.goto(f"{console.url}/grid")
    assert await page.locator("#listing tbody th a").count() >= len(inspectors())
    await page.screenshot(path=str(PICTURES / "console-grid.png"))


async def test_the_office_sees_a_flagged_trail(console: Console) -> None:
    page = console.page
    await page.goto(f"{console.url}/visits?flag=outside")
    await page.locator("#listing tbody a[href^='/visits/']").first.click()
    await expect(page.locator("#review")).to_be_visible()
    await expect(page.locator(".leaflet-container path").first).to_be_attached()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=str(PICTURES / "console-visit.png"))


async def test_an_inspector_begins_a_visit(inspector: Inspector, demo: Demo) -> None:
    phone = inspector.phone
    school = demo.free_school()
    there = {"latitude": school.lat or 0, "longitude": school.lng or 0, "accuracy": 12}
    await phone.page.context.set_geolocation(there)  # type: ignore[arg-type]
    await inspector.enrol(f"{demo.url}/app/", demo.url, INSPECTOR.account, INSPECTOR.password)
    await phone.picture(PICTURES / "phone-month.png")
    await phone.tap(school.name)
    await phone.tap("开始这次督导")
    await phone.tap("记录到校")
    await phone.sees("范围内，离")
    assert not await phone.shows("不在")
    await inspector.check_four_plans()
    await inspector.hear_lesson("三（2）班")
    await inspector.add_photos(1, 1)
    await phone.misses("已记下")
    await phone.page.mouse.move(4, 400)
    await phone.page.mouse.wheel(0, -2000)
    await phone.picture(PICTURES / "phone-visit.png")
