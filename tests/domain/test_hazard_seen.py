"""A hazard is unseen until somebody of the office says to have seen it as it stands (条例 15)."""

import pytest

from domain.kinds.author import Role
from domain.kinds.visit.course import VisitCancelled, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.hazard import HazardSeen
from domain.kinds.visit.review import VisitApproved
from domain.review.hazard import is_unseen
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded

HAZARD = FindingRaised(finding_id="f1", category=Category.SAFETY, is_hazard=True)


class Case:
    """A visit with a hazard under way, its inspector and its office."""

    def __init__(self) -> None:
        self.pen, self.office = Pen(), Pen(an_author("li.zhuren", Role.SUPERVISOR))
        self.visit_id = self.pen.open_visit()
        self.hazard = self.raise_again()

    def raise_again(self, **changes: object) -> str:
        body = HAZARD.model_copy(update=changes)
        return self.pen.write(body, subject=self.visit_id).id

    def see(self, finding_id: str = "f1") -> None:
        body = HazardSeen(finding_id=finding_id, entry=self.hazard)
        saw = self.pen.lines[-1].id
        self.office.write(body, subject=self.visit_id, saw=saw)

    def visit(self) -> Visit:
        lines = [*self.pen.lines, *self.office.lines]
        return folded(self.visit_id, lines, self.pen.author, self.office.author)

    @property
    def is_unseen(self) -> bool:
        visit = self.visit()
        return is_unseen(visit, visit.findings["f1"])


def test_a_hazard_is_unseen_from_the_moment_it_came_until_the_office_says_so() -> None:
    case = Case()
    assert case.is_unseen
    case.see()
    assert not case.is_unseen
    assert case.visit().sightings["f1"].stamp.account == "li.zhuren"


def test_a_hazard_that_was_changed_since_is_to_be_looked_at_again() -> None:
    case = Case()
    case.see()
    case.hazard = case.raise_again(due_on="2026-06-01")
    assert case.is_unseen
    case.see()
    assert not case.is_unseen


def test_what_is_no_hazard_waits_for_nobody_and_what_is_not_there_cannot_be_seen() -> None:
    case = Case()
    case.raise_again(is_hazard=False)
    assert not case.is_unseen
    case.see("f9")
    assert [each.reason for each in case.visit().ignored] == ["finding_unknown"]


@pytest.mark.parametrize("reviewed", [True, False])
def test_who_reviewed_the_visit_has_seen_its_hazards(reviewed: bool) -> None:
    case = Case()
    case.pen.write(VisitSubmitted(head=case.visit_id), subject=case.visit_id)
    assert case.is_unseen
    body = VisitApproved(version=case.visit().version) if reviewed else VisitCancelled()
    case.office.write(body, subject=case.visit_id, saw=case.pen.lines[-1].id)
    assert not case.is_unseen


def test_practice_alarms_nobody() -> None:
    pen = Pen(an_author(is_practice=True))
    visit_id = pen.open_visit()
    pen.write(HAZARD, subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert not is_unseen(visit, visit.findings["f1"])


def test_an_inspector_sees_nothing_for_the_office() -> None:
    case = Case()
    pen = case.pen
    pen.write(HazardSeen(finding_id="f1", entry=case.hazard), subject=case.visit_id)
    assert case.is_unseen
