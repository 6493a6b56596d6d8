"""A plain visit takes few taps: counted from today's list until it is handed in."""

from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from app.device import locator
from domain.kinds.visit.builder import State
from domain.kinds.visit.signature import Signer
from domain.register.checklist import Checklist, Item, Section
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import LISTS, TODAY, a_district
from tests.harness.camera import PlayedCamera
from tests.harness.phone import PlayedPhone

pytestmark = pytest.mark.usefixtures("font")
MOST_TAPS = 20
SECTIONS = (4, 5, 5)
HEAD = "何永福"


def plain_list() -> Checklist:
    """Fourteen questions in three sections, as long as the built-in checklists are."""
    sections = tuple(
        Section(
            title=f"第{number}节",
            items=tuple(
                Item(item_id=f"{number}-{each}", text=f"第{each}问", kind="yes_no")
                for each in range(count)
            ),
        )
        for number, count in enumerate(SECTIONS, start=1)
    )
    return Checklist(checklist_id="may", version=3, title="五月清单", sections=sections)


class Finger:
    """One finger on the phone: whatever it touches is counted, also each stroke it draws."""

    def __init__(self, phone: PlayedPhone) -> None:
        self.phone = phone
        self.touched: list[str] = []

    async def tap(self, words: str) -> None:
        """Tap what shows the words."""
        self.touched.append(words)
        await self.phone.press(words)

    async def tick(self, words: str) -> None:
        """Tick the box with the words."""
        self.touched.append(words)
        await self.phone.set(self.phone.one(ft.Checkbox, words), True)

    async def type(self, label: str, text: str) -> None:
        """Tap into the field, and type."""
        self.touched.append(label)
        await self.phone.type(label, text)

    async def stroke(self) -> None:
        """Draw one stroke on the pad."""
        self.touched.append("一笔")
        pad = self.phone.one(ft.GestureDetector)
        for name, x in (("pan_start", 20.0), ("pan_update", 90.0), ("pan_update", 200.0)):
            at = {"x": x, "y": x / 2}
            await self.phone.event(pad, name, {"k": "touch", "l": at, "g": at})
        await self.phone.settle()


@pytest.fixture
async def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PlayedDay]:
    """Chen Jing on a day with one stop, at a school where nothing is waiting."""
    monkeypatch.setattr(locator, "PAUSE_S", 0.0)
    lists = (*LISTS, plain_list())
    made = PlayedDay(tmp_path / "phone", a_district(checklists=lists, findings=(), campaigns=()))
    await made.begin()
    made.installed.ui.session.visits.add_stop(TODAY, "school-1")
    PlayedCamera(made.phone)
    yield made
    await made.end()


def sign_an_earlier_visit(day: PlayedDay) -> None:
    """The school's head has signed last month's visit."""
    visits = day.installed.ui.session.visits
    earlier = visits.open_visit("school-1")
    visits.sign(earlier, Signer.SCHOOL_HEAD, HEAD, ((0, 0, 500, 500),))
    visits.submit(earlier, has_no_problem=True)


async def visit_until_signed(finger: Finger, *, head: str = "") -> None:
    """From today's list to the last look, as the app leads; ``head`` is who is known to sign."""
    phone = finger.phone
    await phone.navigate("/day")
    await phone.wait_for("去这里")
    for words in ("去这里", "到校并开始"):
        await finger.tap(words)
    await phone.wait_for("已记录到校")
    await finger.tap("下一步：督导清单")
    for _ in SECTIONS:
        await finger.tap("本节都正常")
    await finger.tap("下一步：拍照")
    await phone.wait_for("拍一张")
    for count in (1, 2, 3):
        await finger.tap("拍一张")
        await phone.wait_for(f"已记下 {count} 张")
    await finger.tap("下一步：督学签字")
    for words in ("看过了，去签字", f"{head}看过了，去签字"):
        await finger.tap(words)
        if not phone.one(ft.TextField, "签字人姓名").value:
            await finger.type("签字人姓名", HEAD)
        await finger.stroke()
        await finger.tap("签好了")


async def test_plain_visit_takes_at_most_twenty_taps(day):
    sign_an_earlier_visit(day)
    finger = Finger(day.phone)
    await visit_until_signed(finger, head=HEAD)
    await finger.tick("零问题")
    await finger.tap("离校并提交")
    await day.phone.wait_for("已提交")
    visit = day.visit
    assert visit.state is State.SUBMITTED
    assert (len(visit.answers), len(visit.shown_photos)) == (sum(SECTIONS), 3)
    assert visit.check_in
    assert visit.check_out
    assert visit.theme_id == "may"
    assert visit.signatures[Signer.SCHOOL_HEAD].name == HEAD
    assert set(visit.signatures) == set(Signer)
    assert visit.has_no_problem
    assert len(finger.touched) <= MOST_TAPS, finger.touched


async def test_name_that_nobody_knows_is_typed_within_the_same_taps(day):
    finger = Finger(day.phone)
    await visit_until_signed(finger)
    await finger.tick("零问题")
    await finger.tap("离校并提交")
    await day.phone.wait_for("已提交")
    assert day.visit.signatures[Signer.SCHOOL_HEAD].name == HEAD
    assert len(finger.touched) <= MOST_TAPS, finger.touched


async def test_last_look_still_warns_and_asks_for_the_conclusion(day):
    phone = day.phone
    await visit_until_signed(Finger(phone))
    await phone.wait_for("提交前看一眼")
    assert "先登记问题，或者勾选" in phone.texts()
    assert phone.button("离校并提交").disabled
    assert phone.button("只提交").disabled
    assert day.visit.state is State.IN_PROGRESS


async def test_leaving_without_a_position_is_decided_before_anything_is_handed_in(day):
    phone = day.phone
    finger = Finger(phone)
    await visit_until_signed(finger)
    await finger.tick("零问题")
    day.will_say("no position")
    await finger.tap("离校并提交")
    await phone.wait_for("没有定位，也可以记录")
    assert day.visit.check_out is None
    assert day.visit.state is State.IN_PROGRESS
    await finger.tap("不等定位，直接记录")
    await phone.type("原因", "地下室", leave=False)
    await phone.press_in_dialog("不等定位，直接记录")
    await phone.wait_for("这次记了")
    assert (out := day.visit.check_out)
    assert out.fix is None
    assert day.visit.state is State.IN_PROGRESS
    await phone.set(phone.one(ft.Checkbox, "零问题"), True)
    await finger.tap("提交给督导室")
    await phone.wait_for("已提交")


async def test_visit_can_be_handed_in_without_leaving(day):
    finger = Finger(day.phone)
    await visit_until_signed(finger)
    await finger.tick("零问题")
    await finger.tap("只提交")
    await day.phone.wait_for("已提交")
    assert day.visit.check_out is None
    assert day.visit.state is State.SUBMITTED


async def test_started_at_home_nothing_is_checked_in(day):
    phone = day.phone
    await phone.navigate("/school/school-1")
    await phone.wait_for("到校并开始")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")
    assert day.visit.check_in is None


async def test_arriving_elsewhere_is_shown_before_it_is_recorded(day):
    phone = day.phone
    day.will_say(day.at((26.65, 106.71)))
    await phone.navigate("/school/school-1")
    await phone.wait_for("到校并开始")
    await phone.press("到校并开始")
    await phone.wait_for("就这样记录到校")
    assert day.visit.check_in is None
