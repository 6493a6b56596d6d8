"""No keystroke is lost: whatever is typed, however fast and far away, is what stands there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from tests.app.ui.test_hearing import fill
from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper
from tests.builders.register import a_finding, a_workbook
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.tour import routes
from tests.harness.typist import far_field, type_into
from tests.harness.visiting import visit_of

HOSE = "软管老化，接口无卡箍"
# A key, a phrase that was pasted, a key, a sentence that was spoken.
MIXED = ("软", "管老化，接口", "无", "卡箍；三楼东侧的也一样。")
NEAR_S, FAR_S = 0.0, 0.15


@pytest.fixture
async def working(tmp_path: Path) -> AsyncIterator[PlayedInstallation]:
    """Chen Jing's phone, signed in and synced."""
    server = FakeServer(workbook=a_workbook(findings=(a_finding(),)))
    server.list_papers(a_paper("paper-1", must_be_read=True, theme_ids=("may",)))
    made = PlayedInstallation(tmp_path / "phone", transport=server)
    await made.enrol()
    yield made
    await made.kill()


def fields(phone: PlayedPhone) -> list[ft.TextField]:
    """The text fields on the screen, in their order."""
    return phone.all(ft.TextField)


async def typed_everywhere(phone: PlayedPhone, pages: list[str], pause_s: float, away_s: float):
    """What became of a text typed into each field of the pages; and how many fields there are."""
    lost: list[str] = []
    count = 0
    for route in pages:
        await phone.navigate(route)
        await phone.settle()
        for number in range(len(fields(phone))):
            control, count = fields(phone)[number], count + 1
            with far_field(phone, control, away_s) as far:
                meant = await type_into(far, MIXED, pause_s)
            stands = fields(phone)[number].value
            if not far.text == stands == meant:
                lost.append(f"{route} {phone.text_of(control)!r}: {far.text!r} {stands!r}")
    return lost, count


@pytest.mark.parametrize(("pause_s", "away_s"), [(0.0, NEAR_S), (0.02, NEAR_S), (0.02, FAR_S)])
async def test_every_text_field_keeps_every_keystroke(working, tmp_path, pause_s, away_s):
    samples = fill(working, tmp_path)
    working.ui.changes.number += 1
    phone = working.running[-1][0]
    lost, count = await typed_everywhere(phone, routes(samples), pause_s, away_s)
    assert lost == []
    assert count > 40


async def at_finding(installed: PlayedInstallation) -> PlayedPhone:
    """The form of a new problem, of which only the words are missing."""
    phone = await installed.begin_visit()
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.set(phone.one(ft.Chip, key="category-safety"), True)
    return phone


@pytest.mark.parametrize("pause_s", [0.0, 0.02, 0.06])
@pytest.mark.parametrize("away_s", [NEAR_S, FAR_S])
async def test_a_finding_is_recorded_as_it_was_typed(installed, pause_s, away_s):
    phone = await at_finding(installed)
    with far_field(phone, phone.one(ft.TextField, "问题是什么"), away_s) as far:
        await type_into(far, HOSE, pause_s)
        assert far.text == HOSE
    await phone.back()
    assert [each.text for each in visit_of(installed).findings.values()] == [HOSE]


async def test_a_chip_that_is_tapped_while_a_text_is_on_its_way_takes_nothing_of_it(installed):
    phone = await at_finding(installed)
    with far_field(phone, phone.one(ft.TextField, "问题是什么"), FAR_S) as far:
        for number, key in enumerate(HOSE):
            far.edit(far.text + key)
            if number % 3 == 1:
                chip = phone.one(ft.Chip, key=f"severity-{('serious', 'general')[number % 2]}")
                phone._spawn(phone.event(chip, "select", True))
            await asyncio.sleep(0.02)
        await phone.until(lambda: far.is_quiet)
        await phone.settle()
        assert far.text == phone.one(ft.TextField, "问题是什么").value == HOSE


async def test_a_reason_in_a_dialog_keeps_every_keystroke(installed):
    phone = await installed.begin_visit()
    visits, visit_id = installed.ui.session.visits, installed.controller.visit_id
    visits.submit(visit_id, has_no_problem=True)
    await installed.controller.load()
    await phone.settle()
    await phone.press("作废")
    with far_field(phone, phone.one(ft.TextField, "为什么作废"), FAR_S) as far:
        await type_into(far, MIXED, 0.02)
        assert far.text == "".join(MIXED)
    await phone.press_in_dialog("作废")
    assert visit_of(installed).end_reason == "".join(MIXED)


KEPT: dict[str, tuple[tuple[str, ...], str]] = {
    "notes": (("督导记录",), "督导纪实"),
    "finding": (("发现的问题", "登记一个问题"), "问题是什么"),
    "lesson": (("听课", "加一节课"), "教学过程"),
    "sign": (("签字", "督学签字", "看过了，去签字"), "签字人姓名"),
    "plan": (("主题与内容",), "自己加一项"),
}


async def reached(phone: PlayedPhone, way: tuple[str, ...], label: str) -> Any:
    """The field with the label, at the end of this way."""
    for words in way:
        await phone.press(words)
    await phone.until(lambda: bool(phone.all(ft.TextField, label)))
    return phone.one(ft.TextField, label)


@pytest.mark.parametrize("name", KEPT)
async def test_what_was_typed_is_there_after_a_kill_right_after(installed, name):
    way, label = KEPT[name]
    phone = await installed.begin_visit()
    control = await reached(phone, way, label)
    with far_field(phone, control, NEAR_S) as far:
        meant = await type_into(far, MIXED, 0.0)
    route = phone.page.route
    await installed.kill()
    again = await installed.start()
    await again.navigate(route)
    await again.until(lambda: bool(again.all(ft.TextField, label)))
    assert again.one(ft.TextField, label).value == meant
