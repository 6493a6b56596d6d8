"""Which findings to look at again, the most urgent first (2-02)."""

from app.visits.due_findings import due, looked_at, open_findings
from domain.findings.urgency import Urgency
from domain.kinds.visit.course import VisitCancelled
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.visit.visit import Visit
from domain.wire.workbook import WorkbookFollowUp
from tests.builders.district import TODAY, a_district, day
from tests.builders.register import a_finding
from tests.builders.trail import Pen, folded


def ids(found):
    return [each.finding.finding_id for each in found]


def a_look(conclusion: Conclusion, on: str = day(0)) -> WorkbookFollowUp:
    return WorkbookFollowUp(followed_up_on=on, conclusion=conclusion, by_name="陈静")


def a_visit_that_looked(finding_id: str, conclusion: Conclusion, cancelled: bool = False) -> Visit:
    pen = Pen()
    visit_id = pen.open_visit()
    body = FollowUpRecorded(finding_id=finding_id, finding_visit="a" * 64, conclusion=conclusion)
    pen.write(body, FollowUpPrivate(text="看过了"), visit_id)
    if cancelled:
        pen.write(VisitCancelled(), None, visit_id)
    return folded(visit_id, pen.lines, pen.author)


def test_most_urgent_comes_first_and_closed_ones_not_at_all():
    found = open_findings(a_district(), {}, TODAY)
    assert ids(found) == ["overdue", "reported", "soon", "later"]
    assert ids(due(found)) == ["overdue", "reported", "soon"]


def test_finding_says_its_school_and_the_papers_day():
    overdue = open_findings(a_district(), {}, TODAY)[0]
    assert (overdue.school_name, overdue.due_on) == ("栖云实验小学", day(-3))
    assert overdue.urgency is Urgency.OVERDUE


def test_school_that_left_the_register_keeps_its_id():
    lost = a_district(findings=(a_finding(school_id="gone"),))
    assert open_findings(lost, {}, TODAY)[0].school_name == "gone"


def test_hazard_comes_before_others_then_the_earlier_day():
    late = {"due_on": day(-1)}
    found = (
        a_finding(finding_id="a", **late),
        a_finding(finding_id="b", due_on=day(-5)),
        a_finding(finding_id="c", is_hazard=True, **late),
    )
    assert ids(open_findings(a_district(findings=found), {}, TODAY)) == ["c", "b", "a"]


def test_what_this_phone_found_put_right_is_not_due_any_more():
    seen = {"overdue": a_look(Conclusion.RECTIFIED)}
    assert "overdue" not in ids(open_findings(a_district(), seen, TODAY))


def test_reported_one_was_looked_at_and_waits_for_its_day():
    seen = {"reported": a_look(Conclusion.PARTLY)}
    found = {each.finding.finding_id: each for each in open_findings(a_district(), seen, TODAY)}
    assert found["reported"].urgency is Urgency.LATER


def test_overdue_one_stays_overdue_until_it_is_put_right():
    seen = {"overdue": a_look(Conclusion.NOT_RECTIFIED)}
    assert open_findings(a_district(), seen, TODAY)[0].urgency is Urgency.OVERDUE


def test_newer_look_of_the_office_wins():
    newer = a_finding(finding_id="x", follow_up=a_look(Conclusion.PARTLY, day(0)))
    seen = {"x": a_look(Conclusion.RECTIFIED, day(-2))}
    assert ids(open_findings(a_district(findings=(newer,)), seen, TODAY)) == ["x"]


def test_newest_look_of_the_phone_counts():
    first = a_visit_that_looked("f", Conclusion.PARTLY)
    second = a_visit_that_looked("f", Conclusion.RECTIFIED)
    (look,) = looked_at([first, second], "陈静").values()
    assert (look.conclusion, look.text) == (Conclusion.RECTIFIED, "看过了")
    assert look.followed_up_on == day(0)


def test_look_of_a_cancelled_visit_does_not_count():
    assert looked_at([a_visit_that_looked("f", Conclusion.PARTLY, cancelled=True)], "x") == {}


def test_phone_without_a_workbook_has_nothing_to_look_at():
    assert open_findings(None, {}, TODAY) == ()
