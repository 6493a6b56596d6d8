"""Screens as Chromium lays them out on a small phone: names, room for a thumb, large letters."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from tests.browser.office import Office, an_office
from tests.browser.phone import PATIENCE_MS, BrowserPhone, phone_page
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

ANDROID = (
    "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/116.0.0.0 Mobile Safari/537.36"
)
TAP_DP, WIDTH, HEIGHT = 48, 360, 640
# What can be tapped: role, name, width, height, right edge.
TARGETS = """() => [...document.querySelectorAll('flt-semantics')].filter(node =>
  ['button', 'checkbox', 'switch', 'tab', 'radio'].includes(node.getAttribute('role'))
).map(node => {
  const at = node.getBoundingClientRect();
  const name = node.getAttribute('aria-label') || node.textContent || '';
  return [node.getAttribute('role'), name, at.width, at.height, at.right];
})"""
LARGER = "size => document.addEventListener('DOMContentLoaded', () => " + (
    "document.documentElement.style.fontSize = size)"
)


class SmallPhone(BrowserPhone):
    """An Android phone of 360 x 640 dp."""

    async def wake(self, words: str) -> None:
        """A phone's app wakes for a touch in its middle, not for a click."""
        veil = self.page.locator("flt-semantics-placeholder")
        await veil.wait_for(state="attached", timeout=PATIENCE_MS)
        for _ in range(40):
            if not await veil.count():
                break
            await self.page.touchscreen.tap(WIDTH / 2, HEIGHT / 2)
            await self.page.wait_for_timeout(500)
        await self.sees(words)

    async def complaints(self) -> set[str]:
        """What on the screen has no name, is too small, or is cut off at the right edge.

        It is looked at twice, scrolled a little in between: what a bar only covers in part is
        not small.
        """
        first = await self._seen()
        await self.page.mouse.move(WIDTH / 2, HEIGHT / 2)
        await self.page.mouse.wheel(0, 40)
        await self.page.wait_for_timeout(300)
        again = await self._seen()
        await self.page.mouse.wheel(0, -40)
        await self.page.wait_for_timeout(300)
        return first & again

    async def _seen(self) -> set[str]:
        await self.still()
        found = set()
        for role, name, width, height, right in await self.page.evaluate(TARGETS):
            if not name.strip():
                found.add(f"{role} without a name")
            if min(width, height) < TAP_DP - 0.5:
                found.add(f"{role} {name!r} is {width:.0f} x {height:.0f}")
            if right > WIDTH + 0.5:
                found.add(f"{role} {name!r} is cut off")
        return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server that serves the app."""
    with an_office(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def phones(browser: Browser, office: Office) -> AsyncIterator[Callable[[float], Any]]:
    """Opens the app on a small phone whose letters are so many times as large."""
    opened: list[BrowserContext] = []

    async def phone(larger: float) -> SmallPhone:
        page = await phone_page(
            browser, WIDTH, HEIGHT, user_agent=ANDROID, has_touch=True, is_mobile=True
        )
        opened.append(page.context)
        await page.add_init_script(f"({LARGER})('{16 * larger:.0f}px')")
        made = SmallPhone(page)
        await made.open(f"{office.url}/app/", "登录督迹")
        return made

    yield phone
    for context in opened:
        await context.close()


async def walked(phone: SmallPhone, *steps: tuple[str, str, bool]) -> dict[str, set[str]]:
    """What is wrong after each tap: what to tap, what comes then, and whether to go back."""
    wrong = {}
    for tapped, words, goes_back in steps:
        await phone.tap(tapped)
        await phone.sees(words)
        if found := await phone.complaints():
            wrong[words] = found
        if goes_back:
            await phone.tap("返回")
            await phone.still()
    return wrong


async def test_a_visit_s_screens_have_names_and_room_for_a_thumb(phones) -> None:
    wrong = await walked(
        await phones(1.0),
        ("先练习一下", "练一遍", False),
        ("去练习小学", "最近的督导", False),
        ("开始这次督导", "练习 1/7", False),
        ("记录到校", "已记录到校", False),
        ("去答清单", "答三项就够", True),
        ("主题与内容", "督导类型", True),
        ("督导方式", "检查教案", True),
        ("发现的问题", "还没有登记问题", True),
        ("回访", "还没看", False),
        ("学校已报整改", "经过", False),
        ("返回", "还没看", False),
        ("返回", "主题与内容", False),
        ("下一步：督导清单", "本节都正常", True),
        ("检查并提交", "提交前看一眼", True),
        ("签字", "请对方看过记录", False),
        ("督学签字", "签字前请看一遍", False),
    )
    assert wrong == {}


async def test_letters_twice_as_large_break_no_screen(phones) -> None:
    wrong = await walked(
        await phones(2.0),
        ("先练习一下", "练一遍", False),
        ("练习账号", "本机账号", False),
        ("文件与手册", "督导室的文件", False),
        ("到校之前", "看三样东西", True),
        ("返回", "练一遍", False),
        ("去练习小学", "开始这次督导", False),
        ("开始这次督导", "练习 1/7", False),
        ("记录到校", "已记录到校", False),
        ("下一步：督导清单", "本节都正常", True),
        ("检查并提交", "提交前看一眼", True),
        ("发现的问题", "还没有登记问题", False),
        ("登记一个问题", "类别（请选一个）", False),
        ("不归学校整改", "乡镇街道", False),
    )
    assert wrong == {}
