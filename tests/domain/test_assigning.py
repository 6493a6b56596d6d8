"""When a school may be given to an inspector."""

from datetime import date

import pytest

from domain.kinds.register.assignment import Responsibility
from domain.month.duty import Assignment
from domain.register.assigning import AVOIDED, ENDS_BEFORE, HELD, TAKEN, refusal_of

MAIN, ASSISTING = Responsibility.MAIN, Responsibility.ASSISTING


def held(account: str, first: str, last: str | None = None, **fields: object) -> Assignment:
    """An assignment of school 1."""
    told = {"school_id": "1", "responsibility": MAIN, **fields}
    days = date.fromisoformat(first), date.fromisoformat(last) if last else None
    return Assignment(
        account, str(told["school_id"]), *days, Responsibility(str(told["responsibility"]))
    )


WANTED = held("chen", "2026-05-01", "2026-06-30")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (held("wang", "2026-01-01"), TAKEN),
        (held("wang", "2026-06-30"), TAKEN),
        (held("wang", "2026-01-01", "2026-04-30"), None),
        (held("wang", "2026-07-01"), None),
        (held("wang", "2026-01-01", responsibility=ASSISTING), None),
        (held("wang", "2026-01-01", school_id="2"), None),
        (held("chen", "2026-01-01"), HELD),
        (held("chen", "2026-01-01", responsibility=ASSISTING), HELD),
        (held("chen", "2026-01-01", "2026-04-30"), None),
    ],
)
def test_one_person_is_mainly_responsible_for_a_school_on_a_day(other, why):
    refusal = refusal_of(WANTED, [other], is_avoided=False)
    assert (refusal.why if refusal else None) == why
    assert refusal is None or refusal.other == other


def test_who_assists_stands_beside_whoever_is_mainly_responsible():
    wanted = held("chen", "2026-05-01", responsibility=ASSISTING)
    assert refusal_of(wanted, [held("wang", "2026-01-01")], is_avoided=False) is None


def test_an_open_end_reaches_everything_that_is_still_to_come():
    refusal = refusal_of(held("chen", "2026-05-01"), [held("wang", "2030-01-01")], is_avoided=False)
    assert refusal is not None
    assert refusal.why == TAKEN


def test_a_declared_relation_and_an_end_before_the_beginning_are_refused():
    assert refusal_of(WANTED, [], is_avoided=True) == (AVOIDED, None)
    backwards = held("chen", "2026-05-02", "2026-05-01")
    assert refusal_of(backwards, [], is_avoided=False) == (ENDS_BEFORE, None)
    one_day = held("chen", "2026-05-01", "2026-05-01")
    assert refusal_of(one_day, [], is_avoided=False) is None
