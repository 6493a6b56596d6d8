"""Whose phones pull anew when something is said of a visit."""

from dataclasses import replace

import pytest

from domain.kinds.author import Role
from domain.kinds.visit.course import VisitOpened, VisitTakenOver
from domain.visit.concern import EVERYBODY, concerned
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded


def a_visit(campaign_id: str | None = None) -> Visit:
    """A visit of Chen Jing's, with Wang Fang along."""
    pen = Pen()
    visit_id = pen.open_visit(participants=("wang.fang",), campaign_id=campaign_id)
    return folded(visit_id, pen.lines, pen.author)


def test_a_visit_concerns_its_owner():
    visit = a_visit()
    assert concerned(visit, [VisitOpened.kind, "visit.noted", "moon.landed"]) == {visit.owner}


def test_whoever_took_it_over_is_concerned_too():
    pen, office = Pen(), replace(an_author("li.zhuren", Role.SUPERVISOR), is_in_office=True)
    visit_id = pen.open_visit()
    Pen(office, pen.lines).write(VisitTakenOver(successor="zhou.min"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author, office)
    assert concerned(visit, []) == {visit.owner, "zhou.min"} == set(visit.people)


@pytest.mark.parametrize("kind", ["finding.raised", "follow_up.recorded"])
def test_a_finding_and_a_second_look_concern_everybody(kind: str):
    assert EVERYBODY in concerned(a_visit(), [kind])


def test_a_visit_of_a_campaign_concerns_everybody():
    assert EVERYBODY in concerned(a_visit(campaign_id="canteens"), [])
