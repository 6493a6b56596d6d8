"""From an empty data folder to a reviewed visit: one command, and the rest in the browser."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from app.account.session import AccountSession
from app.sync.transport import HttpTransport
from domain.enrolment_link import EnrolmentLink
from domain.kinds.visit.builder import State
from tests.browser.from_nothing.administrator import (
    NEW_PASSWORD,
    Administrator,
    mended_where_marked,
)
from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone, phone_page
from tests.browser.played_month import Done, record
from tests.browser.sitting import DIRECTOR, DISTRICT, Desk, OpenOffice, a_desk
from tests.browser.test_sitting import begin, leave
from tests.builders.messy_workbook import PEOPLE, MessyWorkbook, people, responsible
from tests.builders.phone import FakeDevice, Handset
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, pytest.mark.slow, ON_ONE_LOOP]

YEAR = 2026
INSPECTOR = people()[0]
SCHOOL = responsible()[INSPECTOR][3]
DIRECTOR_NAME = people()[-2]
_WORDS = (
    "安全",
    "寒假",
    "开学",
    "师德",
    "课程",
    "减负",
    "暑期",
    "培训",
    "收费",
    "心理",
    "体育",
    "考核",
)
THEMES = {
    month: (f"{month}月主题：{word}", f"{word}\n台账\n访谈")
    for month, word in enumerate(_WORDS, start=1)
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder, and the one command that README.zh-CN.md gives."""
    desk = a_desk(tmp_path)
    said = desk.duji("init", "--district", DISTRICT, "--name", "栖云区").said
    (tmp_path / "code").write_text(said.partition("登录码：")[2].split()[0], "utf-8")
    return desk


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser, desk: Desk) -> AsyncIterator[tuple[Administrator, OpenOffice]]:
    """The open office, and a window in which nobody has signed in."""
    with desk.opened() as office:
        context = await browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="zh-CN", accept_downloads=True
        )
        yield Administrator(await context.new_page(), office.url), office
        await context.close()


async def test_an_office_sets_itself_up_in_the_browser_and_reviews_its_first_visit(
    window: tuple[Administrator, OpenOffice], desk: Desk
) -> None:
    admin, office = window
    await first_sign_in(admin, desk)
    await import_the_messy_workbook(admin, desk)
    await type_the_year(admin)
    await admin.give_codes()
    await expect(admin.page.locator(".slip")).to_have_count(PEOPLE)
    link = await admin.scanned(INSPECTOR)
    code = await admin.slip(DIRECTOR_NAME).locator("dd.code").inner_text()
    visit = make_a_visit(office, link)
    await admin.page.context.clear_cookies()
    await review(admin, code, visit)


@pytest.mark.soak
async def test_a_phone_in_chromium_enrols_by_the_slip_s_qr_and_its_visit_is_reviewed(
    window: tuple[Administrator, OpenOffice], desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    admin, office = window
    await first_sign_in(admin, desk)
    await import_the_messy_workbook(admin, desk)
    await admin.give_codes()
    link = await admin.scanned(INSPECTOR)
    code = await admin.slip(DIRECTOR_NAME).locator("dd.code").inner_text()
    desk.clock.go_to(date(YEAR, 5, 6))
    page = await phone_page(browser, 390, 844)
    here = {"latitude": SCHOOL.lat, "longitude": SCHOOL.lng, "accuracy": 12}
    await page.context.set_geolocation(here)  # type: ignore[arg-type]
    inspector = Inspector(BrowserPhone(page), tmp_path)
    await inspector.enrol_by_link(f"{office.url}/app/", link.page)
    await begin(inspector)
    await leave(inspector)
    await admin.page.context.clear_cookies()
    await approve(admin, code)
    await inspector.sync()
    await inspector.phone.tab("我的记录")
    await inspector.phone.sees("通过")


async def first_sign_in(admin: Administrator, desk: Desk) -> None:
    """The code of the command sets a password; a second step is turned on and asked for."""
    await admin.set_first_password("admin", (desk.folder / "code").read_text("utf-8"))
    await admin.sign_in("admin", NEW_PASSWORD)
    factor = await admin.turn_on_second_step()
    await admin.confirm_second_step(factor.at(desk.clock()))
    await admin.page.context.clear_cookies()
    desk.clock.go_on(minutes=2)
    await admin.sign_in_with_both("admin", factor, desk.clock)


async def import_the_messy_workbook(admin: Administrator, desk: Desk) -> None:
    """Every fault is named; the marked file is taken, mended where it is red, and comes back."""
    messy = MessyWorkbook()
    file = desk.folder / "基础数据.xlsx"
    file.write_bytes(messy.content())
    await admin.bring(file)
    faults = await admin.faults()
    assert len(faults) == len(messy.wrong)
    for (sheet, cell), said in messy.wrong.items():
        assert [each for each in faults if sheet in each and cell in each and said in each]
    mended = mended_where_marked(await admin.marked(desk.folder))
    await admin.bring(mended)
    assert await admin.faults() == []
    await admin.confirm_import()
    await admin.page.goto(f"{admin.url}/schools")
    await expect(admin.page.locator("main")).to_contain_text("全区在用 60 个单位")
    await admin.page.goto(f"{admin.url}/people")
    await expect(admin.page.locator("main")).to_contain_text(f"全区在用 {PEOPLE + 1} 人")


async def type_the_year(admin: Administrator) -> None:
    """Twelve themes, each with its content."""
    for month, (title, items) in THEMES.items():
        await admin.plan(YEAR, month, title, items)
    await admin.page.goto(f"{admin.url}/themes?year={YEAR}")
    for title, _ in THEMES.values():
        await expect(admin.page.locator("#listing")).to_contain_text(title)


def make_a_visit(office: OpenOffice, link: EnrolmentLink) -> AccountSession:
    """A phone enrols by what its camera read, makes a visit under May's theme, and brings it."""
    clock = office.desk.clock
    clock.go_to(date(YEAR, 5, 6))
    network = HttpTransport()
    handset = Handset(office.desk.folder / "phone", FakeDevice("新手机", clock), network)
    handset.phone.accounts.enrol(link.server_url, link.account, code=link.code)
    session = handset.phone.accounts.open(link.account)
    assert session.sync.run().problem is None
    record(session, Done(SCHOOL, 6, INSPECTOR), clock, lambda name: name)
    assert session.sync.run().problem is None
    theme = session.month(date(YEAR, 5, 6)).theme
    assert theme is not None
    assert theme.title == THEMES[5][0]
    return session


async def review(admin: Administrator, code: str, phone: AccountSession) -> None:
    """The director approves, and the phone shows it."""
    await approve(admin, code)
    assert phone.sync.run().problem is None
    (made,) = phone.visits.list()
    assert made.state is State.APPROVED


async def approve(admin: Administrator, code: str) -> None:
    """The director signs in with the code of the sheet, finds the visit waiting, and approves."""
    await admin.set_first_password(DIRECTOR, code)
    await admin.sign_in(DIRECTOR, NEW_PASSWORD)
    page = admin.page
    await page.get_by_role("link", name="次督导等审核").click()
    await expect(page.locator(".queue-school")).to_have_text(SCHOOL.name)
    await page.locator("#verdict-form textarea").fill("材料齐全")
    await page.get_by_role("button", name="通过，看下一件").click()
    await expect(page.locator(".notice-box.is-good")).to_contain_text("上一件已通过")
