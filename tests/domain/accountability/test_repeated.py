"""一年两次: which earlier decisions count, and which do not."""

import pytest

from domain.accountability.repeated import is_repeated
from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.course import Accountable, CaseAct, CaseState, Outcome
from tests.builders.accountability import OPENED, SAID, TO
from tests.domain.accountability.cases import anew, by_office, told

SERVED = TO[CaseState.SERVED]
TODAY = "2026-09-01"
DECIDED = "2026-05-14"
OF_SOMEBODY = OPENED.model_copy(update={"target": Accountable.PERSON})


def decided(day: str = DECIDED) -> Accountability:
    """Another case against the school, decided on this day."""
    return other(told(by_office(*TO[CaseState.HEARD], anew(CaseAct.DECIDE, decided_on=day))))


def other(case: Accountability) -> Accountability:
    """The same under an id of its own: cases made of the same words have the same."""
    return case.model_copy(update={"case_id": "b" * 64})


@pytest.mark.parametrize(
    ("today", "is_one"),
    [
        ("2026-05-13", False),
        (DECIDED, True),
        (TODAY, True),
        ("2027-05-14", True),
        ("2027-05-15", False),
    ],
)
def test_a_decision_counts_for_a_year_from_its_day(today, is_one):
    assert is_repeated(told(()), decided(), today) == is_one


def test_a_decided_case_is_taken_by_its_own_day():
    case = told(by_office(*TO[CaseState.HEARD], anew(CaseAct.DECIDE, decided_on="2026-06-01")))
    assert is_repeated(case, decided(), "2030-01-01")
    assert not is_repeated(case, decided("2026-06-02"), "2026-07-01")


def test_only_another_case_that_was_decided_and_stands_counts():
    case = decided()
    assert not is_repeated(case, case, TODAY)
    assert not is_repeated(told(()), other(told(by_office(*TO[CaseState.HEARD]))), TODAY)
    revoked = anew(CaseAct.REVIEW, outcome=Outcome.REVOKED)
    taken_back = other(told(by_office(*SERVED, CaseAct.ASK_REVIEW, revoked)))
    assert taken_back.is_revoked
    assert not is_repeated(told(()), taken_back, TODAY)


def test_it_is_the_same_unit_or_the_same_person():
    elsewhere = OPENED.model_copy(update={"school_id": "school-2"})
    assert not is_repeated(told((), (elsewhere, SAID)), decided(), TODAY)
    named = SAID.model_copy(update={"person": "何平"})
    assert not is_repeated(told((), (OF_SOMEBODY, named)), decided(), TODAY)
