"""Which parts of whose workbooks tell of what is said of a visit, or of the register."""

from dataclasses import replace

import pytest

from domain import kinds
from domain.kinds import KINDS
from domain.kinds.author import Role
from domain.kinds.book_part import TOLD_BY_ENTRIES, BookPart
from domain.kinds.kind import VISIT
from domain.kinds.office.policy import PolicyRead
from domain.kinds.piece import Body
from domain.kinds.reading import Reading
from domain.kinds.register.assignment import AssignmentSet
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.course import VisitPlanned, VisitTakenOver
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from domain.kinds.visit.photo import PhotoCaptioned
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.visit.concern import EVERYBODY, Concern, concerned, register_concerns
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded

ALWAYS = {Concern(BookPart.MINE, "chen.jing"), Concern(BookPart.DUTY, "school-1")}
AT_SCHOOL = Concern(BookPart.FINDINGS, "school-1")
RAISED = FindingRaised(finding_id="f1", category=Category.SAFETY)
LOOKED = FollowUpRecorded(finding_id="f1", finding_visit="a" * 64, conclusion=Conclusion.RECTIFIED)


def told_of(*bodies: Body) -> frozenset[Concern]:
    """Whom a visit of Chen Jing's at school-1 concerns with these entries on it."""
    pen = Pen()
    visit_id = pen.open_visit("school-1")
    for body in bodies:
        pen.write(body, subject=visit_id)
    visit: Visit = folded(visit_id, pen.lines, pen.author)
    return concerned(visit, [kinds.read(line) for line in pen.lines])


def read(body: Body) -> Reading:
    """An entry with this body."""
    return kinds.read(Pen().write(body))


@pytest.mark.parametrize(
    "body",
    [
        VisitNoted(section=NoteSection.RECORD),
        VisitPlanned(theme_id="may"),
        a_photo(),
        PhotoCaptioned(photo_id="p1"),
    ],
)
def test_a_visit_without_findings_concerns_its_leader_and_the_schools_duty(body):
    assert told_of(body) == ALWAYS


@pytest.mark.parametrize("body", [RAISED, LOOKED, a_photo(finding_id="f1")])
def test_a_finding_and_a_second_look_concern_who_is_responsible_for_the_school(body):
    assert told_of(body) == {*ALWAYS, AT_SCHOOL}


def test_a_finding_taken_back_and_a_campaign_left_concern_them_still():
    taken_back = RAISED.model_copy(update={"is_withdrawn": True})
    found = told_of(
        RAISED, taken_back, VisitPlanned(campaign_id="k1"), VisitPlanned(campaign_id="k2")
    )
    campaigns = {Concern(BookPart.CAMPAIGNS, each) for each in ("k1", "k2")}
    assert found == {*ALWAYS, AT_SCHOOL} | campaigns


def test_whoever_takes_a_visit_over_has_it_in_no_part_of_theirs():
    pen, office = Pen(), replace(an_author("li.zhuren", Role.SUPERVISOR), is_in_office=True)
    visit_id = pen.open_visit()
    Pen(office, pen.lines).write(VisitTakenOver(successor="zhou.min"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author, office)
    assert concerned(visit, map(kinds.read, pen.lines)) == ALWAYS


def test_what_nobody_can_read_concerns_all_who_its_kind_may():
    reading = replace(read(RAISED), body=None)
    visit_id = (pen := Pen()).open_visit("school-1")
    visit = folded(visit_id, pen.lines, pen.author)
    assert concerned(visit, [reading]) == {*ALWAYS, AT_SCHOOL}


def test_every_kind_about_a_visit_is_told_among_own_visits_and_in_the_duty():
    about = {name for name, kind in KINDS.items() if kind.subject == VISIT}
    always = {BookPart.MINE, BookPart.DUTY}
    assert about == {name for name in about if always <= KINDS[name].told}


def test_the_register_concerns_everybody_an_assignment_and_a_reading_one():
    assert register_concerns(read(ZoneSet(zone="z1", name="一片区")), "li.zhuren") == {
        Concern(BookPart.REGISTER, EVERYBODY)
    }
    assigned = AssignmentSet(school_id="school-1", account="wang.fang", from_on="2026-05-01")
    every_part = {Concern(part, "wang.fang") for part in TOLD_BY_ENTRIES}
    of_the_school = Concern(BookPart.DUTY, "school-1")
    assert register_concerns(read(assigned), "li.zhuren") == {*every_part, of_the_school}
    has_read = PolicyRead(policy_id="p1", sha256=("a" * 64,))
    assert register_concerns(read(has_read), "chen.jing") == {Concern(BookPart.PAPERS, "chen.jing")}
    assert register_concerns(replace(read(has_read), body=None), "chen.jing") == frozenset()
