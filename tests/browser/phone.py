"""Drives the phone app in a browser, through what a screen reader sees of it."""

import asyncio
import re
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Browser, Geolocation, Locator, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

# How long a slow machine may take for one step; only what fails waits to the end of it.
PATIENCE_S = 120
PATIENCE_MS = PATIENCE_S * 1000
AT_THE_SCHOOL: Geolocation = {"latitude": 26.598, "longitude": 106.71, "accuracy": 12}
FAILED = Path(tempfile.gettempdir()) / "duji-failed-screen.png"
# A page that is still coming must not be scrolled before its things are there.
WAITED_TURNS, TURN_TO_TOP = 3, 22

# A machine without a graphics card draws sixty frames a second with all it has, and what is shown
# by them is shown by eight.
FEWER_FRAMES = """(() => {
  const next = window.requestAnimationFrame.bind(window);
  const drawn = window.drawn = {waiting: 0, at: 0};
  window.requestAnimationFrame = draw => {
    drawn.waiting += 1;
    return setTimeout(() => next(when => {
      drawn.waiting -= 1;
      drawn.at = performance.now();
      draw(when);
    }), 120);
  };
})();"""
# Answers once no frame is asked for; something may always turn, so not for ever.
RESTS = """() => new Promise(done => {
  const began = performance.now();
  const look = () => {
    const now = performance.now(), {waiting, at} = window.drawn || {waiting: 0, at: 0};
    if (!waiting && now - at > 60 && now - began > 60 || now - began > 1500) done();
    else setTimeout(look, 20);
  };
  look();
})"""
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
        await veil.wait_for(state="attached", timeout=PATIENCE_MS)
        await veil.evaluate("node => node.click()")
        await self.sees(words)

    async def sees(self, words: str) -> None:
        """Wait until the words are on the screen; fails with what is there instead."""
        try:
            await self.page.wait_for_function(SHOWS, arg=words, timeout=PATIENCE_MS)
        except PlaywrightTimeout as error:
            raise AssertionError(f"{words!r} never came; {await self._there()}") from error

    async def _there(self) -> str:
        await answered(self.page.screenshot(path=str(FAILED)))
        return f"there is:\n{await self.page.locator('flutter-view, body').first.aria_snapshot()}"

    async def shows(self, words: str, within_ms: float = 0) -> bool:
        """Whether the words are on the screen now, or come within this time."""
        try:
            await self.page.wait_for_function(SHOWS, arg=words, timeout=within_ms or 1)
        except PlaywrightTimeout:
            found: bool = await answered(self.page.evaluate(SHOWS, words))
            return found
        return True

    async def misses(self, words: str) -> None:
        """Wait until the words are not on the screen."""
        gone = f"words => !({SHOWS})(words)"
        await self.page.wait_for_function(gone, arg=words, timeout=PATIENCE_MS)

    async def still(self) -> None:
        """Wait until nothing on the screen moves."""
        await answered(self.page.evaluate(RESTS))

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
        await target.click(timeout=PATIENCE_MS)

    async def tab(self, words: str) -> None:
        """Go to one of the app's tabs."""
        await self.still()
        await self.page.get_by_role("tab", name=words).first.click(timeout=PATIENCE_MS)
        await self.still()

    async def reach(self, target: Locator, step: int = 300) -> None:
        """Scroll until the target can be tapped; what is not drawn does not exist yet.

        Down to the end first, then from the upper end once more, as long as patience lasts.
        """
        size = self.page.viewport_size or {"width": 390, "height": 844}
        end, turn = time.monotonic() + PATIENCE_S, 0
        await self.still()
        while time.monotonic() < end:
            box = await target.bounding_box() if await target.count() else None
            if box and await target.evaluate(IS_ON_TOP):
                return
            turn += 1
            if turn <= WAITED_TURNS and box is None:
                await self.page.wait_for_timeout(150)
                continue
            is_below = box is None or box["y"] + box["height"] / 2 > size["height"] / 2
            way = step if is_below else -step
            if turn % TURN_TO_TOP == 0 and box is None:
                way = -20_000
            await answered(self.page.mouse.move(size["width"] / 2, size["height"] / 2))
            await answered(self.page.mouse.wheel(0, way))
            await self.page.wait_for_timeout(50)
            await self.still()
        raise AssertionError(f"{target} cannot be tapped; {await self._there()}")

    async def fill(self, label: str, text: str, *, leave: bool = True) -> None:
        """Type into the field with the label, as often as it takes for the text to stand."""
        field = self.field(label)
        await self.reach(field)
        for _ in range(5):
            await field.click(timeout=PATIENCE_MS)
            await self.still()
            await field.fill(text, timeout=PATIENCE_MS)
            await self.still()
            if await field.input_value() == text:
                break
        await expect(field).to_have_value(text, timeout=PATIENCE_MS)
        if leave:
            await self.page.keyboard.press("Tab")
            await self.still()

    async def holds(self, label: str, text: str) -> None:
        """Wait until the field with the label has this text; only a focused one tells it."""
        field = self.field(label)
        await self.reach(field)
        await field.click(timeout=PATIENCE_MS)
        await expect(field).to_have_value(text, timeout=PATIENCE_MS)

    async def choose_file(self, words: str, *files: Path) -> None:
        """Tap what opens the file chooser, and choose."""
        async with self.page.expect_file_chooser(timeout=PATIENCE_MS) as chooser:
            await self.tap(words)
        await (await chooser.value).set_files([str(file) for file in files])

    async def picture(self, path: Path) -> None:
        """A picture of the screen once its pixels have caught up with its words."""
        await self.still()
        await self.page.wait_for_timeout(300)
        path.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=str(path))


async def phone_page(browser: Browser, width: int, height: int, **more: Any) -> Page:
    """A page like a phone's screen, at the school, that draws few frames."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        reduced_motion="reduce",
        timezone_id="Asia/Shanghai",
        permissions=["geolocation", "camera"],
        geolocation=AT_THE_SCHOOL,
        **more,
    )
    await context.add_init_script(FEWER_FRAMES)
    return await context.new_page()
