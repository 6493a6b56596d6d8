"""Tiles under the map: none unless set; then from that origin alone, in their own datum."""

import html
import re
from math import asinh, pi, radians, tan

import pytest
from starlette.testclient import TestClient

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import a_school, write
from tests.builders.pages import Browser, matched
from tests.sync_server.console.map.conftest import position

ORIGIN = "https://tiles.example.cn:8443"
TEMPLATE = ORIGIN + "/map/{z}/{x}/{y}.png?tk=a&b"
CREDIT = "某某地图 GS(2026)0001号"
# The published vector: this place on WGS-84, and where GCJ-02 has it.
PLACE, GCJ = (40.0, 120.0), (40.0013048, 120.0056757)
IMAGE = re.compile(
    r'<foreignObject x="([-.\d]+)" y="([-.\d]+)" width="([.\d]+)"[^>]*><img src="([^"]+)"'
)


@pytest.fixture
def with_tiles(server, tmp_path):
    """A supervisor's browser of a console with these tiles; a single school has a position."""
    bare = [a_school(f"school-{number}", position=None) for number in (2, 3)]
    placed = a_school("school-1", position=position(*PLACE))
    write(server, "wanshan", *((each, None) for each in (placed, *bare)))

    def browser(datum: str, zoom: int = 18) -> Browser:
        settings = Settings(
            data=tmp_path / "data",
            map_tiles=TEMPLATE,
            map_datum=datum,
            map_zoom=zoom,
            map_credit=CREDIT,
        )
        app = create_app(server, settings)
        found = Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))
        found.keep_session(server.accounts.open_session("li.zhuren"))
        return found

    return browser


def images_policy(browser: Browser, path: str) -> str:
    """From where the page at this address may show pictures."""
    return matched(r"img-src ([^;]+);", browser.get(path).headers["content-security-policy"])


def spot(place: tuple[float, float], zoom: int) -> tuple[float, float]:
    """The pixel of a world of tiles of 256, by the textbook."""
    lat, lng = place
    across = (lng + 180) / 360
    down = (1 - asinh(tan(radians(lat))) / pi) / 2
    return across * 256 * 2**zoom, down * 256 * 2**zoom


def under_the_mark(page: str) -> tuple[str, float, float]:
    """The tile below the single mark of the wide map, and where in it the mark stands."""
    drawing = matched(r'(<svg class="map-wide".*?</svg>)', page)
    mark = matched(r'class="map-mark" transform="translate\(([^)]+)\)', drawing)
    x, y = map(float, mark.split())
    for left, top, size, address in IMAGE.findall(drawing):
        inside = (x - float(left), y - float(top))
        if all(0 <= each < float(size) - 0.7 for each in inside):
            return html.unescape(address), *inside
    raise AssertionError("no tile below the mark")


def test_nothing_is_asked_of_anybody_without_the_setting(supervisor):
    page = supervisor.page("/map")
    assert "foreignObject" not in page
    assert "没有底图" in page
    assert images_policy(supervisor, "/map") == "'self' data:"


def test_pictures_come_from_that_origin_alone_and_on_the_map_alone(with_tiles):
    browser = with_tiles("wgs84")
    assert images_policy(browser, "/map") == f"'self' data: {ORIGIN}"
    assert images_policy(browser, "/visits") == "'self' data:"
    page = browser.page("/map")
    assert CREDIT in page
    assert "GCJ-02" not in page
    sources = re.findall(r'<img [^>]*src="([^"]+)"', page)
    assert sources
    assert all(each.startswith(f"{ORIGIN}/map/16/") for each in sources)
    assert browser.get("/map").headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("datum", "shown"), [("wgs84", PLACE), ("gcj02", GCJ)])
def test_a_unit_lies_on_its_tile_where_the_tiles_datum_has_it(with_tiles, datum, shown):
    address, x, y = under_the_mark(with_tiles(datum).page("/map"))
    across, down = spot(shown, 16)
    assert address == f"{ORIGIN}/map/16/{int(across // 256)}/{int(down // 256)}.png?tk=a&b"
    assert (x, y) == pytest.approx((across % 256, down % 256), abs=0.2)


def test_the_page_says_that_positions_are_shifted_for_such_tiles(with_tiles):
    page = with_tiles("gcj02").page("/map")
    assert "画的时候已按它偏移" in page
    assert "图上的坐标" not in page


def test_the_part_in_the_address_is_wgs84_whatever_the_tiles_are(with_tiles):
    browser = with_tiles("gcj02")
    nearer = html.unescape(
        matched(r'<a href="([^"]+)#map" aria-label="放大"', browser.page("/map"))
    )
    west, south, east, north = map(float, nearer.split("bbox=")[1].split("%2C"))
    assert (south + north) / 2 == pytest.approx(PLACE[0], abs=2e-5)
    assert (west + east) / 2 == pytest.approx(PLACE[1], abs=2e-5)
    page = browser.page(nearer)
    address, x, y = under_the_mark(page)
    across, down = spot(GCJ, 17)
    assert f"/17/{int(across // 256)}/{int(down // 256)}." in address
    assert (x, y) == pytest.approx((across % 256, down % 256), abs=3)


def test_beyond_the_deepest_zoom_the_last_tiles_are_drawn_larger(with_tiles):
    browser = with_tiles("wgs84", 16)
    nearer = matched(r'<a href="([^"]+)#map" aria-label="放大"', browser.page("/map"))
    page = browser.page(html.unescape(nearer))
    found = IMAGE.findall(matched(r'(<svg class="map-wide".*?</svg>)', page))
    assert {float(size) for _, _, size, _ in found} == {512.7}
    assert all("/map/16/" in address for *_, address in found)
