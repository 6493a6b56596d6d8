"""The supervisor in the console: with the keyboard alone, or with clicks and without script."""

import re
from abc import ABC, abstractmethod

from playwright.async_api import Locator, Page, expect

from tests.browser.supervisor import Console

MOST_TABS = 300
HAS_FOCUS = "node => node === document.activeElement"
UNFOLDS = "node => node.tagName === 'SUMMARY'"
PLACE = re.compile(r"第 (\d+) 次，共 (\d+) 次 ?(?:（有提示要看的 (\d+) 次在前）)?")


class Reviewer(Console, ABC):
    """What a supervisor does, whatever with."""

    @abstractmethod
    async def follow(self, link: Locator) -> None:
        """Go where the link leads, or open what it opens."""

    @abstractmethod
    async def write(self, field: Locator, text: str) -> None:
        """Write the text into the field."""

    @abstractmethod
    async def tick(self, box: Locator) -> None:
        """Tick the box."""

    @abstractmethod
    async def approve(self) -> None:
        """Approve the visit that the queue shows, and see the next one."""

    def link(self, words: str) -> Locator:
        """The first link with these words."""
        return self.page.get_by_role("link", name=words).first

    def button(self, words: str) -> Locator:
        """The first button with these words."""
        return self.page.get_by_role("button", name=words).first

    async def open(self, path: str) -> None:
        """Open a page by its address."""
        await self.page.goto(f"{self.url}{path}")

    async def press(self, words: str) -> None:
        """Press the button."""
        await self.follow(self.button(words))

    async def said(self, words: str) -> None:
        """Wait until the page says that something is done."""
        await expect(self.page.locator(".notice-box.is-good").first).to_contain_text(words)

    async def waiting(self) -> tuple[int, int]:
        """How many wait in the queue, and how many of them have flags; none on an empty one."""
        place = self.page.locator(".queue-place")
        if not await place.count():
            return 0, 0
        found = PLACE.search(" ".join((await place.inner_text()).split()))
        assert found, await place.inner_text()
        return int(found[2]), int(found[3] or 0)

    async def flags(self) -> list[str]:
        """What the visit that is shown is flagged for."""
        titles = await self.page.locator("#flags .flag-list > li > b").all_inner_texts()
        return [each.strip() for each in titles]

    async def see_four_elements(self) -> None:
        """Time, place, pictures and content of the visit that is shown."""
        heads = self.page.locator(".elements .element h2")
        await expect(heads).to_have_text(["督查时间", "督查地点", "督查图片", "督查内容"])

    async def explain(self, reason: str) -> None:
        """Say why the first flag is as it is."""
        await self.follow(self.page.locator("#flags details summary").first)
        await self.write(self.page.locator("#flags textarea").first, reason)
        await self.press("记下说明")
        await self.said("说明已记下")

    async def send_back(self, reason: str) -> None:
        """Return the visit that is shown, and see the next one."""
        await self.write(self.page.locator("#verdict-form textarea"), reason)
        await self.press("退回补充，看下一件")
        await self.said("上一件已退回")


class WithKeys(Reviewer):
    """By keyboard alone, as somebody who has no mouse."""

    async def _to(self, target: Locator) -> None:
        """Go on with the tab key until the target has the focus."""
        await target.wait_for()
        for _ in range(MOST_TABS):
            if await target.evaluate(HAS_FOCUS):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is never reached by keyboard")

    async def follow(self, link: Locator) -> None:
        """Reach it, and press Enter; wait for the page that it leads to."""
        await self._to(link)
        if await link.evaluate(UNFOLDS):
            await self.page.keyboard.press("Enter")
            return
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")

    async def write(self, field: Locator, text: str) -> None:
        """Reach it, and type."""
        await self._to(field)
        await self.page.keyboard.insert_text(text)

    async def tick(self, box: Locator) -> None:
        """Reach it, and press the space bar."""
        await self._to(box)
        await self.page.keyboard.press("Space")
        await expect(box).to_be_checked()

    async def approve(self) -> None:
        """One key."""
        form = self.page.locator("#verdict-form")
        was = await form.get_attribute("action")
        await self.page.keyboard.press("a")
        await expect(self.page.locator(f'#verdict-form[action="{was}"]')).to_have_count(0)
        await self.said("上一件已通过")


class WithoutScript(Reviewer):
    """With clicks, in a browser that runs no script."""

    async def follow(self, link: Locator) -> None:
        """Click it."""
        await link.click()

    async def write(self, field: Locator, text: str) -> None:
        """Click into it and type."""
        await field.fill(text)

    async def tick(self, box: Locator) -> None:
        """Click it."""
        await box.check()

    async def approve(self) -> None:
        """The button of the page."""
        await self.press("通过，看下一件")
        await self.said("上一件已通过")


def in_window(page: Page, url: str, *, has_script: bool) -> Reviewer:
    """The supervisor before this window."""
    return (WithKeys if has_script else WithoutScript)(page, url)
