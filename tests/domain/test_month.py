"""Counts as DOMAIN.md part 3 defines them."""

from datetime import date

import pytest

from domain.kinds.author import Role
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.record import Method, VisitCounted
from domain.month.month import (
    Assignment,
    CountedActivity,
    CountedVisits,
    GroupedVisits,
    Grouping,
    PeriodFacts,
    month_table,
)
from domain.visit.tally import Measure, counts, tally
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded


def a_counted(key: str = "z1", state: State = State.SUBMITTED) -> CountedVisits:
    adds = {Measure.VISITS: 1, Measure.SCHOOL_VISITS: 1, Measure.LESSONS: 2}
    return CountedVisits(key, state, adds)


def an_assignment(account: str, school: str, from_on: str, to_on: str | None = None) -> Assignment:
    end = date.fromisoformat(to_on) if to_on else None
    return Assignment(account, school, "z1", date.fromisoformat(from_on), end)


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
    assert sum(row.sums[Measure.LESSONS] for row in table.rows) == 6
    assert table.total.sums[Measure.VISITS] == 3
    assert table.total.schools == {"s1", "s2"}
    assert table.rows[1].schools == {"s2"}
    assert table.total.states == {State.SUBMITTED: 1, State.APPROVED: 1, State.RETURNED: 1}


def test_activities_stand_in_their_zone_or_the_whole_district() -> None:
    activities = [
        CountedActivity("training", "z1", 1, 40),
        CountedActivity("training", None, 1, 62),
        CountedActivity("campaign", "z1", 2, 0),
        CountedActivity("meeting", "z1", 9, 9),
    ]
    facts = PeriodFacts(activities)
    by_zone = month_table(facts, GroupedVisits(Grouping.ZONE))
    assert [(row.key, row.training_attendances) for row in by_zone.rows] == [("", 62), ("z1", 40)]
    by_school = month_table(facts, GroupedVisits(Grouping.SCHOOL))
    assert (by_school.rows, by_school.total.campaigns, by_school.total.trainings) == ((), 2, 2)


def test_duty_counts_at_most_what_is_due_at_each_school() -> None:
    made = {("a", "s1", "2026-05"): 3, ("a", "s2", "2026-05"): 1, ("b", "s1", "2026-05"): 5}
    assignments = [
        an_assignment("a", "s1", "2025-09-01"),
        an_assignment("a", "s1", "2026-05-20"),
        an_assignment("a", "s2", "2026-05-31"),
        an_assignment("a", "s3", "2026-01-01", "2026-04-30"),
        an_assignment("a", "s4", "2026-06-01"),
    ]
    facts = PeriodFacts(assignments=assignments, due_months=["2026-05"], made=made)
    (row,) = month_table(facts, GroupedVisits(Grouping.INSPECTOR)).rows
    assert (row.assigned, row.due, row.done, row.completion) == (2, 4, 3, 0.75)


def test_an_assignment_holds_in_every_month_it_touches() -> None:
    held = an_assignment("a", "s1", "2026-01-31", "2026-03-01")
    months = ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04")
    assert [held.holds_in(month) for month in months] == [False, True, True, True, False]


def test_nothing_due_has_no_completion() -> None:
    assigned = PeriodFacts(assignments=[an_assignment("a", "s1", "2026-01-01")])
    table = month_table(assigned, GroupedVisits(Grouping.ZONE, [a_counted()]))
    assert (table.total.completion, table.total.assigned) == (None, 0)


def test_a_period_adds_duties_up_and_counts_each_responsibility_once() -> None:
    held = [an_assignment("a", "s1", "2025-09-01"), an_assignment("b", "s9", "2026-05-01")]
    made = {("a", "s1", "2026-04"): 4, ("a", "s1", "2026-05"): 1}
    activities = [CountedActivity("training", "z1", 1, 30), CountedActivity("campaign", None, 2, 0)]
    facts = PeriodFacts(activities, held, ["2026-04", "2026-05"], made)
    table = month_table(facts, GroupedVisits(Grouping.ZONE, [a_counted()], [("z1", "s1")]))
    (district, zone), total = table.rows, table.total
    assert (total.assigned, total.due, total.done) == (2, 6, 3)
    assert (zone.assigned, zone.trainings, zone.training_attendances) == (2, 1, 30)
    assert (zone.sums[Measure.VISITS], zone.states) == (1, {State.SUBMITTED: 1})
    assert (district.key, district.campaigns, total.campaigns) == ("", 2, 2)
