"""Counts as DOMAIN.md part 3 defines them."""

import pytest

from domain.kinds.author import Role
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.record import Method, VisitCounted
from domain.month.duty import SchoolDuty, SchoolWas
from domain.month.month import (
    Act,
    CampaignMonth,
    CountedAct,
    CountedActivity,
    CountedVisits,
    CreditSums,
    GroupedVisits,
    Grouping,
    PeriodFacts,
    month_table,
)
from domain.visit.tally import Measure, counts, tally
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded


def a_counted(key: str = "z1", state: State = State.SUBMITTED) -> CountedVisits:
    adds = {Measure.VISITS: 1, Measure.SCHOOL_VISITS: 1, Measure.DOCUMENTS: 2}
    return CountedVisits(key, state, adds)


def a_duty(holder: str, school: str, due: int, done: int) -> SchoolDuty:
    was = SchoolWas(school, "z1", SchoolKind.PRIMARY, Ownership.PUBLIC)
    return SchoolDuty(was, holder, due, done)


def test_a_visit_adds_its_units() -> None:
    pen = Pen()
    visit_id = pen.open_visit(participants=("b", "chen.jing"))
    pen.write(LessonObserved(lesson_id="l1", observers=("chen.jing", "b")), subject=visit_id)
    pen.write(LessonObserved(lesson_id="l2"), subject=visit_id)
    pen.write(VisitCounted(method=Method.LESSON_PLANS, quantity=4), subject=visit_id)
    hazard = FindingRaised(finding_id="f", category=Category.SAFETY, is_hazard=True)
    pen.write(hazard, subject=visit_id)
    pen.write(a_photo(), subject=visit_id)
    found = tally(folded(visit_id, pen.lines, pen.author))
    assert found[Measure.INSPECTOR_VISITS] == 2
    assert (found[Measure.LESSONS], found[Measure.LESSON_ATTENDANCES]) == (2, 3)
    assert (found[Measure.LESSON_PLANS], found[Measure.TALKS]) == (4, 0)
    assert (found[Measure.FINDINGS], found[Measure.HAZARDS], found[Measure.PHOTOS]) == (1, 1, 1)
    assert set(found) == set(Measure)


@pytest.mark.parametrize("is_practice", [True, False])
def test_only_submitted_visits_that_are_no_practice_count(is_practice: bool) -> None:
    pen = Pen(an_author(role=Role.INSPECTOR, is_practice=is_practice))
    visit_id = pen.open_visit()
    assert not counts(folded(visit_id, pen.lines, pen.author))
    pen.write(VisitSubmitted(head=visit_id), subject=visit_id)
    assert counts(folded(visit_id, pen.lines, pen.author)) is not is_practice


@pytest.mark.parametrize("grouping", Grouping)
def test_rows_add_up_to_the_total(grouping: Grouping) -> None:
    visits = [a_counted("b", State.RETURNED), a_counted("a"), a_counted("a", State.APPROVED)]
    schools = [("b", "s2"), ("a", "s1"), ("a", "s2")]
    table = month_table(PeriodFacts(), GroupedVisits(grouping, visits, schools))
    assert [row.key for row in table.rows] == ["a", "b"]
    assert sum(row.sums[Measure.DOCUMENTS] for row in table.rows) == 6
    assert table.total.sums[Measure.VISITS] == 3
    assert table.total.schools == {"s1", "s2"}
    assert table.rows[1].schools == {"s2"}
    assert table.total.states == {State.SUBMITTED: 1, State.APPROVED: 1, State.RETURNED: 1}


def test_trainings_stand_in_their_zone_or_the_whole_district() -> None:
    activities = [
        CountedActivity("training", "z1", 1, 40),
        CountedActivity("training", None, 1, 62),
        CountedActivity("meeting", "z1", 9, 9),
    ]
    facts = PeriodFacts(activities)
    by_zone = month_table(facts, GroupedVisits(Grouping.ZONE))
    assert [(row.key, row.training_attendances) for row in by_zone.rows] == [("", 62), ("z1", 40)]
    by_school = month_table(facts, GroupedVisits(Grouping.SCHOOL))
    assert (by_school.rows, by_school.total.trainings) == ((), 2)


def test_a_campaign_stands_in_the_zone_that_leads_it_once_however_many_months_it_took() -> None:
    campaigns = [
        CampaignMonth("k1", "食堂", "z1", "2026-05"),
        CampaignMonth("k1", "食堂", "z1", "2026-06"),
        CampaignMonth("k2", "开学", None, "2026-06"),
    ]
    facts = PeriodFacts(campaigns=campaigns)
    by_zone = month_table(facts, GroupedVisits(Grouping.ZONE))
    figures = [(row.key, row.campaigns, row.campaign_months) for row in by_zone.rows]
    assert figures == [("", {"k2"}, 1), ("z1", {"k1"}, 2)]
    assert (by_zone.total.campaigns, by_zone.total.campaign_months) == ({"k1", "k2"}, 3)
    by_school = month_table(facts, GroupedVisits(Grouping.SCHOOL))
    assert (by_school.rows, by_school.total.campaign_months) == ((), 3)


def test_duties_stand_where_they_are_owed() -> None:
    duties = [a_duty("a", "s1", 2, 2), a_duty("a", "s2", 2, 1), a_duty("", "s3", 2, 0)]
    duties.append(a_duty("a", "s1", 2, 0))
    facts = PeriodFacts(duties=duties)
    nobody, someone = month_table(facts, GroupedVisits(Grouping.INSPECTOR)).rows
    assert (len(someone.held), someone.due, someone.done, someone.completion) == (2, 6, 3, 0.5)
    assert (nobody.key, nobody.held, nobody.due, nobody.done) == ("", set(), 2, 0)
    by_school = month_table(facts, GroupedVisits(Grouping.SCHOOL, keys=["s9"]))
    assert [row.key for row in by_school.rows] == ["s1", "s2", "s3", "s9"]
    assert (by_school.total.due, by_school.total.held) == (8, {"s1", "s2"})


def test_each_who_took_part_has_a_row_with_what_is_theirs() -> None:
    adds = {Measure.VISITS: 1, Measure.INSPECTOR_VISITS: 2, Measure.LESSONS: 1}
    visits = [CountedVisits("a", State.SUBMITTED, adds | {Measure.LESSON_ATTENDANCES: 2})]
    credits = [CreditSums("a", 1, 0, 1), CreditSums("b", 1, 1, 1)]
    table = month_table(PeriodFacts(), GroupedVisits(Grouping.INSPECTOR, visits, (), credits))
    names = (Measure.VISITS, Measure.INSPECTOR_VISITS, Measure.LESSONS, Measure.LESSON_ATTENDANCES)
    rows = [[row.sums[each] for each in names] for row in table.rows]
    assert rows == [[1, 1, 0, 1], [0, 1, 1, 1]]
    assert [table.total.sums[each] for each in names] == [1, 2, 1, 2]


def test_nothing_due_has_no_completion() -> None:
    facts = PeriodFacts(duties=[a_duty("a", "s1", 0, 0)])
    table = month_table(facts, GroupedVisits(Grouping.ZONE, [a_counted()]))
    assert (table.total.completion, len(table.total.held)) == (None, 1)


def test_a_period_adds_duties_up_and_counts_each_school_once() -> None:
    activities = [CountedActivity("training", "z1", 1, 30), CountedActivity("training", None, 2, 0)]
    duties = [a_duty("a", "s1", 2, 2), a_duty("b", "s1", 2, 1), a_duty("b", "s9", 2, 0)]
    facts = PeriodFacts(activities, duties)
    table = month_table(facts, GroupedVisits(Grouping.ZONE, [a_counted()], [("z1", "s1")]))
    (district, zone), total = table.rows, table.total
    assert (len(total.held), total.due, total.done) == (2, 6, 3)
    assert (len(zone.held), zone.trainings, zone.training_attendances) == (2, 1, 30)
    assert (zone.sums[Measure.VISITS], zone.states) == (1, {State.SUBMITTED: 1})
    assert (district.key, district.trainings, total.trainings) == ("", 2, 3)


@pytest.mark.parametrize(
    ("grouping", "keys"),
    [
        (Grouping.ZONE, ["z1", "z2"]),
        (Grouping.INSPECTOR, ["a", "b"]),
        (Grouping.SCHOOL, ["s1", "s2"]),
    ],
)
def test_acts_stand_where_and_with_whom_they_were_done(grouping: Grouping, keys: list[str]) -> None:
    acts = [
        CountedAct(Act.NOTICES, "s1", "z1", "a"),
        CountedAct(Act.NOTICES, "s1", "z1", "a", 2),
        CountedAct(Act.FOLLOW_UPS, "s2", "z2", "b", 4),
    ]
    table = month_table(PeriodFacts(acts=acts), GroupedVisits(grouping))
    assert [row.key for row in table.rows] == keys
    assert [row.acts for row in table.rows] == [{Act.NOTICES: 3}, {Act.FOLLOW_UPS: 4}]
    assert table.total.acts == {Act.NOTICES: 3, Act.FOLLOW_UPS: 4}
