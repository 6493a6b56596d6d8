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
    Grouping,
    MonthFacts,
    month_table,
    period_table,
)
from domain.visit.tally import Measure, counts, tally
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded


def a_counted(
    account: str = "a", school: str = "s1", zone: str = "z1", state: State = State.SUBMITTED
) -> CountedVisits:
    adds = {Measure.VISITS: 1, Measure.SCHOOL_VISITS: 1, Measure.LESSONS: 2}
    return CountedVisits(account, school, zone, state, adds)


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


def test_rows_add_up_to_the_total() -> None:
    visits = [
        a_counted(),
        a_counted(state=State.APPROVED),
        a_counted("b", "s2", "z2", State.RETURNED),
    ]
    for grouping in Grouping:
        table = month_table(MonthFacts("2026-05", visits), grouping)
        assert sum(row.sums[Measure.LESSONS] for row in table.rows) == 6
        assert table.total.sums[Measure.VISITS] == 3
        assert len(table.total.schools) == 2
        assert [row.key for row in table.rows] == sorted(row.key for row in table.rows)
    assert table.total.states == {State.SUBMITTED: 1, State.APPROVED: 1, State.RETURNED: 1}


def test_activities_stand_in_their_zone_or_the_whole_district() -> None:
    activities = [
        CountedActivity("training", "z1", 1, 40),
        CountedActivity("training", None, 1, 62),
        CountedActivity("campaign", "z1", 2, 0),
        CountedActivity("meeting", "z1", 9, 9),
    ]
    facts = MonthFacts("2026-05", [], activities)
    by_zone = month_table(facts, Grouping.ZONE)
    assert [(row.key, row.training_attendances) for row in by_zone.rows] == [("", 62), ("z1", 40)]
    by_school = month_table(facts, Grouping.SCHOOL)
    assert (by_school.rows, by_school.total.campaigns, by_school.total.trainings) == ((), 2, 2)


def test_duty_counts_at_most_what_is_due_at_each_school() -> None:
    visits = [a_counted(), a_counted(), a_counted(), a_counted("a", "s2")]
    assignments = [
        an_assignment("a", "s1", "2025-09-01"),
        an_assignment("a", "s1", "2026-05-20"),
        an_assignment("a", "s2", "2026-05-31"),
        an_assignment("a", "s3", "2026-01-01", "2026-04-30"),
        an_assignment("a", "s4", "2026-06-01"),
    ]
    (row,) = month_table(
        MonthFacts("2026-05", visits, assignments=assignments), Grouping.INSPECTOR
    ).rows
    assert (row.assigned, row.due, row.done, row.completion) == (2, 4, 3, 0.75)


def test_nothing_due_has_no_completion() -> None:
    assert month_table(MonthFacts("2026-05", [a_counted()]), Grouping.ZONE).total.completion is None


def test_a_period_adds_its_months_up_and_counts_schools_and_duties_once() -> None:
    held = (an_assignment("a", "s1", "2025-09-01"), an_assignment("b", "s9", "2026-05-01"))
    april = MonthFacts("2026-04", [a_counted(), a_counted()], assignments=held)
    may = MonthFacts(
        "2026-05",
        [a_counted(), a_counted(school="s2", state=State.APPROVED)],
        [CountedActivity("training", "z1", 1, 30), CountedActivity("campaign", None, 2, 0)],
        held,
    )
    table = period_table([april, may], Grouping.ZONE)
    (district, zone), total = table.rows, table.total
    assert table.month == "2026-04..2026-05"
    assert (zone.sums[Measure.VISITS], zone.sums[Measure.LESSONS], len(zone.schools)) == (4, 8, 2)
    assert zone.states == {State.SUBMITTED: 3, State.APPROVED: 1}
    assert (total.assigned, total.due, total.done) == (2, 6, 3)
    assert (zone.assigned, zone.trainings, zone.training_attendances) == (2, 1, 30)
    assert (district.key, district.campaigns, total.campaigns) == ("", 2, 2)


def test_one_month_as_a_period_is_its_own_table() -> None:
    facts = MonthFacts(
        "2026-05", [a_counted()], assignments=[an_assignment("a", "s1", "2026-01-01")]
    )
    for grouping in Grouping:
        alone, period = month_table(facts, grouping), period_table([facts], grouping)
        assert (period.rows, period.total, period.month) == (alone.rows, alone.total, "2026-05")
