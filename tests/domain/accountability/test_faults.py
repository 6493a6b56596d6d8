"""What cannot be said of an accountability case is said beside its field."""

from collections.abc import Mapping

import pytest

from domain.accountability.faults import fault_of, opening_fault
from domain.kinds.accountability.course import (
    Accountable,
    Aggravation,
    CaseAct,
    CaseState,
    Manner,
    Outcome,
    PleaOutcome,
)
from domain.kinds.piece import Private
from tests.builders.accountability import BEFORE, CONTENTS, OPENED, SAID, way_to
from tests.domain.accountability.cases import anew, by_office, told

A, S = CaseAct, CaseState
TODAY = "2026-05-14"
PAST, FUTURE = "2026-05-01", "2026-05-15"


def field_of(
    act: CaseAct,
    fields: Mapping[str, object],
    state: CaseState | None = None,
    today: str = TODAY,
) -> str:
    """The field that is wrong with the usual words but for these; empty where none is."""
    case = told(by_office(*way_to(state or BEFORE[act])))
    body, private = anew(act, **fields)
    found = fault_of(case, body, private, today)
    return found.field if found else ""


@pytest.mark.parametrize("act", CaseAct)
def test_usual_words_pass(act: CaseAct) -> None:
    assert field_of(act, {}) == ""


DAYS = {
    A.GROUP: "set_on",
    A.NOTIFY: "notified_on",
    A.HEAR: "heard_on",
    A.DECIDE: "decided_on",
    A.SERVE: "served_on",
    A.ASK_REVIEW: "asked_on",
    A.REVIEW: "decided_on",
    A.ASK_APPEAL: "asked_on",
    A.APPEAL: "decided_on",
    A.CORRECT: "corrected_on",
    A.END: "ended_on",
}


@pytest.mark.parametrize("act", DAYS)
@pytest.mark.parametrize("day", [PAST, FUTURE])
def test_no_day_is_to_come_or_before_the_step_before(act: CaseAct, day: str) -> None:
    assert field_of(act, {DAYS[act]: day}) == DAYS[act]


@pytest.mark.parametrize(
    ("act", "texts"),
    [
        (A.RESTATE, ("facts", "basis")),
        (A.GROUP, ("members",)),
        (A.NOTIFY, ("facts", "basis")),
        (A.HEAR, ("text",)),
        (A.DECIDE, ("circumstances", "facts", "basis")),
        (A.ASK_REVIEW, ("text",)),
        (A.REVIEW, ("text",)),
        (A.ASK_APPEAL, ("text",)),
        (A.APPEAL, ("text",)),
        (A.CORRECT, ("text",)),
        (A.WITHDRAW, ("reason",)),
    ],
)
def test_what_a_step_has_to_state_is_stated(act: CaseAct, texts: tuple[str, ...]) -> None:
    case = told(by_office(*way_to(BEFORE[act])))
    body, private = CONTENTS[act]
    for field in texts:
        without = private.model_copy(update={field: "  "})
        found = fault_of(case, body, without, TODAY)
        assert found is not None
        assert found.field == field


@pytest.mark.parametrize(
    ("fields", "person", "wrong"),
    [
        ({"target": Accountable.PERSON}, "", "person"),
        ({"target": Accountable.PERSON}, "何平", ""),
        ({}, "何平", ""),
        ({"opened_on": FUTURE}, "", "opened_on"),
        ({"inspected_on": FUTURE}, "", "inspected_on"),
        ({"inspected_on": "2026-05-13", "opened_on": "2026-05-12"}, "", "inspected_on"),
    ],
)
def test_a_case_names_who_it_is_about_and_when(
    fields: dict[str, object], person: str, wrong: str
) -> None:
    private = SAID.model_copy(update={"person": person})
    found = opening_fault(OPENED.model_copy(update=fields), private, TODAY)
    assert (found.field if found else "") == wrong


@pytest.mark.parametrize(
    ("act", "state", "fields", "wrong"),
    [
        (A.NOTIFY, None, {"plead_by": "2026-05-14"}, "plead_by"),
        (A.NOTIFY, None, {"manners": ()}, "manners"),
        (A.NOTIFY, None, {"manners": (Manner.DISCIPLINE,)}, "manners"),
        (A.HEAR, None, {"outcome": PleaOutcome.SILENT}, "heard_on"),
        (A.HEAR, None, {"outcome": PleaOutcome.WAIVED}, ""),
        (A.HEAR, S.HEARD, {"outcome": PleaOutcome.WAIVED}, "outcome"),
        (A.DECIDE, None, {"effective_on": "2026-05-13"}, "effective_on"),
        (A.DECIDE, None, {"effective_on": "2026-06-01"}, ""),
        (A.DECIDE, None, {"aggravations": (Aggravation.OTHER,)}, "aggravated"),
        (A.DECIDE, None, {"aggravations": (Aggravation.REPEATED,)}, ""),
        (A.REVIEW, None, {"known_on": PAST}, "known_on"),
        (A.REVIEW, None, {"manners": (Manner.TALK,)}, "manners"),
        (A.APPEAL, None, {"manners": ()}, "manners"),
        (A.END, S.SERVED, {"is_waived": False}, "ended_on"),
        (A.END, S.REVIEWED, {"is_waived": False}, "ended_on"),
        (A.END, S.SERVED, {"is_waived": True}, ""),
        (A.END, S.OPENED, {"ended_on": PAST}, "ended_on"),
    ],
)
def test_each_step_has_its_own_rule(
    act: CaseAct, state: CaseState | None, fields: dict[str, object], wrong: str
) -> None:
    assert field_of(act, fields, state) == wrong


def test_what_is_asked_too_late_says_until_when_it_could_be() -> None:
    for act, day in ((A.ASK_REVIEW, "2026-06-14"), (A.ASK_APPEAL, "2026-05-30")):
        assert field_of(act, {"asked_on": day}, today="2026-09-01") == "asked_on"


def test_nothing_is_appealed_that_was_taken_back() -> None:
    revoked = anew(A.REVIEW, outcome=Outcome.REVOKED)
    case = told(by_office(*way_to(S.REVIEWING), revoked))
    found = fault_of(case, *CONTENTS[A.ASK_APPEAL], TODAY)
    assert found is not None
    assert "不再受理" in found.words
    end = fault_of(case, *anew(A.END, is_waived=False), TODAY)
    assert end is None


def test_a_case_that_was_settled_without_a_correction_ends_after_the_appeal() -> None:
    upheld = anew(A.APPEAL, outcome=Outcome.UPHELD, manners=())
    case = told(by_office(*way_to(S.APPEALING), upheld))
    found = fault_of(case, *anew(A.END, ended_on=PAST), TODAY)
    assert found is not None
    assert found.field == "ended_on"


@pytest.mark.parametrize("act", [A.HEAR, A.ASK_REVIEW])
def test_what_has_nothing_before_it_is_left_to_the_fold(act: CaseAct) -> None:
    assert field_of(act, {}, S.OPENED) == ""
    assert isinstance(CONTENTS[act][1], Private)


def test_a_decision_that_the_review_took_back_cannot_be_appealed() -> None:
    review = anew(A.REVIEW, outcome=Outcome.REVOKED)
    case = told(by_office(*way_to(S.REVIEWING), review))
    found = fault_of(case, *CONTENTS[A.ASK_APPEAL], TODAY)
    assert found is not None
    assert (found.field, "不再受理申诉" in found.words) == ("asked_on", True)
