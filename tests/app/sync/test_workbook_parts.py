"""The workbook comes in parts: each is kept with its tag, and replaced by itself."""

import pytest
from sqlmodel import select

from app.account.session import AccountSession
from app.store.tables import WorkbookPartRow
from app.sync.messages import PART_NAMES
from domain.errors import Unavailable
from domain.kinds.book_part import BookPart
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import VisitType
from domain.wire.workbook import Workbook, WorkbookCampaign, WorkbookDuty
from tests.app.visits.test_photo_acts import DATA
from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper
from tests.builders.register import (
    a_finding,
    a_message,
    a_school,
    a_task,
    a_workbook,
    an_office_visit,
)

PAPER = a_paper()


@pytest.fixture
def server(server: FakeServer) -> FakeServer:
    """A server that has the text of a paper."""
    server.policies = {listed.sha256: text for listed, text in PAPER}
    return server


def kept(at_work: AccountSession) -> dict[str, tuple[str, str]]:
    """The tag and the content of each part as the phone has it."""
    store = at_work.visits._recorder.store
    with store.database.read() as transaction:
        rows = transaction.exec(select(WorkbookPartRow)).all()
        return {row.part: (row.tag, row.document) for row in rows}


def test_each_part_is_asked_for_by_the_tag_it_came_with(at_work, server: FakeServer):
    at_work.sync.run()
    before = kept(at_work)
    assert set(before) == set(BookPart)
    server.workbook = a_workbook(findings=(a_finding(),))
    at_work.sync.run()
    asked = [each for each in server.asked if each.path == "/api/v1/workbook"][-1]
    tags = {tag for tag, _ in before.values()}
    assert set((asked.headers or {})["If-None-Match"].split(", ")) == {f'"{tag}"' for tag in tags}
    changed = {part for part, held in kept(at_work).items() if held != before[part]}
    assert changed == {BookPart.FINDINGS}
    assert at_work.workbook() == server.workbook


@pytest.mark.parametrize("part", list(BookPart))
def test_a_part_that_cannot_be_read_is_named_and_the_one_before_goes_on(
    at_work, server: FakeServer, part: BookPart
):
    at_work.sync.run()
    before = kept(at_work)
    server.broken_parts = {part}
    server.workbook = changed_in_every_part(server.workbook)
    outcome = at_work.sync.run()
    assert (outcome.code, outcome.has_new_workbook) == ("part_unread", True)
    assert PART_NAMES[part] in outcome.problem
    after = kept(at_work)
    assert {each for each in after if after[each] == before[each]} == {part}
    server.broken_parts = set()
    assert at_work.sync.run().problem is None
    assert at_work.workbook() == server.workbook


@pytest.mark.usefixtures("font")
def test_entries_and_photos_go_although_a_part_cannot_be_read(at_work, server: FakeServer):
    server.broken_parts = {BookPart.PAPERS}
    at_work.sync.run()
    visit_id = at_work.visits.open_visit("school-1")
    photo = at_work.visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    assert at_work.sync.run().code == "part_unread"
    assert photo.sha256 in server.complete
    assert at_work.workbook().policies == ()


def test_an_answer_that_is_cut_off_changes_no_part(at_work, server: FakeServer):
    at_work.sync.run()
    before = kept(at_work)
    server.workbook = changed_in_every_part(server.workbook)
    server.is_cutting = True
    assert at_work.sync.run().code == "bad_answer"
    assert kept(at_work) == before
    server.is_cutting = False
    assert at_work.sync.run().problem is None
    assert at_work.workbook() == server.workbook


def test_parts_are_kept_all_or_none(at_work, server: FakeServer, monkeypatch):
    at_work.sync.run()
    before = kept(at_work)
    server.workbook = changed_in_every_part(server.workbook)

    def full(*_: object) -> None:
        raise Unavailable("no room", code="phone_full")

    with monkeypatch.context() as broken:
        broken.setattr("app.store.visit_rows.rename_schools", full)
        assert at_work.sync.run().code == "phone_full"
    assert kept(at_work) == before


def test_a_closed_school_is_shown_only_where_a_visit_was(at_work, server: FakeServer):
    closed = (a_school(3, is_active=False), a_school(4, is_active=False))
    server.workbook = a_workbook(schools=(a_school(1), *closed))
    server.show(an_office_visit("a" * 64, school_id="school-4"))
    at_work.sync.run()
    assert [each.school_id for each in at_work.workbook().schools] == ["school-1", "school-4"]


def changed_in_every_part(workbook: Workbook) -> Workbook:
    """A workbook of which every part is another one."""
    campaign = WorkbookCampaign(
        campaign_id="k1",
        campaign="c" * 64,
        edition="d" * 64,
        tip="d" * 64,
        title="食堂专项",
        visit_type=VisitType.SPECIAL,
        from_on="2026-05-01",
        to_on="2026-05-31",
    )
    return workbook.model_copy(
        update={
            "backed_up_to": 7,
            "name": "陈小静",
            "visits": (an_office_visit("a" * 64),),
            "findings": (a_finding(),),
            "campaigns": (campaign,),
            "policies": tuple(listed for listed, _ in PAPER),
            "messages": (a_message(),),
            "tasks": (a_task(),),
            "duty_month": "2026-05",
            "duties": (WorkbookDuty(school_id="school-1", due=2),),
        }
    )
