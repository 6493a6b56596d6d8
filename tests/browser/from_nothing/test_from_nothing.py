"""From an empty data folder to a reviewed visit: one command, and the rest in the browser."""

from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from app.account.session import AccountSession
from app.sync.transport import HttpTransport
from app.visits.opening import opening_of
from domain.enrolment_link import EnrolmentLink
from domain.kinds.visit.builder import State
from tests.browser.from_nothing.administrator import (
    NEW_PASSWORD,
    Administrator,
    mended_where_marked,
)
from tests.browser.inspector import Inspector
from tests.browser.phone import BrowserPhone, phone_page
from tests.browser.played_month import Done
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
CHECKLIST, SECTION = "作业与睡眠清单", "作业"
ITEM = {
    "内容": "小学书面作业",
    "单位": "分钟",
    "合格不超过": "60",
    "说明": "小学书面作业不超过 60 分钟",
}
OVER = 75
THEMES = {
    month: f"{month}月主题：{word}"
    for month, word in enumerate(
        (
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
        ),
        start=1,
    )
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
    await admin.page.context.clear_cookies()
    with enrolled_by(office, link) as phone:
        make_a_visit(phone, office)
        await review(admin, code, phone)


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
    await see_what_waits(admin, code)
    await approve(admin)
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
    """A checklist with a limit, and twelve themes, each with its content."""
    await admin.write_checklist(CHECKLIST, SECTION, ITEM)
    for month, title in THEMES.items():
        await admin.plan(YEAR, month, title, CHECKLIST)
    await admin.page.goto(f"{admin.url}/themes?year={YEAR}")
    for title in THEMES.values():
        await expect(admin.page.locator("#listing")).to_contain_text(title)


@contextmanager
def enrolled_by(office: OpenOffice, link: EnrolmentLink) -> Iterator[AccountSession]:
    """A phone in May that has signed in by what its camera read."""
    clock = office.desk.clock
    clock.go_to(date(YEAR, 5, 6))
    with closing(HttpTransport()) as network:
        handset = Handset(office.desk.folder / "phone", FakeDevice("新手机", clock), network)
        handset.phone.accounts.enrol(link.server_url, link.account, code=link.code)
        session = handset.phone.accounts.open(link.account)
        assert session.sync.run().problem is None
        yield session
        handset.phone.close()


def make_a_visit(session: AccountSession, office: OpenOffice) -> None:
    """A visit under May's theme, with an answer over its checklist's limit."""
    visits, here = session.visits, Done(SCHOOL, 6, INSPECTOR).fix
    visit = visits.open_visit(SCHOOL.code, opening_of(session.workbook(), 5))
    visits.check_in(visit, here)
    checklist = visits.visit(visit).checklist
    assert checklist is not None
    (item,) = checklist.all_items
    visits.record_answer(visit, item.item_id, OVER)
    office.desk.clock.go_on(minutes=45)
    visits.check_out(visit, here)
    visits.submit(visit, has_no_problem=True)
    assert session.sync.run().problem is None


async def review(admin: Administrator, code: str, phone: AccountSession) -> None:
    """The director sees the answer over its limit, approves, and the phone shows it."""
    await see_what_waits(admin, code)
    await expect(admin.page.locator("main")).to_contain_text(THEMES[5])
    over = admin.page.locator("#answers tr.is-negative")
    for words in (ITEM["内容"], f"{OVER} 分钟"):
        await expect(over).to_contain_text(words)
    await approve(admin)
    assert phone.sync.run().problem is None
    (made,) = phone.visits.list()
    assert made.state is State.APPROVED


async def see_what_waits(admin: Administrator, code: str) -> None:
    """The director signs in with the code of the sheet, and finds the visit waiting."""
    await admin.set_first_password(DIRECTOR, code)
    await admin.sign_in(DIRECTOR, NEW_PASSWORD)
    await admin.page.get_by_role("link", name="次督导等审核").click()
    await expect(admin.page.locator(".queue-school")).to_have_text(SCHOOL.name)


async def approve(admin: Administrator) -> None:
    """The verdict on the visit that is shown."""
    page = admin.page
    await page.locator("#verdict-form textarea").fill("材料齐全")
    await page.get_by_role("button", name="通过，看下一件").click()
    await expect(page.locator(".notice-box.is-good")).to_contain_text("上一件已通过")
