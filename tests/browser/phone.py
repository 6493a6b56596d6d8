"""Drives the phone app in a browser, through what a screen reader sees of it."""

import asyncio
import re
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import TypeVar

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

PATIENCE_MS = 15_000
FAILED = Path(tempfile.gettempdir()) / "duji-failed-screen.png"
# A page that is still coming must not be scrolled before its things are there.
WAITED_TURNS, TURN_TO_TOP = 6, 22

# The nodes of the screen with their words, wherever Flutter put them.
SHOWS = """words => [...document.querySelectorAll(
  'flt-semantics, flt-semantics input, flt-semantics textarea')].some(node =>
  (node.getAttribute('aria-label') || '').includes(words) ||
  (node.textContent || '').includes(words) || (node.value || '').includes(words))"""
# Whether a tap on the middle of the node would meet it, and no bar above it.
IS_ON_TOP = """node => {
  const at = node.getBoundingClientRect();
  const met = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
  return met !== null && (node.contains(met) || met.contains(node) && met.matches('flt-semantics'));
}"""
PLACES = "[...document.querySelectorAll('flt-semantics')].map(n => n.style.transform).join()"


ANSWERS_WITHIN_S = 30

T = TypeVar("T")


class PageHung(Exception):
    """The browser's page does not answer any more; seen rarely, without a screen of its own."""


async def answered(asking: Awaitable[T]) -> T:
    """What the page answers; PageHung when it does not."""
    try:
        return await asyncio.wait_for(asking, ANSWERS_WITHIN_S)
    except TimeoutError as error:
        raise PageHung("the page does not answer") from error


class BrowserPhone:
    """The phone app on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def open(self, url: str, words: str) -> None:
        """Open the app and wait until the words are on its first screen."""
        await self.page.goto(url)
        await self.wake(words)

    async def reload(self, words: str) -> None:
        """Kill the page and open it anew where it was."""
        await self.page.reload()
        await self.wake(words)

    async def wake(self, words: str) -> None:
        """Wait for the first frame and let the app speak to screen readers."""
        veil = self.page.locator("flt-semantics-placeholder")
        await veil.wait_for(state="attached", timeout=60_000)
        await veil.evaluate("node => node.click()")
        await self.sees(words, 60_000)

    async def sees(self, words: str, timeout_ms: float = PATIENCE_MS) -> None:
        """Wait until the words are on the screen; fails with what is there instead."""
        try:
            await self.page.wait_for_function(SHOWS, arg=words, timeout=timeout_ms)
        except PlaywrightTimeout as error:
            await answered(self.page.screenshot(path=str(FAILED)))
            there = await self.page.locator("flutter-view, body").first.aria_snapshot()
            raise AssertionError(f"{words!r} never came; there is:\n{there}") from error

    async def shows(self, words: str) -> bool:
        """Whether the words are on the screen now."""
        found: bool = await answered(self.page.evaluate(SHOWS, words))
        return found

    async def misses(self, words: str) -> None:
        """Wait until the words are not on the screen."""
        await self.page.wait_for_function(f"words => !({SHOWS})(words)", arg=words)

    async def still(self) -> None:
        """Wait until nothing on the screen moves."""
        before = ""
        for _ in range(50):
            now = await answered(self.page.evaluate(PLACES))
            if now == before:
                return
            before = now
            await self.page.wait_for_timeout(80)

    def button(self, words: str) -> Locator:
        """The first button whose words contain these."""
        return self.page.get_by_role("button", name=re.compile(re.escape(words))).first

    def field(self, label: str) -> Locator:
        """The text field with this label; a focused one says its hint too."""
        return self.page.get_by_role("textbox", name=re.compile(f"^{re.escape(label)}")).first

    async def tap(self, words: str, role: str = "button") -> None:
        """Tap what is named by these words first, scrolling to it before."""
        pattern = re.compile("^" + re.escape(words))
        target = self.page.get_by_role(role, name=pattern).first  # type: ignore[arg-type]
        await self.reach(target)
        await self.still()
        await target.click(timeout=PATIENCE_MS)

    async def tab(self, words: str) -> None:
        """Go to one of the app's tabs."""
        await self.still()
        await self.page.get_by_role("tab", name=words).first.click(timeout=PATIENCE_MS)
        await self.still()

    async def reach(self, target: Locator, step: int = 300) -> None:
        """Scroll until the target can be tapped; what is not drawn does not exist yet.

        Down to the end first, then from the upper end once more.
        """
        size = self.page.viewport_size or {"width": 390, "height": 844}
        await self.still()
        for turn in range(40):
            if turn < WAITED_TURNS and not await target.count():
                await self.page.wait_for_timeout(150)
                continue
            if await target.count() and await target.evaluate(IS_ON_TOP):
                return
            box = await target.bounding_box() if await target.count() else None
            is_below = box is None or box["y"] + box["height"] / 2 > size["height"] / 2
            way = step if is_below else -step
            if turn == TURN_TO_TOP and box is None:
                way = -20_000
            await answered(self.page.mouse.move(size["width"] / 2, size["height"] / 2))
            await answered(self.page.mouse.wheel(0, way))
            await self.page.wait_for_timeout(120)
        await expect(target).to_be_visible(timeout=PATIENCE_MS)

    async def fill(self, label: str, text: str, *, leave: bool = True) -> None:
        """Type into the field with the label, as often as it takes for the text to stand."""
        field = self.field(label)
        await self.reach(field)
        await self.still()
        for _ in range(5):
            await field.click()
            await self.page.wait_for_timeout(200)
            await field.fill(text)
            await self.page.wait_for_timeout(150)
            if await field.input_value() == text:
                break
        await expect(field).to_have_value(text)
        if leave:
            await self.page.keyboard.press("Tab")
            await self.page.wait_for_timeout(200)

    async def holds(self, label: str, text: str) -> None:
        """Wait until the field with the label has this text; only a focused one tells it."""
        field = self.field(label)
        await self.reach(field)
        await field.click()
        await expect(field).to_have_value(text, timeout=PATIENCE_MS)

    async def choose_file(self, words: str, *files: Path) -> None:
        """Tap what opens the file chooser, and choose."""
        async with self.page.expect_file_chooser(timeout=PATIENCE_MS) as chooser:
            await self.tap(words)
        await (await chooser.value).set_files([str(file) for file in files])

    async def picture(self, path: Path) -> None:
        """A picture of the screen once its pixels have caught up with its words."""
        await self.still()
        await self.page.wait_for_timeout(600)
        path.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=str(path))
