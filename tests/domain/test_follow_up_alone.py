"""A 回访: a visit for looking at earlier findings alone, which is no 督导次 and no duty (S2)."""

import pytest
from pydantic import ValidationError

from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitCancelled, VisitPlanned, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.plan import VisitType
from domain.visit.assessment import Evidence, assess
from domain.visit.flag import FlagCode
from domain.visit.joint import is_one_occasion
from domain.visit.neighbours import Known
from domain.visit.same_day import SameDay
from domain.visit.tally import counts, stands
from domain.visit.visit import Visit
from tests.builders.trail import Pen, folded


def a_visit(visit_type: VisitType, *, is_submitted: bool = True) -> Visit:
    pen = Pen()
    visit_id = pen.open_visit(visit_type=visit_type)
    looked = FollowUpRecorded(
        finding_id="f1", finding_visit="a" * 64, conclusion=Conclusion.RECTIFIED
    )
    pen.write(looked, subject=visit_id)
    if is_submitted:
        pen.write(VisitSubmitted(head=visit_id), subject=visit_id)
    return folded(visit_id, pen.lines, pen.author)


def test_it_stands_and_is_no_visit_that_counts() -> None:
    alone, inspected = a_visit(VisitType.FOLLOW_UP), a_visit(VisitType.ROUTINE)
    assert (alone.is_follow_up, counts(alone), stands(alone)) == (True, False, True)
    assert (inspected.is_follow_up, counts(inspected), stands(inspected)) == (False, True, True)
    begun = a_visit(VisitType.FOLLOW_UP, is_submitted=False)
    assert not stands(begun)


def test_nothing_but_the_arrival_is_asked_of_it() -> None:
    codes = {flag.code for flag in assess(a_visit(VisitType.FOLLOW_UP), Evidence()).flags}
    assert codes == {FlagCode.NO_CHECK_IN}


@pytest.mark.parametrize("began", [VisitType.FOLLOW_UP, VisitType.ROUTINE])
def test_a_visit_stays_what_it_began_as(began: VisitType) -> None:
    other = VisitType.ROUTINE if began is VisitType.FOLLOW_UP else VisitType.FOLLOW_UP
    pen = Pen()
    visit_id = pen.open_visit(visit_type=began)
    pen.write(VisitPlanned(visit_type=other), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.visit_type is began
    assert [each.reason for each in visit.ignored] == ["other_purpose"]


def test_it_is_no_second_visit_of_a_day_and_is_never_one_with_an_inspection() -> None:
    alone, inspected = a_visit(VisitType.FOLLOW_UP), a_visit(VisitType.ROUTINE)
    known = Known({each.opened.entry: 1 for each in (alone, inspected)}, {})
    assert not list(SameDay().keys(alone, known))
    assert list(SameDay().keys(inspected, known))
    assert is_one_occasion(inspected, a_visit(VisitType.SPECIAL))
    assert not is_one_occasion(inspected, alone)


def test_no_campaign_asks_for_it() -> None:
    with pytest.raises(ValidationError, match="no type of inspection"):
        CampaignSet(
            campaign_id="k1",
            title="核查",
            visit_type=VisitType.FOLLOW_UP,
            from_on="2026-05-01",
            to_on="2026-05-31",
        )


def test_given_up_before_it_was_handed_in_it_owes_nothing() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    pen.write(VisitCancelled(), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert (visit.state, counts(visit), stands(visit)) == (State.CANCELLED, False, False)
    assert assess(visit, Evidence()).flags == ()
