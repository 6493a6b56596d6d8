"""Story D: from the start page through the queue to papers, merges and who goes where next."""

import csv
import io
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from domain.clock import local_date
from domain.kinds.visit.photo import PhotoSource
from tests.browser.earlier import a_scene
from tests.browser.review_day.district import (
    RELATIVE,
    SUPERVISOR,
    ReviewOffice,
    a_review_office,
    name_of,
)
from tests.browser.review_day.reviewer import Reviewer, in_window
from tests.browser.review_day.trails import (
    SIX,
    SMALL,
    Inspectors,
    Odd,
    Trail,
    an_earlier_visit,
    approved_before,
    bring,
    new_trails,
    of,
)
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.fixtures.depth import IS_SOAK

pytestmark = [pytest.mark.browser, pytest.mark.slow, ON_ONE_LOOP]

# The whole queue, or a short one with each oddity in it.
COUNT = 30 if IS_SOAK else 10
AT_ONCE = 3
EARLIER, TWIN = 45, 44
EXPLAINED = "当天在校门外的分校区，已电话核实"
SENT_BACK = "请补一张现场拍的照片"
AMENDED = "补拍现场照片"
MERGED = "两人同去，各记了一遍"
ONCE = dict.fromkeys(("退回补充", "说明系统提示", "并入另一次督导", "签发文书", "设置分工"), 1)


@dataclass
class Morning:
    """The office, and what came in since yesterday."""

    office: ReviewOffice
    inspectors: Inspectors
    trails: list[Trail]
    twin: Trail

    def one(self, odd: Odd) -> Trail:
        """The first trail with this oddity."""
        return next(of(self.trails, odd))


def a_morning(office: ReviewOffice) -> Iterator[Morning]:
    """The new trails, and one that a colleague has not brought yet."""
    inspectors = Inspectors(office)
    approved_before(office, SUPERVISOR, an_earlier_visit(inspectors, EARLIER))
    twin = inspectors.with_phone(TWIN)
    trails = new_trails(inspectors, COUNT, twin)
    yield Morning(office, inspectors, trails, twin)
    inspectors.close()


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    """The queue on SQLite."""
    with a_review_office(tmp_path) as office:
        yield from a_morning(office)


@asynccontextmanager
async def supervisor(
    browser: Browser, morning: Morning, *, has_script: bool = True
) -> AsyncIterator[Reviewer]:
    """The supervisor, signed in; whatever the browser complained of fails the test."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", java_script_enabled=has_script
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    reviewer = in_window(page, morning.office.url, has_script=has_script)
    await reviewer.sign_in(SUPERVISOR)
    yield reviewer
    assert complaints == []
    await context.close()


async def test_the_day_by_keyboard_with_all_its_numbers(browser: Browser, morning: Morning) -> None:
    async with supervisor(browser, morning) as reviewer:
        await the_whole_day(reviewer, morning)


async def test_the_day_without_script(browser: Browser, morning: Morning) -> None:
    async with supervisor(browser, morning, has_script=False) as reviewer:
        await the_whole_day(reviewer, morning)


@pytest.mark.postgres
async def test_the_day_s_main_path_on_postgresql(
    browser: Browser, postgres_url: str, tmp_path: Path
) -> None:
    with a_review_office(tmp_path, postgres_url) as office:
        for morning in a_morning(office):
            async with supervisor(browser, morning) as reviewer:
                await the_whole_day(reviewer, morning)


async def the_whole_day(reviewer: Reviewer, morning: Morning) -> None:
    """All the supervisor does, in its order."""
    await begin(reviewer, len(morning.trails))
    await the_six(reviewer, morning)
    await the_others(reviewer, len(morning.trails) - len(SIX))
    await what_was_sent_back(reviewer, morning)
    await a_joint_visit(reviewer, morning)
    await a_paper(reviewer)
    await who_goes_where_nobody_was(reviewer)
    await what_was_said_of_each(reviewer, morning)
    await who_did_what(reviewer, len(morning.trails))


async def begin(reviewer: Reviewer, count: int) -> None:
    """The start page says what waits; its number leads to those with flags."""
    await reviewer.open("/")
    await expect(reviewer.link("次督导等审核")).to_contain_text(f"{count} 次督导等审核")
    await expect(reviewer.link("次有提示，先看这些")).to_contain_text(f"{len(SIX)} 次")
    await reviewer.follow(reviewer.link("次督导等审核"))
    assert await reviewer.waiting() == (count, len(SIX))


async def the_six(reviewer: Reviewer, morning: Morning) -> None:
    """Each flagged trail is looked at; one flag is explained, one trail returned."""
    seen: Counter[str] = Counter()
    for left in range(len(SIX), 0, -1):
        assert (await reviewer.waiting())[1] == left
        flags = await reviewer.flags()
        seen.update(flags)
        await reviewer.see_four_elements()
        if flags == [Odd.OUTSIDE] and seen[Odd.OUTSIDE] == 1:
            await see_the_map(reviewer)
            await reviewer.explain(EXPLAINED)
            await expect(reviewer.page.locator("#flags")).to_contain_text(EXPLAINED)
        if Odd.NOT_AS_SIGNED in flags:
            signatures = reviewer.page.locator("#signatures .chip")
            await expect(signatures).to_have_text(["签后又改 1 处"] * 2)
        if Odd.ALBUM in flags:
            await reviewer.send_back(SENT_BACK)
        else:
            await reviewer.approve()
    assert seen == Counter(each.value for each in SIX)


async def see_the_map(reviewer: Reviewer) -> None:
    """On the page of the whole trail: where it was, and how far from the school."""
    queue = reviewer.page.url
    await reviewer.follow(reviewer.link("打开全部留痕、地图和更正"))
    await expect(reviewer.page.locator("#map")).to_be_attached()
    await expect(reviewer.page.locator("table.fixes")).to_contain_text("公里")
    await reviewer.page.goto(queue)


async def the_others(reviewer: Reviewer, count: int) -> None:
    """Some of the unflagged at once, the rest one after the other."""
    assert await reviewer.waiting() == (count, 0)
    await reviewer.follow(reviewer.link("成批通过没有提示的"))
    boxes = reviewer.page.locator("input[name=visits]")
    await expect(boxes).to_have_count(count)
    for at in range(AT_ONCE):
        await reviewer.tick(boxes.nth(at))
    await reviewer.press("通过勾选的")
    await reviewer.said(f"已通过 {AT_ONCE} 次督导")
    await reviewer.follow(reviewer.link("待审核"))
    for left in range(count - AT_ONCE, 0, -1):
        assert await reviewer.waiting() == (left, 0)
        await reviewer.approve()
    await expect(reviewer.page.locator(".empty")).to_contain_text("没有待审的督导")


async def what_was_sent_back(reviewer: Reviewer, morning: Morning) -> None:
    """The phone shows the return and brings a revision; the original stays beside it."""
    trail = morning.one(Odd.ALBUM)
    visits = trail.session.visits
    bring(trail.session)
    (returned,) = visits.month(local_date(morning.office.clock.now())).returned
    assert returned.visit_id == trail.visit
    assert visits.visit(trail.visit).visit.reviews[-1].text == SENT_BACK
    visits.amend(trail.visit, AMENDED)
    visits.take_photo(trail.visit, a_scene(999, SMALL), PhotoSource.CAMERA, trail.place.fix())
    visits.submit(trail.visit)
    bring(trail.session)
    await reviewer.open("/review")
    assert set(await reviewer.flags()) == {Odd.ALBUM, "有更正"}
    await reviewer.approve()
    await reviewer.open(f"/visits/{trail.visit}")
    page = reviewer.page.locator("main")
    for words in (SENT_BACK, AMENDED):
        await expect(page.locator("#timeline")).to_contain_text(words)
    await expect(page.locator("#photos li.photo")).to_have_count(2)
    await expect(reviewer.page.locator("ol.reviews li")).to_have_count(2)


async def a_joint_visit(reviewer: Reviewer, morning: Morning) -> None:
    """A colleague brings the same visit; it is suggested that both are one, and they become it."""
    bring(morning.twin.session)
    await reviewer.open("/review")
    await expect(reviewer.page.locator("[data-joint]")).to_contain_text("可能是同一次各记了一遍")
    await reviewer.follow(reviewer.link("去合并"))
    merge = reviewer.page.locator("#merge details")
    await reviewer.follow(merge.locator("summary"))
    await reviewer.write(merge.get_by_label("并入原因"), MERGED)
    await reviewer.follow(merge.get_by_role("button", name="并入"))
    await expect(reviewer.page.locator("main")).to_contain_text("已并入")
    await expect(reviewer.page.locator("#timeline")).to_contain_text(MERGED)


async def a_paper(reviewer: Reviewer) -> None:
    """A unit's findings become a 整改通知书 with the year's first number; its writer may sign."""
    await reviewer.open("/signing/new")
    await reviewer.page.get_by_label("起草人可以本人签发").check()
    await reviewer.press("保存")
    await reviewer.open("/papers")
    await reviewer.follow(reviewer.link("起草整改通知书"))
    await reviewer.press("保存草稿")
    await reviewer.press("送签")
    await reviewer.page.locator("summary", has_text="签发").click()
    await reviewer.press("签发")
    await expect(reviewer.page.locator("h1")).to_have_text("栖教督整〔2026〕1号")
    await expect(reviewer.page.locator("#history")).to_contain_text("顾主任")


async def who_goes_where_nobody_was(reviewer: Reviewer) -> None:
    """Training schools and private units without a visit; a relative of the head is refused."""
    await reviewer.open("/uncovered?ownership=private")
    await expect(reviewer.page.locator("#listing tbody tr")).to_have_count(3)
    await reviewer.open("/")
    await reviewer.follow(reviewer.link("培训机构"))
    await expect(reviewer.page.locator("#listing tbody tr")).to_have_count(2)
    await reviewer.follow(reviewer.link("启航艺术培训学校"))
    await reviewer.follow(reviewer.link("新增分工"))
    choice = reviewer.page.get_by_label("督学", exact=True)
    await choice.select_option(label=name_of(RELATIVE))
    await reviewer.press("保存")
    await expect(reviewer.page.locator(".field-error")).to_contain_text("回避")
    await choice.select_option(label=name_of(RELATIVE + 1))
    await reviewer.press("保存")
    await reviewer.said("已")
    await expect(reviewer.page.locator("main")).to_contain_text("顾主任")
    await reviewer.open("/schools/training-1")
    await expect(reviewer.page.locator("main")).to_contain_text(name_of(RELATIVE + 1))


async def what_was_said_of_each(reviewer: Reviewer, morning: Morning) -> None:
    """Every trail's history names the supervisor and the verdict, and why a flag was explained."""
    told = Counter[str]()
    for each in morning.trails:
        await reviewer.open(f"/visits/{each.visit}")
        history = await reviewer.page.locator("#timeline").inner_text()
        told.update(words for words in ("顾主任", "审核通过", EXPLAINED) if words in history)
    count = len(morning.trails)
    assert told == {"顾主任": count, "审核通过": count, EXPLAINED: 1}


async def who_did_what(reviewer: Reviewer, count: int) -> None:
    """The page of acts has each of the supervisor's, as often as it was done."""
    await reviewer.open(f"/audit?account={SUPERVISOR}")
    await expect(reviewer.page.locator("#listing")).to_contain_text("顾主任")
    address = f"{reviewer.url}/audit.csv?account={SUPERVISOR}"
    text = await (await reviewer.page.request.get(address)).text()
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    acts = Counter(row["做了什么"] for row in rows)
    # One more stood approved before the day began.
    wanted = {"审核通过": count + 1, **ONCE}
    assert {act: acts[act] for act in wanted} == wanted
