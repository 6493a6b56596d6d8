"""The map in a real browser: its tiles as they are asked and drawn, and what script adds."""

import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import asinh, pi, radians, tan
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Page, ViewportSize, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import a_school, write
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.map.conftest import position

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

WIDE, NARROW = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=800)
PLACE, GCJ, ZOOM = (40.0, 120.0), (40.0013048, 120.0056757), 16
RED = (220, 0, 0)


def spot() -> tuple[float, float]:
    """The pixel of GCJ-02's place in the world of the zoom, by the textbook."""
    lat, lng = GCJ
    world = 256 * 2**ZOOM
    return (lng + 180) / 360 * world, (1 - asinh(tan(radians(lat))) / pi) / 2 * world


class Tiles:
    """A tile server that keeps what it was asked; lines of red cross at the place."""

    def __init__(self) -> None:
        self.asked: set[tuple[int, int, int]] = set()
        self.headers: list[dict[str, str]] = []
        self.app = Starlette(routes=[Route("/{z:int}/{x:int}/{y:int}.png", self.tile)])

    def tile(self, request: Request) -> Response:
        """One tile."""
        z, x, y = (request.path_params[each] for each in "zxy")
        self.asked.add((z, x, y))
        self.headers.append(dict(request.headers))
        picture = Image.new("RGB", (256, 256), (200, 210, 255))
        across, down = spot()
        pen = ImageDraw.Draw(picture)
        pen.line((across - x * 256, 0, across - x * 256, 255), RED, 5)
        pen.line((0, down - y * 256, 255, down - y * 256), RED, 5)
        raw = io.BytesIO()
        picture.save(raw, "PNG")
        return Response(raw.getvalue(), media_type="image/png")


@pytest.fixture
def opened(server, tmp_path, browser) -> Callable[..., object]:
    """Opens the supervisor's browser at a console; what it complains of fails the test."""

    @asynccontextmanager
    async def open_page(viewport: ViewportSize, **settings: Any) -> AsyncIterator[Page]:
        app = create_app(server, Settings(data=tmp_path / "data", **settings))
        complaints: list[str] = []
        with running(app) as address:
            context = await browser.new_context(base_url=address, viewport=viewport)
            secret = server.accounts.open_session("li.zhuren")
            cookie = {"name": "duji_session", "value": secret, "url": address, "httpOnly": True}
            await context.add_cookies([cookie])
            page = await context.new_page()
            page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            yield page
            await context.close()
        assert complaints == []

    return open_page


def one_school(server) -> None:
    """A district with a single school that has a position."""
    bare = [a_school(f"school-{number}", position=None) for number in (2, 3)]
    write(server, "wanshan", *((each, None) for each in bare))
    write(server, "wanshan", (a_school("school-1", position=position(*PLACE)), None))


async def pixels(page: Page) -> Image.Image:
    """What the browser shows."""
    return Image.open(io.BytesIO(await page.screenshot())).convert("RGB")


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    """Whether the pixel there is of a line."""
    red, green, blue = picture.getpixel((round(x), round(y)))  # type: ignore[misc]
    return bool(red > 150 and green < 90 and blue < 110)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_mark_lies_where_the_tiles_have_the_place(server, opened, viewport):
    one_school(server)
    tiles = Tiles()
    with running(tiles.app) as address:
        template = address + "/{z}/{x}/{y}.png"
        said = {"map_tiles": template, "map_datum": "gcj02", "map_credit": "测试"}
        async with opened(viewport, **said) as page:
            await page.goto("/map")
            await page.locator("#map").scroll_into_view_if_needed()
            await page.wait_for_load_state("networkidle")
            mark = page.locator(".map-mark circle:visible")
            await mark.scroll_into_view_if_needed()
            await page.wait_for_load_state("networkidle")
            box = await mark.bounding_box()
            picture = await pixels(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # To the right of the mark stands its name.
    for across, down in ((-30, -60), (-90, 60), (110, 30)):
        assert is_red(picture, x + across, y)
        assert is_red(picture, x, y + down)
        assert not is_red(picture, x + across, y + down)


async def test_only_what_is_seen_is_asked_and_nobody_is_told_where_from(server, opened):
    one_school(server)
    tiles = Tiles()
    with running(tiles.app) as address:
        template = address + "/{z}/{x}/{y}.png"
        said = {"map_tiles": template, "map_datum": "gcj02", "map_credit": "测试"}
        async with opened(WIDE, **said) as page:
            await page.goto("/map?account=")
            await page.wait_for_load_state("networkidle")
            sources = await page.locator(".map-wide img").evaluate_all(
                "found => found.map(each => each.src)"
            )
    wanted = {
        tuple(map(int, urlsplit(each).path.removesuffix(".png").strip("/").split("/")))
        for each in sources
    }
    across, down = spot()
    assert (ZOOM, int(across // 256), int(down // 256)) in wanted
    assert tiles.asked == wanted
    assert tiles.headers
    assert not any("referer" in each for each in tiles.headers)


async def corners(page: Page) -> list[float]:
    """The part of the map that the address names."""
    await page.wait_for_url("**bbox=**")
    (found,) = parse_qs(urlsplit(page.url).query)["bbox"]
    return [float(each) for each in found.split(",")]


async def test_dragging_shows_what_was_beside(apart, opened):
    async with opened(WIDE) as page:
        await page.goto("/map")
        await page.evaluate("window.isSamePage = true")
        svg = page.locator(".map-wide")
        await svg.scroll_into_view_if_needed()
        before = await svg.evaluate("each => [each.dataset.west, each.dataset.east].map(Number)")
        box = await svg.bounding_box()
        x, y = box["x"] + 400, box["y"] + 200
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x - box["width"] / 4, y, steps=4)
        await page.mouse.up()
        west, _, east, _ = await corners(page)
        quarter = (before[1] - before[0]) / 4
        assert west == pytest.approx(before[0] + quarter, abs=quarter / 20)
        assert east == pytest.approx(before[1] + quarter, abs=quarter / 20)
        await expect(page.locator("#rows tr[data-href]")).to_have_count(1)
        assert await page.evaluate("window.isSamePage")
        await page.go_back()
        await expect(page.locator("#rows tr[data-href]")).to_have_count(4)


async def test_the_wheel_is_the_map_s_with_ctrl_alone(apart, opened):
    async with opened(WIDE) as page:
        await page.goto("/map")
        svg = page.locator(".map-wide")
        await svg.hover()
        await page.mouse.wheel(0, 120)
        await page.wait_for_function("window.scrollY > 0")
        assert "bbox" not in page.url
        before = await svg.evaluate("each => each.dataset.east - each.dataset.west")
        await svg.hover()
        await page.keyboard.down("Control")
        await page.mouse.wheel(0, -120)
        await page.keyboard.up("Control")
        west, _, east, _ = await corners(page)
        assert east - west == pytest.approx(before / 1.25, rel=0.01)


async def test_a_click_opens_a_unit_and_the_ways_stay_on_the_page(apart, opened):
    async with opened(WIDE) as page:
        await page.goto("/map")
        await page.evaluate("window.isSamePage = true")
        await page.click("a[aria-label=放大]")
        await corners(page)
        assert await page.evaluate("window.isSamePage")
        await page.click("a[aria-label=看全部]")
        await page.click(".map-wide .map-mark >> nth=0")
        await page.wait_for_url("**/schools/school-1")
