"""Every page, empty and full: each control has a name and room for a thumb."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from domain.kinds.visit.builder import State
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.signature import Signer
from domain.wire.workbook import WorkbookReview
from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper
from tests.builders.phone import AT_SCHOOL
from tests.builders.register import a_finding, a_workbook, an_office_visit
from tests.harness.hearing import complaints
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.tour import routes

VISIT_PAGES = "/visit/"


def fill(installed: PlayedInstallation, tmp_path: Path) -> dict[str, str]:
    """Put a whole visit on the phone; the parameters of the pages that show it."""
    visits = installed.ui.session.visits
    workbook = installed.ui.session.workbook()
    assert workbook is not None
    theme = workbook.themes[0].theme_id
    school = workbook.schools[0].school_id
    visit = visits.open_visit(school, theme_id=theme)
    visits.check_in(visit, AT_SCHOOL)
    checklist = visits.visit(visit).checklist
    assert checklist is not None
    item = next(each for each in checklist.all_items if each.kind == "yes_no").item_id
    visits.record_answer(visit, item, "no", remark="缺记录")
    lesson = visits.record_lesson(visit, None, {"subject": "数学", "rating": "good"})
    finding = visits.raise_finding(visit, None, {"category": "safety", "text": "通道堆物"})
    path = tmp_path / "photo.jpg"
    Image.effect_noise((400, 300), 60).convert("RGB").save(path)
    photo = visits.take_photo(visit, path.read_bytes(), PhotoSource.ALBUM, None)
    visits.sign(visit, Signer.SCHOOL_HEAD, "罗校长", [[10, 10, 500, 500]])
    return {
        "school_id": school,
        "visit_id": visit,
        "lesson_id": lesson,
        "finding_id": finding,
        "item_id": item,
        "photo_id": photo.photo_id,
        "what": "finding",
        "of": finding,
        "signer": "school_head",
        "theme_id": theme,
        "policy_id": "paper-1",
        "chapter": "check_in",
    }


async def heard(phone: PlayedPhone, pages: list[str]) -> dict[str, list[str]]:
    """What is wrong on which of the pages."""
    found: dict[str, list[str]] = {}
    for route in pages:
        await phone.navigate(route)
        await phone.settle()
        if wrong := complaints(phone):
            found[route] = wrong
    return found


@pytest.fixture
async def enrolled(tmp_path: Path) -> AsyncIterator[tuple[PlayedInstallation, PlayedPhone]]:
    """Chen Jing's phone, signed in and synced."""
    server = FakeServer(workbook=a_workbook(findings=(a_finding(),)))
    server.list_papers(a_paper("paper-1", must_be_read=True, theme_ids=("may",)))
    made = PlayedInstallation(tmp_path / "phone", transport=server)
    phone = await made.enrol()
    yield made, phone
    await made.kill()


async def test_every_page_of_a_full_practice_phone_can_be_heard_and_hit(installed, tmp_path):
    phone = await installed.practise()
    samples = fill(installed, tmp_path)
    installed.ui.changes.number += 1
    assert await heard(phone, routes(samples)) == {}


async def test_every_page_of_an_enrolled_phone_can_be_heard_and_hit(enrolled, tmp_path):
    installed, phone = enrolled
    samples = fill(installed, tmp_path)
    installed.ui.changes.number += 1
    assert await heard(phone, routes(samples)) == {}


async def test_every_empty_page_can_be_heard_and_hit(installed):
    phone = await installed.begin_visit()
    controller = installed.ui.current_controller
    assert controller is not None
    samples = {"visit_id": controller.visit_id, "school_id": "practice-2"}
    assert await heard(phone, routes(samples)) == {}
    assert await heard(phone, routes({})) == {}


async def test_phone_that_never_synced_can_be_heard_and_hit(tmp_path):
    installed = PlayedInstallation(tmp_path / "phone", transport=FakeServer())
    phone = await installed.enrol(is_synced=False)
    assert await heard(phone, routes({})) == {}
    await installed.kill()


async def test_submitted_and_returned_visits_can_be_heard_and_hit(enrolled, tmp_path):
    installed, phone = enrolled
    samples = fill(installed, tmp_path)
    visits = installed.ui.session.visits
    visits.submit(samples["visit_id"])
    said = WorkbookReview(
        verdict="returned", text="请补", by_name="李主任", at="2026-05-14T08:00:00.000Z"
    )
    facts = {"state": State.RETURNED, "tip": "e" * 64, "reviews": (said,)}
    installed.transport.show(an_office_visit(samples["visit_id"], **facts))
    installed.ui.session.sync.run()
    installed.ui.changes.number += 1
    pages = [each for each in routes(samples) if not each.startswith(VISIT_PAGES)]
    assert await heard(phone, [*pages, f"/visit/{samples['visit_id']}"]) == {}


async def test_first_screens_can_be_heard_and_hit(installed):
    phone = await installed.open("登录督迹")
    assert complaints(phone) == []
