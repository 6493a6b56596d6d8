"""An inspector's day on phones of two sizes, by day and by night: its main stories, with pictures.

One of the four looks is played always; with DUJI_ALL_LOOKS=1 all of them, and each leaves its
pictures in artifacts/screenshots, in a folder of its own.
"""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser
from sqlmodel import select

from domain.kinds.visit.builder import State
from sync_server.data.tables import FollowUpRow, VisitRow
from tests.browser.earlier import CAMPAIGN, FENCE, LABELS, last_month
from tests.browser.inspector import Inspector
from tests.browser.office import PICTURES, Office, an_office
from tests.browser.phone import PATIENCE_MS, BrowserPhone, phone_page
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

SMALL, TALL = (360, 640), (412, 915)
Scheme = Literal["light", "dark"]
LOOKS: list[tuple[tuple[int, int], Scheme]] = [
    (SMALL, "light"),
    (TALL, "dark"),
    (SMALL, "dark"),
    (TALL, "light"),
]
ALL_LOOKS = os.environ.get("DUJI_ALL_LOOKS") == "1"
PLAYED = LOOKS if ALL_LOOKS else LOOKS[:1]
# Pictures are to be read; without them, fewer points are drawn in less time.
SCALE = 1.5 if ALL_LOOKS else 1
PIN = "2580"
FOUND = "二楼东侧灭火器压力不足"
# What the month's page says on each of its days.
MONTH = "应督导 "


@dataclass
class Day:
    """A phone in an inspector's hand, and the pictures of her day."""

    inspector: Inspector
    pictures: Path
    _taken: int = field(default=0)

    @property
    def phone(self) -> BrowserPhone:
        """What is on the screen."""
        return self.inspector.phone

    async def picture(self, name: str) -> None:
        """A picture of what is on the screen, in the order of the day, where they are wanted."""
        if not ALL_LOOKS:
            return
        self._taken += 1
        await self.phone.picture(self.pictures / f"{self._taken:02d}-{name}.png")

    async def top(self) -> None:
        """Scroll to the upper end."""
        size = self.phone.page.viewport_size or {"width": 360, "height": 640}
        await self.phone.page.mouse.move(size["width"] / 2, size["height"] / 2)
        await self.phone.page.mouse.wheel(0, -9000)
        await self.phone.page.wait_for_timeout(300)

    async def visit(self, button: str, words: str) -> None:
        """From the visit's page to one of its parts."""
        await self.top()
        await self.phone.tap(button)
        await self.phone.sees(words)
        await self.phone.still()

    async def back(self, words: str) -> None:
        """Go back one page."""
        await self.inspector.go_back(words)

    async def back_to_the_visit(self) -> None:
        """Go back to the visit's page, which stands where it was left, and to its upper end."""
        await self.phone.tap("返回")
        await self.phone.still()
        await self.top()
        await self.phone.sees("主题与内容")
        await self.phone.still()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a month behind it."""
    with an_office(tmp_path / "office") as made:
        last_month(made, tmp_path / "old-phone")
        yield made


@pytest_asyncio.fixture(
    params=PLAYED, ids=lambda look: f"{look[0][0]}x{look[0][1]}-{look[1]}", loop_scope="session"
)
async def day(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> AsyncIterator[Day]:
    """A phone of one look, at the school."""
    (width, height), scheme = request.param
    page = await phone_page(browser, width, height, device_scale_factor=SCALE, color_scheme=scheme)
    folder = PICTURES / f"day-{width}x{height}-{scheme}"
    yield Day(Inspector(BrowserPhone(page), tmp_path), folder)
    await page.context.close()


async def test_a_day_from_the_morning_s_list_to_what_the_office_has(
    office: Office, day: Day
) -> None:
    await morning(office, day)
    await day.inspector.switch_network(is_cut=True)
    await at_the_school(day)
    await fill(day)
    await look_again(day)
    await hand_in(day)
    await doubt_nothing(day)
    await back_in_reach(day)
    with office.server.database.session() as session:
        rows = session.exec(select(VisitRow).order_by(VisitRow.visit_on)).all()
        looks = session.exec(select(FollowUpRow)).all()
    assert [row.state for row in rows] == [State.SUBMITTED, State.SUBMITTED]
    assert [each.finding_id for each in looks] == ["fence"]


async def morning(office: Office, day: Day) -> None:
    """Sign in, set a PIN, see what the month asks for, and read what has to be read."""
    phone = day.phone
    await phone.open(f"{office.url}/app/", "登录督迹")
    await day.picture("sign-in")
    await day.inspector.enrol(f"{office.url}/app/", office.url)
    await phone.sees(CAMPAIGN)
    await day.picture("month")
    await phone.tap("1 个问题要回访")
    await phone.sees(FENCE)
    await day.picture("follow-ups")
    await day.back(MONTH)
    await phone.tap(CAMPAIGN)
    await phone.sees("看留样")
    await day.picture("campaign")
    await day.back(MONTH)
    await phone.tap("1 份文件要读")
    await phone.sees("主动出示")
    await phone.tap("我已读完")
    await phone.sees("已确认读完")
    await day.picture("paper")
    await phone.tap("返回")
    await phone.misses("主动出示")
    if phone.page.url.endswith("/library"):
        await day.picture("library")
        await day.back(MONTH)
    await day.top()
    await phone.tap("开始督导")
    await phone.fill("找单位", "2")
    await phone.misses("第1小学")
    await day.picture("choose")
    await day.back(MONTH)


async def at_the_school(day: Day) -> None:
    """Two taps open the visit; the third says who is where."""
    phone = day.phone
    await phone.tap("第1小学")
    await phone.sees("还没销号的问题")
    await day.picture("school")
    await phone.tap("开始这次督导")
    await phone.sees("主题与内容")
    await day.picture("visit")
    await phone.tap("记录到校")
    await phone.sees("已记录到校")
    await phone.tap("看示意图")
    await day.picture("checked-in")


async def fill(day: Day) -> None:
    """The checklist, counted methods, a lesson, and a problem with its photo."""
    phone, inspector = day.phone, day.inspector
    await day.visit("督导清单", "本节都正常")
    await phone.tap("本节都正常")
    await phone.sees("已答“是”")
    await day.picture("checklist")
    await phone.tap("跳到没答的")
    await phone.sees("缺照片")
    await day.picture("checklist-jumped")
    await day.back_to_the_visit()
    await inspector.check_four_plans()
    await day.top()
    await inspector.hear_lesson("三（2）班")
    await day.visit("督导记录", "督导纪实")
    await phone.fill("督导纪实", "课堂秩序良好，䶮·㛃两位老师的作业分层做得细。")
    await day.picture("notes")
    await day.back_to_the_visit()
    await day.visit("发现的问题", "登记一个问题")
    await phone.tap("登记一个问题")
    await phone.fill("问题是什么", FOUND)
    await phone.tap("校园及周边安全、交通", "checkbox")
    await day.picture("finding")
    await phone.tap("给这个问题拍照")
    await shoot(day, "camera-finding")
    await day.back("问题是什么")
    await day.back("登记一个问题")
    await day.picture("findings")
    await day.back_to_the_visit()


async def shoot(day: Day, name: str) -> None:
    """Take one picture with the app's camera."""
    await day.phone.button("拍一张").wait_for(timeout=PATIENCE_MS)
    await day.picture(name)
    await day.phone.tap("拍一张")
    if not await day.phone.shows("已记下", 15_000):
        # While frames of the camera pour in, a browser loses a click now and then.
        await day.phone.tap("拍一张")
    await day.phone.sees("已记下")
    await day.picture(f"{name}-taken")


async def look_again(day: Day) -> None:
    """What was found last month, with the photo of then beside the one of now."""
    phone = day.phone
    await day.visit("回访", FENCE)
    await day.picture("to-follow-up")
    await phone.button(FENCE).click()
    await phone.sees("拍现在的样子")
    await day.picture("follow-up")
    await phone.tap("拍现在的样子")
    await shoot(day, "camera-follow-up")
    await day.back("结论")
    await phone.tap("部分整改", "checkbox")
    await day.top()
    await day.picture("follow-up-seen")
    await day.back(LABELS)
    await day.back_to_the_visit()


async def hand_in(day: Day) -> None:
    """Both read and sign, she leaves, sees what is thin, and submits."""
    phone = day.phone
    await day.visit("照片", "现场拍摄")
    await day.picture("photos")
    await day.back_to_the_visit()
    await day.visit("签字", "督学签字")
    await phone.tap("督学签字")
    await phone.sees("签字前请看一遍")
    await day.picture("read")
    await day.back("督学签字")
    await day.back_to_the_visit()
    await day.top()
    await day.inspector.sign("督学签字", "陈静")
    await day.top()
    await day.inspector.sign("学校负责人签字", "罗校长")
    await phone.tap("检查并提交")
    await phone.sees("提交前看一眼")
    await day.picture("submit")
    await phone.tap("离校并提交")
    await phone.sees("记录内容")
    await day.picture("record")
    await phone.tap("返回")


async def doubt_nothing(day: Day) -> None:
    """Without a network: what is only here, how much room it takes, and a way out by file."""
    phone = day.phone
    await phone.tab("我的记录")
    await phone.sees("第1小学")
    await day.picture("records")
    await phone.tab("同步")
    await phone.sees("只在这部手机上")
    await day.picture("sync-offline")
    await phone.tap("存储空间")
    await phone.sees("督迹共占用")
    await day.picture("storage")
    await day.back("以防万一")
    await phone.tap("导出未上传的记录")
    await phone.tap("做成文件")
    await phone.sees("文件做好了")
    await day.picture("export")
    await day.back("以防万一")
    await phone.tap("诊断信息")
    await phone.sees("版本")
    await day.picture("diagnostics")
    await day.back("以防万一")


async def back_in_reach(day: Day) -> None:
    """With a network everything goes by itself; then the PIN keeps others out."""
    phone = day.phone
    await day.inspector.switch_network(is_cut=False)
    await phone.tab("同步")
    await phone.sees("都传上去了")
    await day.top()
    await day.picture("sync-done")
    await phone.tap("陈静")
    await phone.tap("设置 PIN")
    for digits in (PIN, PIN):
        for digit in digits:
            await phone.page.get_by_role("button", name=digit, exact=True).click()
        await phone.tap("确定")
        await phone.still()
    await phone.sees("PIN 设好了")
    await day.picture("accounts")
    url, context = phone.page.url, phone.page.context
    await phone.page.close()
    phone = day.inspector.phone = BrowserPhone(await context.new_page())
    await phone.open(url, "输入 PIN")
    await day.picture("lock")
    for digit in PIN:
        await phone.page.get_by_role("button", name=digit, exact=True).click()
    await phone.tap("确定")
    await phone.misses("输入 PIN")
