"""The demo year as the server holds it: exact, flagged, and made by the same code as real ones."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from demo.checklists.homework import CHECKLIST_ID
from demo.creation import demo_accounts, is_demo
from demo.plan import YearShape
from demo.region import DISTRICT, SUPERVISOR, inspectors
from domain.clock import parse_instant
from domain.findings.state import FindingState
from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.course import CaseState
from domain.kinds.office.message import OFFICE
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.person import PersonSet
from domain.kinds.visit.follow_up import Conclusion
from domain.month.month import Grouping
from domain.review.explaining import EXPLAINED
from domain.visit.flag import FlagCode
from domain.visit.tally import Measure
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data import accounts
from sync_server.data.accountability.rows import of_district
from sync_server.data.accounts import PersonFacts
from sync_server.data.own.door import links_of
from sync_server.data.tables import (
    AssignmentRow,
    AvoidanceRow,
    EntryPassRow,
    FindingRow,
    FollowUpRow,
    MessageRow,
    OpinionRow,
    PaperFindingRow,
    PaperRow,
    PersonRow,
    PhotoFileRow,
    RunRow,
    VisitFlagRow,
    VisitPhotoRow,
    VisitRow,
    VisitUnitRow,
)
from sync_server.month.making import MonthView
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.projection.rebuild import rebuild
from sync_server.register.checklists.drafts import Drafts
from sync_server.register.checklists.versions import Checklists
from sync_server.review.similar_checks import SimilarChecks
from sync_server.tasks.desk import TaskDesk
from sync_server.verification.verify import verify
from tests.builders.pulled import read_workbook
from tests.demo.conftest import MadeDemo, made_in
from tests.fixtures.made_demo import NOW

SHOWN_FLAGS = {
    FlagCode.OUTSIDE,
    FlagCode.CLOCK_OFF,
    FlagCode.ALBUM_PHOTO,
    FlagCode.REUSED_PHOTO,
    FlagCode.LATE_SYNC,
    FlagCode.SHORT_DWELL,
    FlagCode.MOCKED,
    FlagCode.PLACE_BY_HAND,
    FlagCode.SIGNATURE_REFUSED,
    FlagCode.CLOCK_UNVERIFIED,
    FlagCode.AMENDED,
    FlagCode.COPIED_TEXT,
}


def the_year(demo: MadeDemo) -> MonthView:
    """The table by zone over the demo's twelve months."""
    server, months = demo.server, demo.agenda.months
    period = read_period(f"{months[0]}..{months[-1]}")
    return Months(server.database, server.clock, server.committer).view(
        period, DISTRICT, Grouping.ZONE
    )


def figures(demo: MadeDemo) -> list[tuple[int, int, int, int]]:
    """Lessons, plans, campaigns and training attendances of the total, then of each zone."""
    table = the_year(demo).table
    return [
        (
            row.sums[Measure.LESSONS],
            row.sums[Measure.LESSON_PLANS],
            len(row.campaigns),
            row.training_attendances,
        )
        for row in (table.total, *table.rows)
    ]


def all_well(demo: MadeDemo) -> None:
    server = demo.server
    found = verify(server.database, server.log_key.public_hex, server.photo_store.path)
    assert [fault.sentence for fault in found.faults] == []
    assert rebuild(server.database) == {}


def test_the_year_adds_up_exactly_and_so_do_its_zones(small_demo: MadeDemo) -> None:
    total, *zones = figures(small_demo)
    assert total == (41, 83, 6, 97)
    assert len(zones) == 4
    assert tuple(map(sum, zip(*zones, strict=True))) == total


def test_every_promised_flag_is_there(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        found = Counter(session.exec(select(VisitFlagRow.code)))
    assert {code for code in SHOWN_FLAGS if not found[code]} == set()
    assert not found[FlagCode.UNREADABLE] + found[FlagCode.NO_RIGHT] + found[FlagCode.FORK]


def test_some_findings_are_of_no_visit(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        rows = session.exec(select(FindingRow).where(FindingRow.account == "")).all()
    assert [row.is_carried_over for row in rows].count(True) == 3
    assert {row.source for row in rows if not row.is_carried_over} == {"patrol", "complaint"}
    assert all(
        row.state == FindingState.WITHDRAWN or row.deadline > NOW.date().isoformat() for row in rows
    )


def test_findings_go_on_to_paper_reply_and_every_conclusion(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        findings = session.exec(select(FindingRow)).all()
        looks = Counter(session.exec(select(FollowUpRow.conclusion)))
        named = session.exec(select(PaperFindingRow)).all()
        papers = session.exec(select(PaperRow)).all()
    keys = {(row.visit, row.finding_id) for row in named}
    told = [row for row in findings if (row.visit, row.finding_id) in keys]
    signed = [row for row in papers if row.serial]
    series = Counter((row.paper_kind, row.year) for row in signed)
    numbers = {(*one, serial) for one, total in series.items() for serial in range(1, total + 1)}
    assert {(row.paper_kind, row.year, row.serial) for row in signed} == numbers
    assert {row.paper_kind for row in papers} == set(PaperKind)
    assert {row.state for row in papers} == set(PaperState)
    replied = [row for row in told if row.replied_on]
    assert len(findings) > len(told) > len(replied) > 0
    assert looks[Conclusion.RECTIFIED] > looks[Conclusion.PARTLY] > 0
    assert all(not row.is_fixed_on_spot for row in told)
    states = Counter(row.state for row in findings)
    assert states[FindingState.CLOSED] > 0 < states[FindingState.CHECKED]


def test_an_inspector_has_tasks_papers_and_findings_with_photos(small_demo: MadeDemo) -> None:
    server = small_demo.server
    answers = [server.workbooks.answer(person) for person in people_of(small_demo)]
    books = [read_workbook(answer) for answer in answers]
    assert any(book.campaigns for book in books)
    assert all(len(book.policies) == 2 for book in books)
    findings = [finding for book in books for finding in book.findings]
    assert any(finding.photos for finding in findings)
    assert {finding.state.is_open for finding in findings} == {True, False}


def people_of(demo: MadeDemo) -> list[PersonFacts]:
    """The demo's inspectors, as the server knows them by their phones' tokens."""
    with demo.server.database.session() as session:
        return [
            person
            for each in inspectors()
            if (person := accounts.person(session, each.account, "2026-05-14")) is not None
        ]


def test_the_newest_visits_wait_came_back_or_go_on(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        states = Counter(session.exec(select(VisitRow.state)))
    assert set(states) == {"approved", "submitted", "returned", "in_progress", "cancelled"}
    assert (states["in_progress"], states["cancelled"]) == (2, 1)


def test_everything_was_accepted_on_its_own_day(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        rows = session.exec(select(RunRow).order_by(col(RunRow.first))).all()
    times = [parse_instant(row.accepted_at) for row in rows]
    assert times == sorted(times)
    assert times[-1] <= NOW
    assert times[0] < NOW - timedelta(days=365)
    weeks = {time.isocalendar()[:2] for time in times}
    assert len(weeks) > 45


def test_there_are_follow_ups_alone_and_a_visit_to_several_units(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        rows = session.exec(select(VisitRow).where(VisitRow.visit_type == "follow_up")).all()
        units = session.exec(select(VisitUnitRow)).all()
    alone = [Visit.model_validate_json(row.folded) for row in rows]
    assert 1 <= len(alone) <= 3
    assert all(each.follow_ups and each.check_in and each.submissions for each in alone)
    assert any(row.state == "submitted" for row in rows)
    further = [each.further.school_id for each in small_demo.agenda.visits if each.further]
    assert [row.school_id for row in units] == further
    assert len(further) == 1


def test_photos_came_but_for_one_that_is_still_on_its_phone(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        shown = set(session.exec(select(VisitPhotoRow.sha256)))
        came = {row.sha256 for row in session.exec(select(PhotoFileRow))}
    assert len(shown) == len(came) + 1 <= small_demo.shape.most_photos
    assert came < shown


def test_the_office_has_a_checklist_of_its_own_with_limits(small_demo: MadeDemo) -> None:
    viewer = Viewer(PersonFacts(SUPERVISOR[0], SUPERVISOR[1], "supervisor", DISTRICT, "", None))
    second, first = Checklists(small_demo.server.database).versions(viewer, CHECKLIST_ID)
    assert {second.by_name, first.by_name} == {SUPERVISOR[1]}
    limits = {each.item_id: each.at_most for each in second.checklist.all_items}
    assert (limits["homework-primary"], limits["homework-junior"]) == (60, 90)
    (draft,) = Drafts(small_demo.server.database, small_demo.server.clock).begun(DISTRICT)
    assert draft.checklist_id == CHECKLIST_ID


def test_every_page_of_the_door_has_something_to_show(small_demo: MadeDemo) -> None:
    with small_demo.server.database.session() as session:
        letters = session.exec(select(MessageRow)).all()
        passes = session.exec(select(EntryPassRow)).all()
        assert session.exec(select(OpinionRow)).all()
    assert Counter(row.state for row in letters) == {"passed": 1, "closed": 1, "sent": 2}
    assert {row.valid_on for row in passes} == {NOW.date().isoformat()}
    with small_demo.server.database.reading_ledger() as found:
        units = {row.school_id for row in letters} - {OFFICE}
        links = links_of(found.ledger, DISTRICT, units.pop())
    assert [each.revoked_at for each in links] == [None]


def test_verify_and_rebuild_find_nothing(small_demo: MadeDemo) -> None:
    all_well(small_demo)


def test_its_accounts_can_sign_in_and_say_that_it_is_whole(small_demo: MadeDemo) -> None:
    assert is_demo(small_demo.server)
    roles = {
        small_demo.server.accounts.verify_password(each.account, each.password).role
        for each in demo_accounts()
    }
    assert roles == {"supervisor", "clerk", "inspector", "auditor"}


@pytest.mark.soak
def test_the_whole_demo_has_the_figures_of_the_year(tmp_path: Path) -> None:
    demo = made_in(tmp_path, YearShape())
    total, *zones = figures(demo)
    assert total == (420, 804, 26, 1_093)
    assert tuple(map(sum, zip(*zones, strict=True))) == total
    with demo.server.database.session() as session:
        photos = len(session.exec(select(VisitPhotoRow)).all())
    assert 300 < photos <= 600
    all_well(demo)
    demo.server.close()


def test_inspectors_have_stages_and_certificates_and_one_avoids_a_school(
    small_demo: MadeDemo,
) -> None:
    with small_demo.server.database.session() as session:
        mine = (PersonRow.role == "inspector", PersonRow.district == DISTRICT)
        people = session.exec(select(PersonRow).where(*mine)).all()
        avoided = session.exec(select(AvoidanceRow)).all()
        held = session.exec(select(AssignmentRow)).all()
    assert all(PersonSet.model_validate_json(row.facts).stages for row in people)
    assert len({row.certificate_no for row in people}) == len(people)
    pairs = {(row.account, row.school_id) for row in avoided}
    assert len(pairs) == 1
    assert not pairs & {(row.account, row.school_id) for row in held}


def test_a_flag_of_an_approved_visit_is_explained(small_demo: MadeDemo) -> None:
    filed = FlagCode.LEFT_OUTSIDE + EXPLAINED
    with small_demo.server.database.session() as session:
        codes = session.exec(select(VisitFlagRow.code)).all()
    assert codes.count(filed) == 1


def test_one_case_of_accountability_went_to_its_end_and_one_is_half_way(
    small_demo: MadeDemo,
) -> None:
    with small_demo.server.database.session() as session:
        found = of_district(session, DISTRICT)
    cases = [Accountability.model_validate_json(each.folded) for each in found]
    assert [each.state for each in cases] == [CaseState.NOTIFIED, CaseState.ENDED]
    assert all(not each.ignored and each.findings for each in cases)
    assert cases[0].person
    assert cases[1].review is not None


def test_tasks_are_done_late_and_just_given(small_demo: MadeDemo):
    desk = TaskDesk(small_demo.server.database, small_demo.server.clock)
    viewer = Viewer(PersonFacts(SUPERVISOR[0], SUPERVISOR[1], "supervisor", DISTRICT, "", None))
    new, late, done = (each.counts for each in desk.listed(viewer))
    assert done.is_settled
    assert (late.returned, late.reported, late.late_reports) == (1, 1, 4)
    assert (new.asked, new.received, new.late_reports) == (8, 3, 0)


def test_similar_checks_are_answered_late_and_waited_for(small_demo: MadeDemo):
    checks = SimilarChecks(small_demo.server.database, small_demo.server.clock)
    viewer = Viewer(PersonFacts(SUPERVISOR[0], SUPERVISOR[1], "supervisor", DISTRICT, "", None))
    found = checks.listed(viewer)
    counts = [each.counts for each in found]
    assert all(each.found_at and each.row.title for each in found)
    assert any(each.is_settled and each.problems for each in counts)
    assert any(each.overdue and each.mending_late for each in counts)
    assert any(each.waiting and not each.overdue for each in counts)
