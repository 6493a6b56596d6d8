"""A plain visit in the browser takes few taps: counted from today's list until it is handed in."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser
from sqlmodel import select

from domain.clock import local_date
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.visit.builder import State
from domain.register.checklist import Checklist, Item, Section
from sync_server.data.tables import VisitRow
from tests.browser.inspector import Inspector
from tests.browser.office import PICTURES, Office, an_office
from tests.browser.phone import PATIENCE_MS, BrowserPhone, phone_page
from tests.browser.test_day import ALL_LOOKS
from tests.builders.handset import write
from tests.fixtures.chromium import ON_ONE_LOOP

pytestmark = [pytest.mark.browser, ON_ONE_LOOP]

MOST_TAPS = 20
SECTIONS = (4, 5, 5)
HEAD = "罗校长"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose list for this month has fourteen questions in three sections."""
    month = local_date(datetime.now(UTC)).month
    sections = tuple(
        Section(
            title=f"第{number}节",
            items=tuple(
                Item(item_id=f"{number}-{each}", text=f"第{number}节第{each}问", kind="yes_no")
                for each in range(1, count + 1)
            ),
        )
        for number, count in enumerate(SECTIONS, start=1)
    )
    name = f"month-{month:02d}"
    plain = Checklist(
        checklist_id=name, version=2, title="本月清单", theme_id=name, sections=sections
    )
    with an_office(tmp_path / "office") as office:
        write(office.server, "wanshan", (ChecklistSet(checklist=plain), None))
        yield office


class Finger(BrowserPhone):
    """The phone, with every touch counted once counting has begun."""

    touched: tuple[str, ...] = ()

    async def tap(self, words: str, role: str = "button") -> None:
        """Tap what begins with these words."""
        self.touched += (words,)
        await super().tap(words, role)

    async def shoot(self, count: int) -> None:
        """Take a picture; while frames pour in, a browser loses a click now and then."""
        await self.button("拍一张").wait_for(timeout=PATIENCE_MS)
        await self.tap("拍一张")
        if not await self.shows(f"已记下 {count} 张", 15_000):
            await super().tap("拍一张")
        await self.sees(f"已记下 {count} 张")

    async def sign(self, name: str = "") -> None:
        """Type the name where it is missing, draw one stroke, and say that it is done."""
        if name:
            self.touched += ("签字人姓名",)
            await self.fill("签字人姓名", name)
        self.touched += ("一笔",)
        pad = self.page.get_by_label("请在框里签名").last
        await self.reach(pad)
        box = await pad.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        await mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
        await mouse.down()
        await mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.7, steps=12)
        await mouse.up()
        await self.tap("签好了")

    async def picture_of(self, name: str) -> None:
        """A picture of the screen, where they are wanted."""
        if ALL_LOOKS:
            await self.picture(PICTURES / "few-taps" / f"{name}.png")


async def at_today_s_list(office: Office, finger: Finger, folder: Path) -> None:
    """Sign in, plan one stop, and open today's list."""
    inspector = Inspector(finger, folder)
    await inspector.enrol(f"{office.url}/app/", office.url)
    await finger.tap("第1小学")
    await finger.tap("排进行程")
    await finger.sees("已在行程")
    await inspector.go_back("还有 1 站")
    await finger.tap("下一站")
    await finger.sees("去这里")


async def make_the_visit(finger: Finger) -> None:
    """From today's list to the record, as the app leads."""
    await finger.tap("去这里")
    await finger.picture_of("1-school")
    await finger.tap("到校并开始")
    await finger.sees("已记录到校")
    await finger.picture_of("2-visit")
    await finger.tap("下一步：督导清单")
    for done in (4, 9, 14):
        await finger.tap("本节都正常")
        await finger.sees(f"已答 {done}/14")
    await finger.picture_of("3-checklist")
    await finger.tap("下一步：拍照")
    for count in (1, 2, 3):
        await finger.shoot(count)
    await finger.picture_of("4-camera")
    await finger.tap("下一步：督学签字")
    for name in ("", HEAD):
        await finger.sees("签字前请看一遍")
        await finger.picture_of(f"5-read-{bool(name)}")
        await finger.tap("看过了，去签字")
        await finger.sign(name)
    await finger.sees("这次记了")
    await finger.picture_of("6-submit")
    await finger.tap("本次未发现问题", "checkbox")
    await finger.picture_of("7-submit")
    await finger.tap("离校并提交")
    await finger.sees("已提交")
    await finger.picture_of("8-record")


async def test_plain_visit_takes_at_most_twenty_taps(
    office: Office, browser: Browser, tmp_path: Path
) -> None:
    page = await phone_page(browser, 360, 640)
    finger = Finger(page)
    await at_today_s_list(office, finger, tmp_path)
    finger.touched = ()
    await make_the_visit(finger)
    assert len(finger.touched) <= MOST_TAPS, finger.touched
    await finger.tap("返回")
    await Inspector(finger, tmp_path).sync()
    with office.server.database.session() as session:
        (row,) = session.exec(select(VisitRow)).all()
    assert row.state == State.SUBMITTED
    await page.context.close()
