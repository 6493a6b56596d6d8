"""No keystroke is lost in a browser: typed fast, pasted or composed, near and far away."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, CDPSession

from tests.browser.inspector import Inspector
from tests.browser.office import Office, an_office
from tests.browser.phone import BrowserPhone, phone_page
from tests.browser.slow_network import SlowNetwork, slow_network
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

HOSE = "软管老化，接口无卡箍"
COMPOSED = "三楼东侧"
WHAT = "问题是什么"
FAR_S = 0.15


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office to sign in at."""
    with ExitStack() as stack:
        yield stack.enter_context(an_office(tmp_path / "office", None))


@pytest.fixture
def network(office: Office) -> Iterator[SlowNetwork]:
    """The way between the browser and the server, which can become long."""
    with slow_network(office.url) as network:
        yield network


@pytest_asyncio.fixture(loop_scope="session")
async def inspector(
    browser: Browser, office: Office, network: SlowNetwork, tmp_path: Path
) -> AsyncIterator[Inspector]:
    """An inspector at the list of a visit's problems."""
    made = Inspector(BrowserPhone(await phone_page(browser, 360, 640)), tmp_path)
    await made.enrol(f"{network.url}/app/", office.url)
    await made.begin()
    await made.phone.tap("发现的问题")
    yield made
    network.delay_s = 0.0


async def raised(inspector: Inspector, pause_ms: int) -> str:
    """What stands in the form of a new problem after it was typed so fast; then it is left."""
    phone = inspector.phone
    await phone.tap("登记一个问题")
    await phone.tap("校园及周边安全、交通", "checkbox")
    field = phone.field(WHAT)
    await phone.reach(field)
    await field.click()
    await phone.still()
    for key in HOSE:
        await phone.page.keyboard.insert_text(key)
        await phone.page.wait_for_timeout(pause_ms)
    await phone.page.wait_for_timeout(1000)
    stands = await field.input_value()
    await inspector.go_back("登记一个问题")
    return stands


@pytest.mark.parametrize("delay_s", [0.0, FAR_S])
async def test_a_problem_stands_as_it_was_typed(inspector, network, delay_s):
    network.delay_s = delay_s
    for pause_ms in (0, 20, 60):
        assert await raised(inspector, pause_ms) == HOSE
    await inspector.phone.page.wait_for_timeout(1000)
    shown = await inspector.phone.page.get_by_text(HOSE).count()
    labelled = await inspector.phone.page.get_by_role("button", name=HOSE).count()
    assert max(shown, labelled) >= 1


async def compose(keyboard: CDPSession, text: str) -> None:
    """What an input method does: letter by letter in composition, then the words."""
    for end in range(1, len(text) + 1):
        await keyboard.send(
            "Input.imeSetComposition",
            {"text": text[:end], "selectionStart": end, "selectionEnd": end},
        )
    await keyboard.send("Input.insertText", {"text": text})


async def test_what_is_composed_and_pasted_far_away_stands_and_survives_the_tab(inspector, network):
    network.delay_s = FAR_S
    phone = inspector.phone
    await phone.tap("登记一个问题")
    field = phone.field(WHAT)
    await field.click()
    await phone.still()
    keyboard = await phone.page.context.new_cdp_session(phone.page)
    await compose(keyboard, COMPOSED)
    await phone.page.keyboard.insert_text(HOSE)
    await compose(keyboard, COMPOSED)
    await phone.page.wait_for_timeout(1000)
    assert await field.input_value() == f"{COMPOSED}{HOSE}{COMPOSED}"
    await phone.page.keyboard.insert_text("完")
    # What has left the tab has arrived, though nobody has heard of it.
    await phone.page.wait_for_timeout(200)
    address = phone.page.url
    again = BrowserPhone(await phone.page.context.new_page())
    await phone.page.close()
    network.delay_s = 0.0
    await again.open(address, WHAT)
    await again.holds(WHAT, f"{COMPOSED}{HOSE}{COMPOSED}完")
