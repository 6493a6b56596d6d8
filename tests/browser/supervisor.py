"""What the office's people do in the console, and what the clerk's Excel then says."""

import io
import re
from typing import Any

import openpyxl
from playwright.async_api import Page, expect

from tests.browser.office import PASSWORD

TOTAL = "合计"
HEAD_ROW = 4


class Console:
    """The console in a browser, signed in as one of its people."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    async def sign_in(self, account: str, password: str = PASSWORD) -> None:
        """Sign in."""
        await self.page.goto(f"{self.url}/sign-in")
        await self.page.get_by_label("账号").fill(account)
        await self.page.get_by_label("密码").fill(password)
        await self.page.get_by_role("button", name="登录").click()
        await expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    async def open_newest_visit(self) -> None:
        """From the list of visits to the newest one's trail."""
        await self.page.goto(f"{self.url}/visits")
        await self.page.locator("#listing tbody a[href^='/visits/']").first.click()
        await expect(self.page.locator("#review")).to_be_visible()

    async def review(self, verdict: str, text: str) -> None:
        """Approve, return or comment on the open visit."""
        await self.page.locator("#review textarea").fill(text)
        await self.page.get_by_role("button", name=verdict, exact=True).click()
        await expect(self.page.locator("ol.reviews").get_by_text(text)).to_be_visible()

    async def month(self, month: str) -> dict[str, Any]:
        """The total row of the month's Excel by zone, by column title."""
        answer = await self.page.request.get(f"{self.url}/month/{month}.xlsx")
        assert answer.ok, answer.status
        book = openpyxl.load_workbook(io.BytesIO(await answer.body()), data_only=True)
        sheet = book.worksheets[0]
        titles = [cell.value for cell in sheet[HEAD_ROW]]
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True):
            if row[0] == TOTAL:
                return {
                    title: value
                    for title, value in zip(titles, row, strict=True)
                    if title and not re.match(r"应|已|完成|责任", title)
                }
        raise AssertionError("the sheet has no total")
