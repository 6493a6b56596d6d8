"""No page of the console, for whom and however wide, breaks a rule of accessibility."""

from dataclasses import dataclass
from itertools import product
from typing import Literal

import pytest
from playwright.async_api import Page, ViewportSize

from domain.kinds.author import Role
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.accessibility.alike import Seen, shape
from tests.sync_server.console.accessibility.conftest import NARROW, WIDE, looking
from tests.sync_server.console.accessibility.district import (
    ROLES,
    account_of,
    leads_to,
    page_routes,
)
from tests.sync_server.console.accessibility.judge import NOT_ON_PAPER, complaints
from tests.sync_server.console.accessibility.places import LISTS, OPEN_TO_ALL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A part is looked at anew where the browser missed a beat, not all of the district.
PARTS = 4
WALKS = list(product(ROLES, range(PARTS)))


@dataclass(frozen=True)
class Look:
    """How a page is looked at, and the rules that do not hold there."""

    name: str
    viewport: ViewportSize
    media: Literal["screen", "print"] = "screen"
    left_out: tuple[str, ...] = ()


SCREENS = (Look("wide", WIDE), Look("narrow", NARROW))
PAPER = Look("paper", WIDE, "print", NOT_ON_PAPER)


async def judged(page: Page, places, *further: Look) -> dict[tuple[str, str], list[str]]:
    """What is wrong at each address where something is, on wide and narrow screens and further."""
    wrong = {}
    for place in places:
        await page.goto(place)
        assert "to=" not in page.url
        for look in (*SCREENS, *further):
            await page.set_viewport_size(look.viewport)
            await page.emulate_media(media=look.media)
            if found := await complaints(page, *look.left_out):
                wrong[place, look.name] = found
    return wrong


def test_every_page_has_a_place_here(district):
    without = [
        route.path
        for route in page_routes()
        if not any(leads_to(route, place) for place in district.places)
    ]
    assert without == []


def test_what_looks_another_way_is_new_and_what_leads_elsewhere_is_not():
    seen = Seen()
    page = '<body><a href="/a">一</a><main><p>甲</p></main><footer></footer>'
    assert seen.is_new(page)
    assert not seen.is_new(page.replace('"/a"', '"/b"'))
    for was, now in (("一", "二"), ("甲", "乙"), ("<p>", '<p class="muted">')):
        assert seen.is_new(page.replace(was, now))


def test_an_answer_has_the_shape_of_one_with_other_words_and_more_of_them():
    answer = '<h1>没有保存</h1><dl><dt>姓名</dt><dd>陈</dd></dl><input type="hidden" value="1">'
    more = answer.replace("没有保存", "过期了").replace("</dl>", "<dt>电话</dt><dd>1</dd></dl>")
    assert shape(answer) == shape(more.replace('value="1"', 'value="2"'))
    assert shape(answer) != shape(answer.replace("<h1>", '<h1 class="code">'))


def test_who_sees_most_is_judged_everywhere_and_every_other_role_somewhere(district, new_places):
    assert list(new_places) == ROLES
    assert ROLES[0] is Role.SUPERVISOR
    assert new_places[Role.SUPERVISOR] == list(district.places)
    assert all("/" in places for places in new_places.values())


@ON_ONE_LOOP
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: "{}-{}".format(*walk))
async def test_no_page_breaks_a_rule_for_any_role(browser, district, address, new_places, walk):
    role, part = walk
    secret = district.server.accounts.open_session(account_of(role))
    paper = (PAPER,) if role is Role.SUPERVISOR else ()
    async with looking(browser, address, secret, WIDE) as page:
        assert await judged(page, new_places[role][part::PARTS], *paper) == {}


@ON_ONE_LOOP
async def test_no_page_breaks_a_rule_for_strangers(browser, address):
    async with looking(browser, address, "", WIDE) as page:
        assert await judged(page, OPEN_TO_ALL) == {}


@ON_ONE_LOOP
async def test_no_empty_page_breaks_a_rule(browser, district, address):
    secret = district.server.accounts.open_session("li.zhuren.other")
    async with looking(browser, address, secret, WIDE) as page:
        assert await judged(page, LISTS) == {}


@ON_ONE_LOOP
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_large_photo_breaks_no_rule(browser, district, address, viewport):
    secret = district.server.accounts.open_session("li.zhuren")
    async with looking(browser, address, secret, viewport) as page:
        await page.goto(district.with_photos)
        await page.click("a[data-large] >> nth=0")
        await page.wait_for_selector("#lightbox img", state="visible")
        assert await complaints(page) == []
