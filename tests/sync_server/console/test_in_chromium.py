"""The pages in a real browser: under their policy, by mouse and by keys, wide and narrow."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, ViewportSize, expect

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.holding import tables_held
from tests.builders.office import Inspection, a_picture, a_rich_visit, amend
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

WIDE, NARROW = ViewportSize(width=1280, height=860), ViewportSize(width=390, height=800)

# What A4 holds between its margins, in CSS pixels.
LANDSCAPE, PORTRAIT = ViewportSize(width=1047, height=700), ViewportSize(width=718, height=1000)


@pytest.fixture
def visits(server, inspection) -> list[str]:
    """Two visits with the same photo; the second was corrected."""
    pictures = [a_picture("一"), a_picture("二")]
    first = a_rich_visit(inspection, pictures)
    for picture in pictures:
        inspection.send_photo(picture)
    second = a_rich_visit(inspection, pictures[:1], "school-2")
    amend(inspection)
    outside = Inspection.of(server, "wang.fang")
    outside.open_visit("school-3")
    outside.check_in(north_m=1900)
    outside.push()
    return [first, second, outside.visit]


@pytest_asyncio.fixture(loop_scope="session")
async def page(visits, server, tmp_path, browser) -> AsyncIterator[Page]:
    """The supervisor's page; whatever the browser complained of fails the test."""
    complaints: list[str] = []
    app = create_app(server, Settings(data=tmp_path / "data"))
    with running(app) as address:
        context = await browser.new_context(base_url=address, viewport=WIDE)
        secret = server.accounts.open_session("li.zhuren")
        await context.add_cookies(
            [{"name": "duji_session", "value": secret, "url": address, "httpOnly": True}]
        )
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        await context.close()
    # That a form was overtaken is no complaint, though Chromium says it like one.
    assert [each for each in complaints if "409 (Conflict)" not in each] == []


async def test_the_list_narrows_without_loading_the_page_anew(page):
    await page.goto("/visits")
    await expect(page.locator("tr[data-href]")).to_have_count(3)
    await page.evaluate("window.isSamePage = true")
    await page.select_option("#filter-account", "wang.fang")
    await expect(page.locator("tr[data-href]")).to_have_count(1)
    assert "account=wang.fang" in page.url
    await page.select_option("#filter-account", "")
    await expect(page.locator("tr[data-href]")).to_have_count(3)
    await page.locator("#filter-school").press_sequentially("第2")
    await expect(page.locator("tr[data-href]")).to_have_count(1)
    await page.click(".state-tab >> text=待审")
    await expect(page.locator("tr[data-href]")).to_have_count(1)
    assert "state=submitted" in page.url
    await page.select_option("#filter-zone", "z1")
    await page.wait_for_url("**zone=z1**")
    assert "state=submitted" in page.url


async def test_a_narrowed_list_says_that_the_tables_are_behind_and_stops_saying_it(
    page, server, inspection, monkeypatch
):
    monkeypatch.setattr(server.follower, "_patience_s", 0.05)
    server.follower.start()
    server.follower.catch_up()
    await page.goto("/visits")
    with tables_held(server.database):
        inspection.open_visit("school-1")
        inspection.push()
        await page.select_option("#filter-account", "wang.fang")
        await expect(page.locator("#behind .is-warning")).to_contain_text("正在整理")
    server.follower.catch_up()
    await page.select_option("#filter-account", "")
    await expect(page.locator("tr[data-href]")).to_have_count(4)
    await expect(page.locator("#behind")).to_have_text("")


async def test_the_list_goes_by_keys(page, visits):
    await page.goto("/visits")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/visits/*")
    await page.go_back()
    await page.keyboard.press("/")
    await expect(page.locator("#filter-school")).to_be_focused()


async def test_any_list_narrows_in_place_and_goes_by_keys(page):
    await page.goto("/schools")
    await expect(page.locator("tr[data-href]")).to_have_count(3)
    await page.evaluate("window.isSamePage = true")
    await page.keyboard.press("/")
    await page.keyboard.insert_text("第2")
    await expect(page.locator("tr[data-href]")).to_have_count(1)
    assert await page.evaluate("window.isSamePage")
    assert "school=" in page.url
    await page.select_option("#filter-zone", "z2")
    await expect(page.locator(".empty strong")).to_have_text("没有符合条件的学校")
    await page.select_option("#filter-zone", "z1")
    async with page.expect_download() as waiting:
        await page.click("text=导出 CSV")
    assert (await waiting.value).suggested_filename == "万山区_学校_2026-05-14.csv"
    await page.locator("#listing td a").first.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/schools/school-2")


async def test_a_school_is_closed_by_keys_alone(page):
    await page.goto("/schools/school-3")
    await page.locator("text=更正或停用").focus()
    await page.keyboard.press("Enter")
    await page.locator("#school-closed_on").focus()
    for letter in "05142026":
        await page.keyboard.press(letter)
    await page.keyboard.press("Enter")
    await expect(page.locator("[role=status]")).to_contain_text("已保存")
    await expect(page.locator(".page-head .chip")).to_have_text("2026-05-14 起停用")


async def test_the_map_and_the_large_photos_work_under_the_policy(page, visits):
    await page.goto(f"/visits/{visits[0]}")
    await expect(page.locator("#map path.leaflet-interactive").first).to_be_visible()
    await expect(page.locator("#map .map-label").first).to_be_visible()
    assert await page.locator("#map img").count() == 0
    shown = page.locator("#photos img").first
    await expect(shown).to_have_js_property("complete", True)
    assert await shown.evaluate("image => image.naturalWidth") == 480
    await page.click("a[data-large] >> nth=0")
    await expect(page.locator("#lightbox")).to_be_visible()
    await expect(page.locator("#lightbox img")).to_have_js_property("naturalWidth", 640)
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#lightbox figcaption")).to_contain_text("现场照片2")
    await page.keyboard.press("Escape")
    await expect(page.locator("#lightbox")).to_be_hidden()


async def test_a_visit_is_reviewed_by_hand(page, visits):
    await page.goto(f"/visits/{visits[1]}")
    await page.fill("#review textarea", "请补一张后厨照片")
    await page.click("text=退回补充")
    await expect(page.locator("[role=status]")).to_contain_text("已退回")
    await expect(page.locator(".reviews .said")).to_have_text("请补一张后厨照片")
    await expect(page.locator(".chip-large").first).to_have_text("退回")


async def test_a_paper_is_signed_by_who_wrote_it_and_voided_by_hand(page):
    await page.goto("/signing/new")
    await page.check("input[name=drafter_may_sign]")
    await page.click("main button[type=submit]")
    await page.goto("/papers")
    await page.click("text=起草整改通知书 >> nth=0")
    await page.click("button:has-text('预览')")
    await expect(page.locator("#paper")).to_contain_text("你单位存在以下问题")
    await page.click("button:has-text('保存草稿')")
    await page.click("button:has-text('送签')")
    await page.click("summary:has-text('签发')")
    await page.click("button:has-text('签发')")
    await expect(page.locator("h1")).to_have_text("万教督整〔2026〕1号")
    await page.click("summary:has-text('作废')")
    await page.fill("textarea[name=reason]", "单位写错了")
    await page.click("button:has-text('作废')")
    await expect(page.locator(".page-head .chip")).to_have_text("作废")


async def test_the_workbook_is_taken_away(page):
    await page.goto("/month?period=2026-05")
    await page.check("input[value=inspector]", force=True)
    await expect(page.locator("tbody th").first).to_have_text("陈静")
    async with page.expect_download() as waiting:
        await page.click("text=导出 Excel")
    download = await waiting.value
    assert download.suggested_filename == "万山区教育督导统计表（2026年5月）.xlsx"


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_no_page_is_wider_than_its_window(page, visits, viewport):
    await page.set_viewport_size(viewport)
    paths = ["/visits", *(f"/visits/{visit}" for visit in visits), "/month", "/sign-in"]
    paths += ["/trainings", "/trainings/new", "/training-hours", "/activities", "/activities/new"]
    paths += ["/devices", "/history/school/school-1", "/history/theme/month-05"]
    paths += ["/papers", "/schools/school-1/paper", "/schools"]
    paths += ["/schools/school-1", "/schools/school-1/edit", "/zones", "/zones/z1"]
    paths += ["/themes", "/themes/month-05", "/themes/new", "/assignments", "/avoidances"]
    paths += ["/assignments/new", "/assignments/school-1/chen.jing/2026-01-01/edit"]
    for path in paths:
        await page.goto(path)
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await page.evaluate(over) <= 0, path


@pytest.mark.parametrize(
    ("path", "paper"), [("/month", LANDSCAPE), ("/papers", PORTRAIT), ("/schools", LANDSCAPE)]
)
async def test_paper_holds_the_whole_table_and_nothing_to_press(page, path, paper):
    await page.set_viewport_size(paper)
    await page.emulate_media(media="print")
    await page.goto(path)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(over) <= 0
    await expect(page.locator("thead").first).to_be_visible()
    for control in await page.locator("button, select, textarea").all():
        await expect(control).to_be_hidden()


@pytest.mark.parametrize("by", ["zone", "inspector", "school"])
async def test_a_month_is_large_enough_to_read_on_a4_with_sums_of_a_year(page, by):
    await page.set_viewport_size(LANDSCAPE)
    await page.emulate_media(media="print")
    await page.goto(f"/month?period=2026&by={by}")
    table = page.locator(".month")
    sums = table.locator("tfoot td:not(.serial, .note)")
    await sums.evaluate_all("cells => cells.forEach(each => { each.textContent = '1,034' })")
    assert await table.evaluate("table => table.offsetWidth") <= LANDSCAPE["width"]
    sizes = "cells => cells.map(each => getComputedStyle(each).fontSize)"
    # 9 pt, of which there are 72 to an inch and of CSS pixels 96.
    assert set(await table.locator("td, th").evaluate_all(sizes)) == {"12px"}


async def test_nothing_sticks_on_paper_and_the_sum_stands_once(page):
    await page.emulate_media(media="print")
    await page.goto("/month?period=2026-05&by=school")
    places = "cells => cells.map(each => getComputedStyle(each).position)"
    assert set(await page.locator(".month th, .month td").evaluate_all(places)) == {"static"}
    # A foot would be drawn at the end of every page, as if it were that page's sum.
    foot = page.locator(".month tfoot")
    assert await foot.evaluate("foot => getComputedStyle(foot).display") == "table-row-group"
    await expect(foot.locator("th")).to_have_text("合计")


async def test_a_visit_on_paper_has_its_year_its_number_and_its_photos_whole(page, visits):
    await page.set_viewport_size(PORTRAIT)
    await page.emulate_media(media="print")
    await page.goto(f"/visits/{visits[0]}")
    await page.wait_for_load_state("networkidle")
    await expect(page.locator(".paper-head")).to_have_text("万山区教育督导记录")
    await expect(page.locator(".element-big").first).to_have_text("2026年5月14日 星期四")
    await expect(page.locator("#timeline .step-when").first).to_contain_text("2026-05-14")
    await expect(page.locator("#timeline > p")).to_contain_text(visits[0])
    for photo in await page.locator(".photo-view img").all():
        shown, own = await photo.evaluate(
            "img => [img.clientWidth / img.clientHeight, img.naturalWidth / img.naturalHeight]"
        )
        assert shown == pytest.approx(own, rel=0.02)
    for control in await page.locator("button, select, textarea, input").all():
        await expect(control).to_be_hidden()
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(over) <= 0


@pytest.mark.parametrize(("place", "is_asked_for"), [(0, False), (2, True)])
async def test_a_line_to_sign_on_stands_where_nobody_has_signed(page, visits, place, is_asked_for):
    await page.emulate_media(media="print")
    await page.goto(f"/visits/{visits[place]}")
    await expect(page.locator("#signatures .signed")).to_have_count(int(is_asked_for))


async def test_what_came_meanwhile_is_shown_with_the_words_kept(page, visits):
    await page.goto(f"/visits/{visits[0]}")
    await page.evaluate("document.querySelector('#review [name=version]').value = '0'.repeat(64)")
    await page.fill("#review textarea", "请补一张后厨照片")
    await page.click("text=退回补充")
    await page.click("text=去看一看")
    await expect(page.locator("#review .since")).to_be_visible()
    await expect(page.locator("#review textarea")).to_have_value("请补一张后厨照片")
    await page.click("text=退回补充")
    await expect(page.locator("[role=status]")).to_contain_text("已退回")


async def test_a_training_is_recorded_by_keys_alone(page):
    await page.goto("/trainings/new")
    await page.locator("#training-held_on").focus()
    for letter in "05122026":
        await page.keyboard.press(letter)
    await page.locator("#training-title").focus()
    await page.keyboard.insert_text("新聘督学培训")
    for key in ("Tab", "ArrowDown", "Tab", "Enter"):
        await page.keyboard.press(key)
    await expect(page.locator("[role=status]")).to_contain_text("已登记")
    await expect(page.locator("h1")).to_have_text("新聘督学培训")
