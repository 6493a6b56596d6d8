"""Photograph every page, wide, narrow and on paper: `python -m tests.pictures FOLDER`.

Full pages are those of the district that the rules of accessibility are tried on, empty ones those
of a district with nothing but its register, refusals what every form answers to wrong fields.
What stands on each sheet is printed, in its order.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Route, sync_playwright
from starlette.testclient import TestClient

from tests.builders.drawn_forms import fill_in, form_on
from tests.builders.handset import NOON, a_server
from tests.builders.office import Inspection, set_up_two_districts
from tests.builders.pages import Browser
from tests.builders.running import running
from tests.builders.server import SetClock
from tests.fixtures.chromium import CHROMIUM_ARGUMENTS, NAMES
from tests.sync_server.console.accessibility.district import District, fill
from tests.sync_server.console.accessibility.places import LISTS
from tests.sync_server.console.scenes import SCENES

SUPERVISOR, ELSEWHERE = "li.zhuren", "li.zhuren.other"
HERE = "**/answered"


class Look(NamedTuple):
    """How a page is looked at."""

    width: int
    height: int
    across: int
    media: Literal["screen", "print"] = "screen"


LOOKS = {
    "wide": Look(1280, 1280, 3),
    "narrow": Look(390, 975, 5),
    "paper": Look(794, 1123, 4, "print"),
}
# What a picture viewer shows without making it smaller.
SHEET_PX, GAP_PX = 1200, 6


def main() -> int:
    """Make the sheets in the folder, and say which page stands where."""
    parser = argparse.ArgumentParser(prog="tests.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the sheets go")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with (
        made() as (district, answers),
        running(district.app()) as address,
        sync_playwright() as player,
    ):
        chromium = player.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        for name, look in LOOKS.items():
            for state, account, places in (
                ("full", SUPERVISOR, district.places),
                ("empty", ELSEWHERE, LISTS),
            ):
                secret = district.server.accounts.open_session(account)
                with looking(chromium, address, look, secret) as page:
                    put_on_sheets(folder, f"{state}-{name}", look, seen(page, places))
        for name, look in LOOKS.items():
            with looking(chromium, address, look) as page:
                put_on_sheets(folder, f"refused-{name}", look, shown(page, answers))
        chromium.close()
    return 0


@contextmanager
def made() -> Iterator[tuple[District, Sequence[tuple[str, str]]]]:
    """The full district, and what its forms refuse: nobody else may make backups meanwhile."""
    with tempfile.TemporaryDirectory(prefix="duji-pictures-") as name:
        data = Path(name) / "data"
        server = a_server(data, SetClock(NOON))
        set_up_two_districts(server)
        district = fill(server, data)
        yield district, list(refused(district))
        server.close()


@contextmanager
def looking(chromium: Chromium, address: str, look: Look, secret: str = "") -> Iterator[Page]:
    """A page of somebody with this session, in a window of this look."""
    context = chromium.new_context(
        base_url=address,
        locale="zh-CN",
        viewport={"width": look.width, "height": look.height},
    )
    if secret:
        context.add_cookies([{"name": "duji_session", "value": secret, "url": address}])
    page = context.new_page()
    page.emulate_media(media=look.media)
    yield page
    context.close()


def seen(page: Page, places: Sequence[str]) -> Iterator[tuple[str, Image.Image]]:
    """Each place as it looks."""
    for place in places:
        page.goto(place)
        yield place, picture_of(page)


def refused(district: District) -> Iterator[tuple[str, str]]:
    """What each form answers to wrong fields."""
    app = district.app()
    for name in sorted(SCENES):
        browser = Browser(TestClient(app, "http://duji.test"))
        browser.keep_session(district.server.accounts.open_session(SUPERVISOR))
        place = SCENES[name](district.server, Inspection.of(district.server), browser)
        form = form_on(browser.page(place), name)
        wrong = {**fill_in(form), **{each: [" "] for each in form.required}}
        wrong |= {each: ["什么"] for each, kind in form.kinds.items() if kind in ("number", "date")}
        answer = browser.send(form.action, **wrong)
        if answer.status_code == 400:
            yield form.action, answer.text


def shown(page: Page, answers: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Image.Image]]:
    """Each answer as a browser that got it shows it."""
    for name, html in answers:
        page.route(HERE, partial(_fulfil, html=html))
        page.goto("/answered")
        yield name, picture_of(page)
        page.unroute(HERE)


def _fulfil(route: Route, html: str) -> None:
    route.fulfill(body=html, content_type="text/html")


def picture_of(page: Page) -> Image.Image:
    """The page from its head to the end of the window, as it is seen before one scrolls."""
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def put_on_sheets(
    folder: Path, name: str, look: Look, pictures: Iterator[tuple[str, Image.Image]]
) -> None:
    """Save them, as many on a sheet as it holds, and print what stands on each."""
    waiting = list(pictures)
    tile = SHEET_PX // look.across, SHEET_PX // look.across * look.height // look.width
    on_a_sheet = look.across * (SHEET_PX // tile[1])
    for number, first in enumerate(range(0, len(waiting), on_a_sheet), 1):
        sheet = Image.new("RGB", (SHEET_PX, SHEET_PX), "gray")
        within = waiting[first : first + on_a_sheet]
        for at, (_, picture) in enumerate(within):
            down, across = divmod(at, look.across)
            small = picture.resize(tuple(each - GAP_PX for each in tile), Image.Resampling.LANCZOS)
            sheet.paste(small, (across * tile[0], down * tile[1]))
        file = folder / f"{name}-{number:02}.png"
        sheet.save(file)
        print(file.name, *(place for place, _ in within), sep="\n  ")


if __name__ == "__main__":
    sys.exit(main())
