"""The grid adds up what the duty counted, and says of each visit as what it counts (S2)."""

from datetime import date

import pytest

from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.duty import Assignment, Call, DutyFacts, SchoolDuty, SchoolWas, duties
from domain.month.grid import TERM, Credit, Figure, Progress, credited, grid
from domain.month.period import terms_within
from domain.register.duty_rule import STANDARD_RULES, DutyPer, DutyRule

RULE = Duty()


def a_school(school_id: str = "s1") -> SchoolWas:
    return SchoolWas(school_id, "z1", SchoolKind.PRIMARY, Ownership.PUBLIC)


def a_call(day: str, visit: str, account: str = "a", school: str = "s1") -> Call:
    return Call(school, account, date.fromisoformat(day), visit)


def owed(*calls: Call, due: int = 2, rule: Duty = RULE) -> SchoolDuty:
    made = len({call.day if rule.is_once_a_day else call.visit for call in calls})
    return SchoolDuty(a_school(), "a", due, min(due, made), calls, "2026-05")


def credits_of(found: SchoolDuty, rule: Duty = RULE) -> list[tuple[str, Credit]]:
    return [(each.visit, each.credit) for each in credited(found, rule)]


def test_the_earliest_days_are_what_was_asked_for_and_the_rest_is_over():
    found = owed(a_call("2026-05-20", "v3"), a_call("2026-05-04", "v1"), a_call("2026-05-07", "v2"))
    assert credits_of(found) == [
        ("v1", Credit.DONE),
        ("v2", Credit.DONE),
        ("v3", Credit.OVER),
    ]


def test_two_on_one_day_are_one_unless_the_district_counts_each():
    calls = (a_call("2026-05-04", "v1"), a_call("2026-05-04", "v2"))
    assert credits_of(owed(*calls)) == [("v1", Credit.DONE), ("v2", Credit.SAME_DAY)]
    each = Duty(is_once_a_day=False)
    assert credits_of(owed(*calls, rule=each), each) == [
        ("v1", Credit.DONE),
        ("v2", Credit.DONE),
    ]


def test_a_visit_that_two_took_part_in_is_one():
    calls = (a_call("2026-05-04", "v1"), a_call("2026-05-04", "v1", account="b"))
    assert credits_of(owed(*calls)) == [("v1", Credit.DONE)]


@pytest.mark.parametrize(
    ("figure", "progress"),
    [
        (Figure(due=2, done=1), Progress.SHORT),
        (Figure(due=4, done=3, over=2), Progress.SHORT),
        (Figure(due=2, done=2), Progress.MET),
        (Figure(due=2, done=2, over=1), Progress.OVER),
        (Figure(over=1), Progress.OVER),
        (Figure(), Progress.NOT_ASKED),
    ],
)
def test_how_a_figure_stands(figure, progress):
    assert figure.progress is progress


def test_a_school_that_was_handed_over_has_a_row_with_each_holder():
    assigned = [
        Assignment("a", "s1", date(2026, 1, 1), date(2026, 4, 30)),
        Assignment("b", "s1", date(2026, 5, 1)),
    ]
    months = ("2026-04", "2026-05")
    facts = DutyFacts(RULE, assigned, dict.fromkeys(months, (a_school(),)))
    found = grid(duties(facts, months), RULE)
    assert list(found.schools) == [("a", "s1"), ("b", "s1")]
    assert set(found.inspectors["b"].cells) == {"2026-05"}
    assert (found.total.cells["2026-04"].due, found.total.total.due) == (2, 4)


def test_what_is_owed_by_the_term_stands_in_a_column_of_its_own():
    by_term = DutyRule(school_kinds=(SchoolKind.PRIMARY,), visits=3, per=DutyPer.TERM)
    rule = Duty(rules=(*STANDARD_RULES, by_term.model_copy(update={"from_month": "2026-01"})))
    months = tuple(f"2026-{each:02d}" for each in range(2, 8))
    facts = DutyFacts(rule, [Assignment("a", "s1", date(2026, 1, 1))])
    facts = DutyFacts(rule, facts.assignments, dict.fromkeys(months, (a_school(),)))
    found = grid(duties(facts, months, terms_within(months)), rule).inspectors["a"]
    assert (found.cells[TERM].due, found.cells["2026-05"].due, found.total.due) == (3, 0, 3)
