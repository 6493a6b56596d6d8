"""This month as the phone tells it: duty, follow-ups, campaigns; also what only the phone knows."""

import pytest

from app.account.session import AccountSession
from domain.findings.urgency import Urgency
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.wire.workbook import WorkbookCall, WorkbookDuty
from tests.builders.district import TODAY, a_campaign, a_district
from tests.builders.fake_server import FakeServer
from tests.builders.register import an_office_visit
from tests.builders.trail import Pen, an_author, folded


@pytest.fixture
def session(at_work: AccountSession, server: FakeServer) -> AccountSession:
    """Chen Jing with the district's workbook."""
    server.workbook = a_district()
    at_work.sync.run()
    return at_work


def duty_at(session, school_id):
    month = session.month(TODAY)
    return next(each for each in month.schools if each.school.school_id == school_id)


def visit_at(session, school_id, campaign_id=None):
    visit_id = session.visits.begin_visit(school_id, TODAY, campaign_id)
    session.visits.submit(visit_id, has_no_problem=True)
    return visit_id


def test_school_tells_its_open_findings_and_what_is_due(session):
    duty = duty_at(session, "school-1")
    assert duty.open_findings == 3
    assert [each.urgency for each in duty.follow_ups] == [Urgency.OVERDUE, Urgency.REPORTED]
    assert duty_at(session, "school-3").open_findings == 0


def test_follow_ups_of_all_schools_are_one_list(session):
    due = session.month(TODAY).follow_ups
    assert [each.finding.finding_id for each in due] == ["overdue", "reported", "soon"]


def test_follow_up_made_on_this_phone_is_done_before_any_sync(session):
    visit_id = session.visits.begin_visit("school-1", TODAY)
    body = FollowUpRecorded(
        finding_id="overdue", finding_visit="a" * 64, conclusion=Conclusion.RECTIFIED
    )
    session.visits._recorder.record(visit_id, body)
    due = session.month(TODAY).follow_ups
    there = session.visits.school("school-1", TODAY).findings
    assert [each.finding.finding_id for each in due] == ["reported", "soon"]
    assert [each.finding.finding_id for each in there] == ["reported", "later"]


def test_campaign_counts_visits_of_this_phone_at_once(session):
    visit_at(session, "school-4", "c1")
    (task,) = session.month(TODAY).campaigns
    assert task.done == {"school-4"}


def test_visit_that_is_not_handed_in_or_cancelled_does_not_count_for_a_campaign(session):
    session.visits.begin_visit("school-1", TODAY, "c1")
    session.visits.cancel(visit_at(session, "school-4", "c1"), "走错了")
    (task,) = session.month(TODAY).campaigns
    assert task.done == frozenset()


def test_campaign_is_remembered_over_the_months(session):
    visit_at(session, "school-4", "c1")
    june = TODAY.replace(month=6, day=2)
    (task,) = session.month(june).campaigns
    assert task.done == {"school-4"}


def test_visit_under_a_campaign_meets_the_months_duty_too(session):
    visit_at(session, "school-4", "c1")
    assert duty_at(session, "school-4").done == 1


def test_duty_is_met_by_who_leads_the_visit_and_by_who_goes_along(session):
    for account, done, led in (("wang.fang", 1, 0), ("chen.jing", 1, 1)):
        pen = Pen(an_author(account))
        visit_id = pen.open_visit("school-4", participants=("chen.jing",))
        pen.write(VisitSubmitted(head=visit_id), subject=visit_id)
        visit = folded(visit_id, pen.lines, pen.author)
        store = session.visits._recorder.store
        with store.database.write() as transaction:
            store.save(transaction, "chen.jing", visit)
        duty, month = duty_at(session, "school-4"), session.month(TODAY)
        # Both are of one day, which counts once.
        assert (duty.done, duty.by_others, month.visits_made) == (done, 1, led)
        assert duty.last_visit_on is not None


def test_number_of_visits_is_not_the_duty_done(session):
    for school in ("school-2", "school-2", "school-9", "school-3"):
        visit_at(session, school)
    month = session.month(TODAY)
    assert (month.visits_made, month.due, month.done) == (4, 3, 1)


def test_what_the_office_counts_stands_and_what_it_has_not_seen_is_added(session, server):
    told = WorkbookDuty(
        school_id="school-1",
        due=2,
        calls=(WorkbookCall(visit="d" * 64, visit_on="2026-05-06", leader="wang.fang"),),
    )
    cancelled_there = visit_at(session, "school-1")
    known = an_office_visit(cancelled_there)
    server.workbook = a_district(duty_month="2026-05", duties=(told,), visits=(known,))
    session.sync.run()
    duty = duty_at(session, "school-1")
    assert (duty.due, duty.done, duty.by_others) == (2, 1, 1)
    visit_at(session, "school-1")
    duty = duty_at(session, "school-1")
    assert (duty.due, duty.done, duty.by_others) == (2, 2, 1)
    assert duty_at(session, "school-2").due == 0


def test_duty_of_a_month_that_is_over_says_nothing_of_this_one(session, server):
    told = WorkbookDuty(school_id="school-1", due=1)
    server.workbook = a_district(duty_month="2026-04", duties=(told,))
    session.sync.run()
    assert [duty_at(session, each).due for each in ("school-1", "school-2")] == [2, 1]


def test_school_tells_unfinished_and_latest_visits(session):
    ended = visit_at(session, "school-1")
    session.visits.cancel(visit_at(session, "school-1"), "重复")
    begun = session.visits.begin_visit("school-1", TODAY)
    view = session.visits.school("school-1", TODAY)
    assert [each.visit_id for each in view.begun] == [begun]
    assert [each.visit_id for each in view.latest] == [ended]


def test_school_tells_the_campaigns_it_belongs_to(session, server):
    elsewhere = a_campaign("c2", schools=("school-3",))
    server.workbook = a_district(campaigns=(a_campaign(), elsewhere))
    session.sync.run()
    found = session.visits.school("school-1", TODAY).campaigns
    assert [each.campaign.campaign_id for each in found] == ["c1"]
