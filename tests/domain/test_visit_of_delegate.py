"""A visit of somebody of another department (联合部门人员): what counts of it, and for whom."""

from typing import Any

import pytest

from domain.kinds.author import Role
from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import CAMPAIGN_ALONE, VisitPlanned, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.merging import VisitMerged
from domain.month.duty import NOBODY
from domain.visit.credit import Credit, credited, credits, leader
from domain.visit.joint import united
from domain.visit.tally import Measure, counts, tally
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded

GAO = "gao.ke"


def a_pen(account: str = GAO, role: Role = Role.DELEGATE) -> Pen:
    return Pen(an_author(account, role))


def a_visit(pen: Pen, *, is_submitted: bool = True, merged: bool = False, **plan: Any) -> Visit:
    """A visit with a lesson of its leader."""
    visit_id = pen.open_visit(**{"campaign_id": "k1", **plan})
    lesson = LessonObserved(lesson_id="l1", observers=(pen.author.account,))
    pen.write(lesson, subject=visit_id)
    if is_submitted:
        pen.write(VisitSubmitted(head=pen.head.id or ""), subject=visit_id)
    if merged:
        pen.write(VisitMerged(into="a" * 64), ReasonPrivate(reason="记了两遍"), visit_id)
    return folded(visit_id, pen.lines, pen.author)


def test_the_visit_is_its_leaders_and_is_credited_to_nobody():
    visit = a_visit(a_pen(), participants=("wang.fang",))
    assert (leader(visit), credited(visit), visit.delegates) == (GAO, NOBODY, (GAO,))
    assert credits(visit) == (
        Credit(NOBODY, False, False, 1, 1),
        Credit("wang.fang", False, True, 0, 0),
    )
    adds = tally(visit)
    assert (adds[Measure.VISITS], adds[Measure.INSPECTOR_VISITS]) == (1, 1)


def test_an_inspectors_visit_is_credited_to_them():
    visit = a_visit(a_pen("chen.jing", Role.INSPECTOR))
    assert (credited(visit), visit.delegates) == ("chen.jing", ())


@pytest.mark.parametrize(("campaign", "does"), [("k1", True), (None, False)])
def test_it_counts_within_a_campaign_alone(campaign: str | None, does: bool):
    assert counts(a_visit(a_pen(), campaign_id=campaign)) is does


def test_it_cannot_leave_its_campaign():
    pen = a_pen()
    visit_id = pen.open_visit(campaign_id="k1")
    pen.write(VisitPlanned(campaign_id=None), subject=visit_id)
    pen.write(VisitPlanned(campaign_id="k2"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.campaign_id == "k2"
    assert [each.reason for each in visit.ignored] == [CAMPAIGN_ALONE]


def test_a_delegate_looks_at_no_earlier_finding_again():
    pen = a_pen()
    visit_id = pen.open_visit(campaign_id="k1")
    looked = FollowUpRecorded(
        finding_id="f1", finding_visit="a" * 64, conclusion=Conclusion.RECTIFIED
    )
    pen.write(looked, subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert [each.reason for each in visit.ignored] == ["no_right"]


@pytest.mark.parametrize("is_submitted", [True, False])
def test_merged_into_an_inspectors_visit_a_delegate_stays_one(is_submitted: bool):
    mine = a_visit(a_pen("chen.jing", Role.INSPECTOR))
    theirs = a_visit(a_pen(), merged=True, is_submitted=is_submitted)
    both = united(mine, [theirs])
    assert both.delegates == (GAO,)
    assert tally(both)[Measure.INSPECTOR_VISITS] == 1
