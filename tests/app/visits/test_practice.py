"""Practising: a guided visit, made-up schools, and forgetting all of it without touching more."""

from pathlib import Path

import pytest
from PIL import Image

from app.visits.practice import SCHOOL, SCHOOL_WITHOUT_POSITION, Step, next_step
from domain.clock import CST
from domain.errors import Conflict
from domain.findings.urgency import Urgency, urgency
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.signature import Signer
from domain.place.presence import Presence
from tests.builders.fake_server import FakeServer
from tests.builders.phone import AT_SCHOOL, FAR_AWAY, Handset


def step_of(visits, visit_id):
    """What the guide says now."""
    return next_step(visits.visit(visit_id).visit)


def answer_three(visits, visit_id):
    """Answer the first three yes-or-no items."""
    items = visits.visit(visit_id).checklist.all_items
    for item in [each for each in items if each.kind == "yes_no"][:3]:
        visits.record_answer(visit_id, item.item_id, "yes")


def a_picture(tmp_path: Path) -> bytes:
    """A small photo's bytes."""
    path = tmp_path / "photo.jpg"
    Image.effect_noise((400, 300), 60).convert("RGB").save(path)
    return path.read_bytes()


def test_guide_leads_from_arriving_to_handing_in(visits, visit_id, tmp_path):
    seen = [step_of(visits, visit_id)]
    steps = (
        lambda: visits.check_in(visit_id, AT_SCHOOL),
        lambda: answer_three(visits, visit_id),
        lambda: visits.take_photo(visit_id, a_picture(tmp_path), PhotoSource.ALBUM, None),
        lambda: visits.raise_finding(visit_id, None, {"category": "safety", "text": "通道堆物"}),
        lambda: visits.sign(visit_id, Signer.SCHOOL_HEAD, "罗校长", [[0, 0, 9, 9]]),
        lambda: visits.check_out(visit_id, AT_SCHOOL),
        lambda: visits.submit(visit_id),
    )
    for step in steps:
        step()
        seen.append(step_of(visits, visit_id))
    assert seen == list(Step)


def test_what_may_be_left_out_is_passed_once_something_later_is_done(visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    visits.sign(visit_id, Signer.INSPECTOR, "陈静", [[0, 0, 9, 9]])
    assert step_of(visits, visit_id) is Step.CHECK_OUT


def test_guide_begins_with_arriving_whatever_was_done_before(visits, visit_id):
    visits.sign(visit_id, Signer.INSPECTOR, "陈静", [[0, 0, 9, 9]])
    assert step_of(visits, visit_id) is Step.CHECK_IN


def test_visit_that_is_amended_is_to_be_handed_in_again(visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    visits.submit(visit_id, has_no_problem=True)
    assert step_of(visits, visit_id) is Step.DONE
    visits.amend(visit_id, "漏记")
    assert step_of(visits, visit_id) is Step.SUBMIT
    visits.cancel(visit_id, "重复")
    assert step_of(visits, visit_id) is Step.DONE


def test_visit_without_checklist_is_not_asked_for_answers(visits):
    visit_id = visits.open_visit(SCHOOL)
    visits.check_in(visit_id, AT_SCHOOL)
    assert step_of(visits, visit_id) is Step.PHOTO


def test_practice_offers_a_follow_up_a_colleague_and_a_school_without_position(session, handset):
    workbook = session.workbook()
    schools = {each.school_id: each for each in workbook.schools}
    assert schools[SCHOOL].circle is not None
    assert schools[SCHOOL_WITHOUT_POSITION].circle is None
    assert len(workbook.people) == 1
    (finding,) = workbook.findings
    today = handset.device.clock.now().astimezone(CST).date()
    assert urgency(finding, today) is Urgency.REPORTED
    assert finding.notice is not None
    assert finding.reply is not None
    assert finding.reply.is_done


def files_in(handset: Handset) -> list[str]:
    """The photo files on the phone."""
    folders = ("photos", "originals", "previews")
    return [each.name for name in folders for each in (handset.folder / name).iterdir()]


def test_clearing_practice_forgets_visits_photos_and_drafts(handset, visits, visit_id, tmp_path):
    visits.take_photo(visit_id, a_picture(tmp_path), PhotoSource.ALBUM, None)
    visits.save_draft_text(visit_id, "note.record", "写到一半")
    handset.phone.accounts.clear_practice()
    assert files_in(handset) == []
    again = handset.practise()
    assert again.visits.list() == []
    assert again.visits.draft_texts(visit_id) == {}
    assert again.visits.open_visit(SCHOOL)


def test_clearing_practice_leaves_other_accounts_alone(tmp_path, server: FakeServer):
    handset = Handset(tmp_path / "phone", transport=server)
    handset.phone.accounts.enrol("duji.example.cn", "chen.jing", code="123456")
    mine = handset.phone.accounts.open("chen.jing")
    visit_id = mine.visits.open_visit("school-1")
    photo = a_picture(tmp_path)
    mine.visits.take_photo(visit_id, photo, PhotoSource.ALBUM, None)
    practised = handset.practise().visits
    practised.take_photo(practised.open_visit(SCHOOL), photo, PhotoSource.ALBUM, None)
    handset.phone.accounts.clear_practice()
    view = handset.phone.accounts.open("chen.jing").visits.visit(visit_id)
    (taken,) = view.visit.photos.values()
    assert view.photo_files[taken.photo_id][0].is_file()
    # The untouched original is the same file for both, so it stays for the one who still needs it.
    assert (handset.folder / "originals" / taken.original_sha256).is_file()
    handset.phone.close()


@pytest.mark.parametrize("account", ["chen.jing", "practice"])
def test_an_account_that_counts_is_never_cleared(tmp_path, server: FakeServer, account):
    handset = Handset(tmp_path / "phone", transport=server)
    handset.phone.accounts.enrol("duji.example.cn", account, code="123456")
    visit_id = handset.phone.accounts.open(account).visits.open_visit("school-1")
    handset.phone.accounts.clear_practice()
    found = handset.phone.accounts.open(account).visits.visit(visit_id)
    assert found.visit.visit_id == visit_id
    handset.phone.close()


def test_practice_school_moves_to_where_one_arrives_and_then_stays(visits, visit_id):
    beijing = AT_SCHOOL.model_copy(update={"lat": 39.9, "lng": 116.4})
    arrived = visits.check_in(visit_id, beijing).check_in
    assert arrived.claimed is Presence.INSIDE
    left = visits.check_out(visit_id, AT_SCHOOL).check_out
    assert left.claimed is Presence.OUTSIDE
    with pytest.raises(Conflict):
        visits.check_in(visit_id, AT_SCHOOL)
    assert visits.visit(visit_id).school.circle == arrived.circle


@pytest.mark.parametrize("fix", [None, AT_SCHOOL.model_copy(update={"source": "manual"})])
def test_practice_school_stays_without_a_position_of_the_phone(visits, visit_id, fix):
    before = visits.visit(visit_id).school.circle
    visits.check_in(visit_id, fix, "练习")
    assert visits.visit(visit_id).school.circle == before


def test_school_of_an_office_never_moves(at_work, server):
    at_work.sync.run()
    before = at_work.workbook()
    visit_id = at_work.visits.open_visit("school-1")
    arrived = at_work.visits.check_in(visit_id, FAR_AWAY).check_in
    assert arrived.claimed is Presence.OUTSIDE
    assert at_work.workbook() == before
