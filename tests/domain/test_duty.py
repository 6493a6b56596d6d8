"""The duty of a school's month, as SPECS would have it argued (S2)."""

from datetime import date
from typing import Any

import pytest

from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.district import Duty
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.duty import (
    Assignment,
    Call,
    DutyFacts,
    SchoolDuty,
    SchoolWas,
    both_main,
    duties,
    holder,
    number_made,
)
from domain.month.period import terms_within
from domain.register.duty_rule import STANDARD_RULES, DutyPer, DutyRule, rule_of, visits_due

MAY = "2026-05"
PRIMARY = SchoolKind.PRIMARY


def a_school(school_id: str = "s1", **how: Any) -> SchoolWas:
    return SchoolWas(
        school_id,
        how.pop("zone", "z1"),
        how.pop("school_kind", PRIMARY),
        Ownership.PUBLIC,
        **how,
    )


def assigned(account: str, from_on: str, to_on: str | None = None, **how: Any) -> Assignment:
    end = date.fromisoformat(to_on) if to_on else None
    return Assignment(account, how.pop("school", "s1"), date.fromisoformat(from_on), end, **how)


def call(account: str, day: str, visit: str = "", school: str = "s1") -> Call:
    return Call(school, account, date.fromisoformat(day), visit or f"{account}/{day}")


def owed(
    assignments: list[Assignment],
    *calls: Call,
    duty: Duty | None = None,
    month: str = MAY,
    schools: tuple[SchoolWas, ...] = (a_school(),),
) -> list[tuple[str, int, int]]:
    """Holder, due and done of each school of the month."""
    facts = DutyFacts(duty or Duty(), assignments, {month: schools}, calls)
    return [(each.holder, each.due, each.done) for each in duties(facts, [month])]


def test_three_schools_one_handed_over_in_mid_month_owe_six():
    schools = (a_school("s1"), a_school("s2"), a_school("s3"))
    held = [assigned("a", "2025-09-01", school=each.school_id) for each in schools[1:]]
    held += [assigned("a", "2025-09-01", "2026-05-14"), assigned("b", "2026-05-15")]
    found = owed(held, schools=schools)
    assert sum(due for _, due, _ in found) == 6
    assert [who for who, _, _ in found] == ["b", "a", "a"]


def test_going_along_with_another_leader_does_the_duty():
    both = [call("x", "2026-05-06", "v1"), call("a", "2026-05-06", "v1")]
    both += [call("x", "2026-05-20", "v2"), call("a", "2026-05-20", "v2")]
    assert owed([assigned("a", "2025-09-01")], *both) == [("a", 2, 2)]
    assert owed([assigned("a", "2025-09-01")], *both[::2]) == [("a", 2, 0)]


def test_a_district_may_count_what_anybody_made():
    duty = Duty(is_done_by_anyone=True)
    assert owed([assigned("a", "2025-09-01")], call("x", "2026-05-06"), duty=duty)[0][2] == 1


def test_after_a_handover_the_visits_of_both_count_once():
    held = [assigned("a", "2025-09-01", "2026-05-14"), assigned("b", "2026-05-15")]
    assert owed(held, call("a", "2026-05-06"), call("b", "2026-05-18")) == [("b", 2, 2)]
    assert owed(held, call("a", "2026-05-14", "v"), call("b", "2026-05-14", "v"))[0][2] == 1


def test_two_visits_on_one_day_count_once_unless_the_district_wants_each():
    twice = [call("a", "2026-05-06", "v1"), call("a", "2026-05-06", "v2")]
    held = [assigned("a", "2025-09-01")]
    assert owed(held, *twice) == [("a", 2, 1)]
    assert owed(held, *twice, duty=Duty(is_once_a_day=False)) == [("a", 2, 2)]


def test_a_vacancy_is_owed_by_nobody():
    assert owed([]) == [("", 2, 0)]
    left = [assigned("a", "2025-09-01", "2026-05-20")]
    assert owed(left, call("a", "2026-05-06")) == [("", 2, 1)]


@pytest.mark.parametrize(("from_on", "due"), [("2026-05-22", 2), ("2026-05-23", 0)])
def test_who_gets_a_school_that_nobody_had_late_in_the_month_owes_nothing(from_on: str, due: int):
    assert owed([assigned("a", from_on)]) == [("a", due, 0)]
    handed_over = [assigned("b", "2025-09-01", "2026-05-21"), assigned("a", from_on)]
    assert owed(handed_over) == [("a", 2, 0)]


def test_one_is_mainly_responsible_a_day_and_the_others_owe_nothing():
    day = date(2026, 5, 31)
    two = [assigned("b", "2026-01-01"), assigned("a", "2026-01-01")]
    assert holder(two, day) == two[1]
    later = [*two, assigned("c", "2026-05-01")]
    assert holder(later, day) == later[2]
    helper = assigned("d", "2026-05-30", responsibility=Responsibility.ASSISTING)
    assert owed([*later, helper], call("d", "2026-05-06")) == [("c", 2, 0)]


def test_a_school_that_closed_in_the_month_asks_for_nothing():
    assert owed([assigned("a", "2025-09-01")], schools=(a_school(is_active=False),)) == []


def test_standard_rules_ask_two_of_a_school_one_of_a_kindergarten_none_of_an_institution():
    found = {
        kind: visits_due(STANDARD_RULES, MAY, kind, Ownership.PRIVATE)
        for kind in (PRIMARY, SchoolKind.KINDERGARTEN, SchoolKind.TRAINING, SchoolKind.TOWNSHIP)
    }
    assert list(found.values()) == [2, 1, 0, 0]


def test_a_department_owes_no_visit_unless_a_rule_names_it():
    rules = (DutyRule(visits=3), DutyRule(ownership=Ownership.PUBLIC, visits=4))
    office = SchoolKind.DEPARTMENT
    assert visits_due(rules, MAY, office, Ownership.PUBLIC) == 0
    assert visits_due(STANDARD_RULES, MAY, office, Ownership.PUBLIC) == 0
    named = (*rules, DutyRule(school_kinds=(office,), visits=1))
    assert visits_due(named, MAY, office, Ownership.PUBLIC) == 1


def test_a_changed_rule_leaves_past_months_as_they_were():
    rules = (*STANDARD_RULES, DutyRule(from_month=MAY, visits=1, free_months=(7, 8)))
    due = [
        visits_due(rules, month, PRIMARY, Ownership.PUBLIC)
        for month in ("2026-04", MAY, "2026-07", "2026-08", "2026-09")
    ]
    assert due == [2, 1, 0, 0, 1]


def test_a_narrower_rule_holds_before_a_wider_one_of_the_same_month():
    private = DutyRule(ownership=Ownership.PRIVATE, visits=3)
    rules = (private, *STANDARD_RULES)
    assert rule_of(rules, MAY, PRIMARY, Ownership.PRIVATE) is private
    assert visits_due(rules, MAY, PRIMARY, Ownership.PUBLIC) == 2
    assert visits_due((), MAY, PRIMARY, Ownership.PUBLIC) == 0


def test_what_is_due_by_term_stands_in_a_whole_term_and_in_no_month():
    duty = Duty(rules=(DutyRule(visits=2, per=DutyPer.TERM),))
    months = ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]
    (term,) = terms_within(months)
    schools = dict.fromkeys(months, (a_school(),))
    calls = [call("a", "2026-02-25"), call("a", "2026-05-06"), call("a", "2026-05-07")]
    facts = DutyFacts(duty, [assigned("a", "2025-09-01")], schools, calls)
    by_month = duties(facts, months)
    assert {(each.holder, each.due) for each in by_month} == {("a", 0)}
    with_term = duties(facts, months, [term])
    assert with_term[-1] == SchoolDuty(a_school(), "a", 2, 2, tuple(calls))
    running = duties(facts, months[:4], [term])
    assert (running[-1].due, running[-1].done) == (2, 2)
    assert not list(terms_within(months[1:]))
    assert duties(facts, [], [term]) == []


def test_an_institution_that_nobody_holds_asks_for_nothing_by_month_or_term():
    months = ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"]
    (term,) = terms_within(months)
    institution = a_school(school_kind=SchoolKind.TRAINING)
    facts = DutyFacts(Duty(), [], dict.fromkeys(months, (institution,)))
    assert duties(facts, months, [term]) == []


def test_the_duty_names_the_calls_that_count_also_beyond_what_is_due():
    made = [call("a", day) for day in ("2026-05-04", "2026-05-06", "2026-05-07")]
    beyond = [*made, call("a", "2026-05-07", "twice on one day")]
    others = [call("b", "2026-05-08"), call("a", "2026-06-01")]
    held = [assigned("a", "2025-09-01")]
    facts = DutyFacts(Duty(), held, {MAY: (a_school(),)}, [*beyond, *others])
    (found,) = duties(facts, [MAY])
    assert (found.due, found.done, found.calls) == (2, 2, tuple(beyond))
    assert number_made(found.calls, Duty()) == 3
    assert number_made(found.calls, Duty(is_once_a_day=False)) == 4


def test_two_main_inspectors_of_a_day_are_found_and_the_one_who_holds_it_comes_second():
    first, later = assigned("cheng", "2026-03-01"), assigned("bai", "2026-05-15")
    assert both_main([later, first]) == [(first, later)]
    same_day = assigned("bai", "2026-03-01")
    assert both_main([same_day, first]) == [(first, same_day)]
    assert holder([same_day, first], date(2026, 4, 1)) == same_day


def test_handover_assistants_and_other_schools_are_no_two_main_inspectors():
    ended, later = assigned("cheng", "2026-03-01", "2026-05-14"), assigned("bai", "2026-05-15")
    assisting = assigned("jin", "2026-03-01", responsibility=Responsibility.ASSISTING)
    elsewhere = assigned("bai", "2026-03-01", school="s2")
    again = assigned("bai", "2026-06-01")
    assert both_main([ended, later, assisting, elsewhere, again]) == []
