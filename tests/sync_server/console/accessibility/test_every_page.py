"""No page of the console, for whom and however wide, breaks a rule of accessibility."""

import pytest
from playwright.async_api import Page

from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.accessibility.conftest import NARROW, WIDE, looking
from tests.sync_server.console.accessibility.district import (
    LISTS,
    OPEN_TO_ALL,
    ROLES,
    account_of,
    leads_to,
    page_routes,
)
from tests.sync_server.console.accessibility.judge import NOT_ON_PAPER, complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])


async def judged(page: Page, places, *left_out: str) -> dict[str, list[str]]:
    """What is wrong at each address where something is, some rules left out."""
    wrong = {}
    for place in places:
        await page.goto(place)
        assert "to=" not in page.url
        if found := await complaints(page, *left_out):
            wrong[place] = found
    return wrong


def test_every_page_has_a_place_here(district):
    without = [
        route.path
        for route in page_routes()
        if not any(leads_to(route, place) for place in district.places)
    ]
    assert without == []


@ON_ONE_LOOP
@WIDTHS
@pytest.mark.parametrize("role", ROLES)
async def test_no_page_breaks_a_rule_for_any_role(browser, district, address, role, viewport):
    secret = district.server.accounts.open_session(account_of(role))
    async with looking(browser, address, secret, viewport) as page:
        assert await judged(page, district.places) == {}


@ON_ONE_LOOP
@WIDTHS
async def test_no_page_breaks_a_rule_for_strangers(browser, address, viewport):
    async with looking(browser, address, "", viewport) as page:
        assert await judged(page, OPEN_TO_ALL) == {}


@ON_ONE_LOOP
@WIDTHS
async def test_no_empty_page_breaks_a_rule(browser, district, address, viewport):
    secret = district.server.accounts.open_session("li.zhuren.other")
    async with looking(browser, address, secret, viewport) as page:
        assert await judged(page, LISTS) == {}


@ON_ONE_LOOP
async def test_no_paper_breaks_a_rule(browser, district, address):
    secret = district.server.accounts.open_session("li.zhuren")
    async with looking(browser, address, secret, WIDE) as page:
        await page.emulate_media(media="print")
        assert await judged(page, district.places, *NOT_ON_PAPER) == {}


@ON_ONE_LOOP
@WIDTHS
async def test_a_large_photo_breaks_no_rule(browser, district, address, viewport):
    secret = district.server.accounts.open_session("li.zhuren")
    async with looking(browser, address, secret, viewport) as page:
        await page.goto(district.with_photos)
        await page.click("a[data-large] >> nth=0")
        await page.wait_for_selector("#lightbox img", state="visible")
        assert await complaints(page) == []
