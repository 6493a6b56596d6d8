"""Looking again at earlier findings, as the workbook and this phone know them."""

from datetime import timedelta

import pytest

from app.visits.photos.acts import Belonging
from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.visit.builder import State
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import VisitType
from domain.wire.workbook import WorkbookNotice, WorkbookReply
from tests.app.visits.test_photo_acts import DATA
from tests.builders.district import TODAY
from tests.builders.register import a_finding, a_workbook

DONE = WorkbookReply(replied_on="2026-05-10", is_done=True, text="已更换", responsible="何永福")
NOTICE = WorkbookNotice(number="万教督整〔2026〕1号", issued_on="2026-04-22", due_on="2026-05-01")


@pytest.fixture
def visit_id(enrolled, at_work):
    """A visit at the first school, of which several findings are known."""
    findings = (
        a_finding(finding_id="later", due_on="2026-07-01"),
        a_finding(finding_id="told", reply=DONE, due_on="2026-06-30"),
        a_finding(finding_id="late", deadline=NOTICE.due_on, notice=NOTICE),
        a_finding(finding_id="closed", is_fixed_on_spot=True),
        a_finding(finding_id="elsewhere", school_id="school-2"),
    )
    store = enrolled.phone.accounts._store
    with store.database.write() as transaction:
        store.workbooks.put(transaction, "chen.jing", a_workbook(findings=findings))
    return at_work.visits.open_visit("school-1", theme_id="may")


def follow(at_work, visit_id, finding_id="late", **fields):
    """Record a follow-up."""
    facts = {"conclusion": "rectified", "text": "已更换", "advice": "", **fields}
    return at_work.visits.record_follow_up(visit_id, finding_id, facts)


def test_school_s_open_findings_come_the_most_urgent_first(at_work, visit_id):
    view = at_work.visits.visit(visit_id)
    assert [each.finding_id for each in view.to_follow] == ["late", "told", "later"]
    assert [each.finding_id for each in view.earlier][-1] == "closed"


def test_follow_up_is_recorded_changed_and_taken_out(at_work, visit_id):
    follow(at_work, visit_id)
    stood = follow(at_work, visit_id, conclusion="partly", advice=" 一周内装好 ").follow_ups["late"]
    assert (stood.conclusion, stood.advice) == (Conclusion.PARTLY, "一周内装好")
    assert stood.finding_visit == a_finding().visit
    assert at_work.visits.withdraw_follow_up(visit_id, "late").follow_ups == {}
    with pytest.raises(NotFound):
        at_work.visits.withdraw_follow_up(visit_id, "late")


def test_the_same_follow_up_again_writes_nothing(at_work, visit_id):
    first = follow(at_work, visit_id)
    assert follow(at_work, visit_id).version == first.version


def test_follow_up_needs_a_conclusion_and_a_known_finding(at_work, visit_id):
    with pytest.raises(BadInput, match="请选一个结论"):
        follow(at_work, visit_id, conclusion=None)
    with pytest.raises(NotFound, match="同步后再回访"):
        follow(at_work, visit_id, "never-heard-of")


def test_followed_finding_stays_on_the_list_when_it_is_closed(enrolled, at_work, visit_id):
    follow(at_work, visit_id, "told")
    store = enrolled.phone.accounts._store
    closed = a_workbook(findings=(a_finding(finding_id="told", is_fixed_on_spot=True),))
    with store.database.write() as transaction:
        store.workbooks.put(transaction, "chen.jing", closed)
    view = at_work.visits.visit(visit_id)
    assert [each.finding_id for each in view.to_follow] == ["told"]


@pytest.mark.usefixtures("font")
def test_put_right_without_a_photo_is_thin_and_a_photo_of_it_mends_that(at_work, visit_id):
    follow(at_work, visit_id)
    assert at_work.visits.visit(visit_id).unseen == ("late",)
    belonging = Belonging(finding_id="late")
    at_work.visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None, belonging)
    assert at_work.visits.visit(visit_id).unseen == ()


def test_finding_not_sent_yet_is_known_on_the_next_visit(at_work, visit_id):
    facts = {"category": "safety", "text": "围墙开裂", "due_on": "2026-05-20", "is_hazard": True}
    finding_id = at_work.visits.raise_finding(visit_id, None, facts)
    other = at_work.visits.open_visit("school-1", theme_id="may")
    assert finding_id not in [e.finding_id for e in at_work.visits.visit(other).earlier]
    at_work.visits.submit(visit_id)
    known = {each.finding_id: each for each in at_work.visits.visit(other).to_follow}
    assert (known[finding_id].text, known[finding_id].visit) == ("围墙开裂", visit_id)
    assert finding_id not in [e.finding_id for e in at_work.visits.visit(visit_id).earlier]


def test_visit_s_own_finding_is_no_earlier_one(enrolled, at_work, visit_id):
    own = a_finding(finding_id="own", visit=visit_id)
    store = enrolled.phone.accounts._store
    with store.database.write() as transaction:
        store.workbooks.put(transaction, "chen.jing", a_workbook(findings=(own,)))
    assert at_work.visits.visit(visit_id).earlier == ()


@pytest.mark.usefixtures("font")
def test_before_photos_are_found_by_hash_where_the_phone_has_them(at_work, visit_id):
    facts = at_work.visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    found = at_work.visits.photo_paths([facts.sha256, "0" * 64])
    assert found == {facts.sha256: facts.path}


def test_follow_up_alone_goes_on_with_what_was_begun_there_today(at_work, visit_id):
    today = TODAY
    assert at_work.visits.begin_follow_up("school-1", today) == visit_id
    alone = at_work.visits.begin_follow_up("school-2", today)
    assert at_work.visits.visit(alone).visit.visit_type is VisitType.FOLLOW_UP
    assert at_work.visits.begin_follow_up("school-2", today) == alone
    at_work.visits.cancel(alone, "不用了")
    assert at_work.visits.begin_follow_up("school-2", today) != alone
    tomorrow = today + timedelta(days=1)
    assert at_work.visits.begin_follow_up("school-1", tomorrow) != visit_id


def test_follow_up_alone_is_handed_in_with_a_conclusion_and_nothing_else(at_work, visit_id):
    at_work.visits.cancel(visit_id, "换成回访")
    alone = at_work.visits.begin_follow_up("school-1", TODAY)
    with pytest.raises(Conflict, match="还没有记下回访的结论"):
        at_work.visits.submit_follow_up(alone)
    follow(at_work, alone)
    assert at_work.visits.submit_follow_up(alone).state is State.SUBMITTED
    with pytest.raises(Conflict):
        at_work.visits.submit_follow_up(alone)


def test_next_visit_of_the_day_is_no_follow_up_because_the_one_before_was(at_work, visit_id):
    at_work.visits.cancel(visit_id, "换成回访")
    at_work.visits.begin_follow_up("school-1", TODAY)
    opened = at_work.visits.begin_visit("school-2", TODAY)
    assert at_work.visits.visit(opened).visit.visit_type is VisitType.ROUTINE
