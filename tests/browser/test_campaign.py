"""A campaign from its plan to its end: the office in Chromium, one team's phone beside it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from domain.clock import local_date
from domain.kinds.campaign.course import CampaignState
from tests.browser.inspector import Inspector
from tests.browser.office import PICTURES, Office, an_office
from tests.browser.phone import BrowserPhone, phone_page
from tests.browser.supervisor import Console
from tests.builders.campaigns import stands
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

TITLE = "有偿补课专项治理"
NARROW, WIDE = (360, 780), ViewportSize(width=1280, height=900)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The office."""
    with an_office(tmp_path / "office") as office:
        yield office


async def signed_in(browser: Browser, office: Office, account: str) -> Page:
    """A wide window of the console in which somebody is signed in."""
    context = await browser.new_context(viewport=WIDE, locale="zh-CN")
    page = await context.new_page()
    await Console(page, office.url).sign_in(account)
    return page


async def act(page: Page, name: str, **fields: str) -> None:
    """Open an act on the campaign's page, tick all there is, fill some fields and send it."""
    form = page.locator("#acts details").filter(has=page.locator("summary", has_text=name))
    await form.locator("summary").click()
    for tick in await form.locator("[type=checkbox][name=accounts]").all():
        await tick.check()
    for field, value in fields.items():
        await form.locator(f"[name={field}]").fill(value)
    await form.get_by_role("button", name=name).click()
    await page.wait_for_load_state()


async def plan(office: Office, page: Page) -> None:
    """The clerk plans it, from the preset to its only team."""
    today = local_date(office.clock())
    await page.goto(f"{office.url}/campaigns/new?preset=conduct")
    await page.locator("[name=title]").fill(TITLE)
    await page.locator("[name=from_on]").fill(today.isoformat())
    await page.locator("[name=to_on]").fill((today + timedelta(days=9)).isoformat())
    for stage in await page.locator("[name=stages]").all():
        await stage.set_checked(await stage.get_attribute("value") in ("notice", "field"))
    for unit in ("school-1", "school-2"):
        await page.locator(f"[name=units][value={unit}]").check()
    await page.get_by_role("button", name="保存方案").click()
    await page.get_by_role("link", name="增加督导小组").click()
    await page.locator("[name=name]").first.fill("第一组")
    await page.locator("[name=leader]").select_option("chen.jing")
    for person in ("wang.fang", "li.zhuren"):
        await page.locator(f"[name=members][value='{person}']").check()
    for unit in ("school-1", "school-2"):
        await page.locator(f"[name=units][value={unit}]").check()
    await page.get_by_role("button", name="保存小组").click()
    await expect(page.get_by_text("督导小组已保存。")).to_be_visible()


async def receive(phone: BrowserPhone, inspector: Inspector) -> None:
    """The leader signs for the plan on her phone."""
    await phone.tap(TITLE)
    await phone.sees("实地督导还没有开始")
    await phone.picture(PICTURES / "phone-campaign-plan.png")
    await phone.tap("签收方案")
    await phone.misses("签收表示您看过了")
    await inspector.go_back("我的学校")
    await inspector.sync()


async def visit(phone: BrowserPhone, inspector: Inspector) -> None:
    """She goes to the first unit, finds nothing, and says so."""
    await inspector.sync()
    await phone.tab("本月")
    await phone.tap(TITLE)
    await phone.tap("第1小学")
    await phone.tap("开始这次督导")
    await phone.tap("记录到校")
    await phone.sees("已记录到校")
    await phone.tap("检查并提交")
    await phone.tap("本次未发现问题（零问题）", "checkbox")
    await phone.tap("离校并提交")
    await phone.sees("待审")
    while not await phone.shows("我的学校", 500):
        await phone.tap("返回")
        await phone.still()
    await inspector.sync()


async def begin(clerk: Page, place: str) -> None:
    """The clerk takes down what came before the field, and lets the team go."""
    await clerk.goto(place)
    await act(clerk, "登记环节")
    await act(clerk, "代为签收")
    await act(clerk, "开始实地督导")


async def close(supervisor: Page, place: str) -> None:
    """The supervisor closes it: not without the reason why a unit was left out."""
    await supervisor.goto(place)
    await expect(supervisor.get_by_text("1/2").first).to_be_visible()
    await act(supervisor, "办结专项", reasons="")
    await expect(supervisor.get_by_text("还有 1 个单位没有督导")).to_be_visible()
    await supervisor.screenshot(path=PICTURES / "console-campaign.png", full_page=True)
    await supervisor.goto(place)
    await act(supervisor, "办结专项", reasons="停课改造，下学期补查")


async def test_a_campaign_goes_from_its_plan_to_its_end(
    browser: Browser, office: Office, tmp_path: Path
):
    clerk = await signed_in(browser, office, "zhao.tong")
    supervisor = await signed_in(browser, office, "li.zhuren")
    await plan(office, clerk)
    place = clerk.url.partition("?")[0]
    await supervisor.goto(place)
    await act(supervisor, "批准方案")
    phone = BrowserPhone(await phone_page(browser, *NARROW))
    inspector = Inspector(phone, tmp_path)
    await inspector.enrol(f"{office.url}/app/", office.url)
    await receive(phone, inspector)
    await begin(clerk, place)
    await visit(phone, inspector)
    await close(supervisor, place)
    found = stands(office.server.database, place.rpartition("/")[2])
    assert (found.state, found.ignored) == (CampaignState.CLOSED, ())
    assert found.closing is not None
    assert found.closing.uncovered == {"school-2": "停课改造，下学期补查"}
