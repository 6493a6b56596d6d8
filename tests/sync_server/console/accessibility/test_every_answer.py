"""What the console says no to is as accessible as what it shows: 400, 401, 403, 409 and 500."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Page

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.drawn_forms import fill_in, form_on, outdated
from tests.builders.holding import tables_held
from tests.builders.pages import Browser
from tests.builders.running import running
from tests.fixtures.chromium import ON_ONE_LOOP
from tests.sync_server.console.accessibility.alike import shape
from tests.sync_server.console.accessibility.conftest import NARROW, WIDE, looking
from tests.sync_server.console.accessibility.judge import complaints
from tests.sync_server.console.scenes import SCENES

pytestmark = [pytest.mark.browser, pytest.mark.slow, ON_ONE_LOOP]

HERE = "**/answered"


# What the page itself shows the same way is judged there, and is most of the work.
THIN = (
    "for (const each of document.querySelectorAll('.timeline > :nth-child(n + 4)')) each.remove()"
)


@pytest_asyncio.fixture(loop_scope="session")
async def page(server, tmp_path, browser) -> AsyncIterator[Page]:
    """A page that finds the answers' styles and scripts."""
    with running(create_app(server, Settings(data=tmp_path / "data"))) as address:
        async with looking(browser, address, "", WIDE) as page:
            yield page


async def judged(page: Page, html: str) -> list[str]:
    """What is wrong with an answer, wide and narrow, as a browser that got it shows it."""
    await page.route(HERE, lambda route: route.fulfill(body=html, content_type="text/html"))
    await page.goto("/answered")
    await page.evaluate(THIN)
    found = []
    for viewport in (WIDE, NARROW):
        await page.set_viewport_size(viewport)
        found += await complaints(page)
    await page.unroute(HERE)
    return found


@pytest.fixture(scope="module")
def sound() -> set[str]:
    """The shapes of the answers in which nothing is wrong."""
    return set()


@pytest.fixture
def judge(page: Page, sound: set[str]) -> Callable[[str], Awaitable[list[str]]]:
    """What is wrong with an answer; many forms have the same ones, but for their words."""

    async def wrong(html: str) -> list[str]:
        if shape(html) in sound:
            return []
        if not (found := await judged(page, html)):
            sound.add(shape(html))
        return found

    return wrong


def refusals(supervisor: Browser, server, name: str, place: str) -> Iterator[tuple[int, str]]:
    """A form's answers to a wrong field, an old version, another session's form, and to nobody."""
    form = form_on(supervisor.page(place), name)
    fields = fill_in(form)
    wrong = {**fields, **{each: [" "] for each in form.required}}
    wrong |= {each: ["什么"] for each, kind in form.kinds.items() if kind in ("number", "date")}
    stale = {**fields, "form_token": ["0" * 64]}
    for brought in (wrong, outdated(server, fields), stale):
        answer = supervisor.send(form.action, **brought)
        yield answer.status_code, answer.text
    supervisor.client.cookies.delete("duji_session")
    answer = supervisor.send(form.action, **fields)
    yield answer.status_code, answer.text


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_no_refusal_of_a_form_breaks_a_rule(name, server, inspection, supervisor, judge):
    place = SCENES[name](server, inspection, supervisor)
    answers = dict(refusals(supervisor, server, name, place))
    answers.pop(303, None)
    assert set(answers) >= {401, 403}
    wrong = {status: await judge(html) for status, html in answers.items()}
    assert {status: found for status, found in wrong.items() if found} == {}


async def test_neither_a_failure_nor_a_wrong_password_breaks_a_rule(
    supervisor, browsers, page, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("sync_server.review.visit_listing.VisitList.months", broken)
    failed, refused = supervisor.get("/visits"), browsers().sign_in("li.zhuren", "wrong")
    assert (failed.status_code, refused.status_code) == (500, 401)
    assert await judged(page, failed.text) == []
    assert await judged(page, refused.text) == []


async def test_a_page_that_is_behind_breaks_no_rule(
    server, supervisor, inspection, page, monkeypatch
):
    monkeypatch.setattr(server.follower, "_patience_s", 0.05)
    server.follower.start()
    server.follower.catch_up()
    with tables_held(server.database):
        inspection.open_visit("school-1")
        inspection.push()
        html = supervisor.page("/visits")
    server.follower.catch_up()
    assert "正在整理" in html
    assert await judged(page, html) == []
