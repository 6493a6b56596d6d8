"""Who sets the office up in the console: reads codes off the screen, brings a workbook, types."""

import io
import re
from pathlib import Path

import pyotp
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.async_api import Locator, expect

from domain.enrolment_link import EnrolmentLink, read_link
from tests.browser.supervisor import Console
from tests.builders.messy_workbook import MessyWorkbook
from tests.builders.one_clock import OneClock

NEW_PASSWORD = "qiyun-2026-spring"
# Beside its own title, what every theme is about.
CONTENT = ("台账", "访谈")


async def read_qr(drawing: Locator) -> str:
    """What a camera reads in the drawing as it is on the screen."""
    await drawing.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(await drawing.screenshot())).convert("L")
    edge = picture.width // 8
    framed = Image.new("L", (picture.width + 2 * edge, picture.height + 2 * edge), 255)
    framed.paste(picture, (edge, edge))
    (found,) = zxingcpp.read_barcodes(framed)
    return str(found.text)


class Administrator(Console):
    """Somebody with the right to set the register, before a window."""

    async def set_first_password(self, account: str, code: str) -> None:
        """With the one-time code, on the page that says so."""
        page = self.page
        await page.goto(f"{self.url}/set-password")
        await page.get_by_label("账号").fill(account)
        await page.get_by_label("登录码").fill(code)
        for label in ("新密码", "新密码再输一遍"):
            await page.get_by_label(label, exact=True).fill(NEW_PASSWORD)
        await page.get_by_role("button", name="设置").click()
        await page.wait_for_url("**/sign-in?set=1")

    async def turn_on_second_step(self) -> pyotp.TOTP:
        """Scan the code of the page, and say what the app on the phone shows."""
        page = self.page
        await page.goto(f"{self.url}/own")
        await page.get_by_role("link", name="开启两步登录").click()
        made = pyotp.parse_uri(await read_qr(page.locator("svg.qr")))
        assert isinstance(made, pyotp.TOTP)
        return made

    async def confirm_second_step(self, code: str) -> None:
        """The first code of the phone, then the recovery codes are put away."""
        page = self.page
        await page.get_by_label("动态码").fill(code)
        await page.get_by_role("button", name="开启").click()
        await expect(page.locator(".own-codes li").first).to_be_visible()
        await page.get_by_role("link", name="已经收好了").click()
        await expect(page.locator("#factor")).to_contain_text("已开启")

    async def sign_in_with_both(self, account: str, factor: pyotp.TOTP, clock: OneClock) -> None:
        """Password first, then what the phone shows by now."""
        page = self.page
        await page.goto(f"{self.url}/sign-in")
        await page.get_by_label("账号").fill(account)
        await page.get_by_label("密码").fill(NEW_PASSWORD)
        await page.get_by_role("button", name="登录").click()
        await page.get_by_label("手机上的六位动态码").fill(factor.at(clock()))
        await page.get_by_role("button", name="登录").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("今日要办")

    async def bring(self, file: Path) -> None:
        """Upload a workbook, and see what it would do."""
        page = self.page
        await page.goto(f"{self.url}/import")
        await page.get_by_label("工作簿（.xlsx").set_input_files(file)
        await page.get_by_role("button", name="上传并预演").click()
        await expect(page.locator("h1")).to_have_text("导入预演")

    async def faults(self) -> list[str]:
        """What is wrong, a line each."""
        found: list[str] = await self.page.locator(
            "section[aria-labelledby=faults] tbody tr"
        ).all_inner_texts()
        return found

    async def marked(self, folder: Path) -> Path:
        """The workbook with its faults marked, as the page gives it."""
        async with self.page.expect_download() as waiting:
            await self.page.get_by_role("link", name="下载标好问题的表").first.click()
        path = folder / "标好问题.xlsx"
        await (await waiting.value).save_as(path)
        return path

    async def confirm_import(self) -> None:
        """Say that the doubtful places were looked at, and let it be done."""
        await self.page.get_by_label("上面要确认的几处都核对过").check()
        await self.page.get_by_role("button", name="导入这").click()
        await expect(self.page.locator("h1")).to_have_text("导入做完了")

    async def write_checklist(self, title: str, section: str, item: dict[str, str]) -> None:
        """A checklist of its own with one item, which is a number with a limit, and publish it."""
        page = self.page
        await page.goto(f"{self.url}/checklists/new")
        await page.get_by_label("清单标题").fill(title)
        await page.get_by_role("button", name="建草稿").click()
        await page.get_by_label("分组标题").fill(section)
        await page.get_by_role("button", name="加分组").click()
        await page.get_by_role("link", name=f"在{section}加检查项").click()
        await page.get_by_label("答法").select_option(label="数字")
        for label, text in item.items():
            await page.get_by_label(re.compile(f"^{label}")).fill(text)
        await page.get_by_role("button", name="存进草稿").click()
        await page.get_by_role("link", name="看改了什么，发布").click()
        await page.get_by_role("button", name="发布第 1 版").click()
        await expect(page.locator("main")).to_contain_text(title)

    async def plan(self, year: int, month: int, title: str, checklist: str) -> None:
        """Type the theme of a month of the year, with its content and the checklist for it."""
        page = self.page
        await page.goto(f"{self.url}/themes/new?year={year}&month={month}")
        await page.get_by_label("主题", exact=True).fill(title)
        await page.get_by_label("督导清单").select_option(label=checklist)
        await page.get_by_label("内容").fill("\n".join((title, *CONTENT)))
        await page.get_by_role("button", name="保存").click()
        await expect(page.locator("main")).to_contain_text(title)

    async def give_codes(self) -> None:
        """New codes for all who have none, on a sheet."""
        await self.page.goto(f"{self.url}/codes")
        await self.page.get_by_role("button", name="发登录码，生成登录单").click()
        await expect(self.page.locator("h1")).to_have_text("登录单")

    def slip(self, name: str) -> Locator:
        """Somebody's slip of the sheet."""
        return self.page.get_by_label(f"{name}的登录单")

    async def scanned(self, name: str) -> EnrolmentLink:
        """What a phone's camera finds on somebody's slip."""
        found = read_link(await read_qr(self.slip(name).locator("svg.qr")))
        assert found is not None
        return found


def mended_where_marked(marked: Path) -> Path:
    """The marked workbook once its red rows were put right, the marks left as they are."""
    right = MessyWorkbook(is_mended=True)
    good = load_workbook(io.BytesIO(right.content()))
    book = load_workbook(marked)
    for sheet, place in right.wrong:
        for cell in good[sheet][good[sheet][place].row]:
            if book[sheet][cell.coordinate].value != cell.value:
                book[sheet][cell.coordinate] = cell.value
    path = marked.with_name("改好.xlsx")
    book.save(path)
    return path
