"""What waits for a verdict, and what somebody should look at first."""

import pytest

from domain.kinds.visit.builder import State
from domain.review.gravity import asks, weight
from domain.review.waiting import is_flagged, waits_for_verdict
from domain.visit.flag import Flag, FlagCode
from tests.builders.trail import Pen, folded


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("is_practice", [False, True])
def test_what_was_handed_in_waits_until_a_verdict_holds_and_practice_never(state, is_practice):
    pen = Pen()
    visit = folded(pen.open_visit(), pen.lines, pen.author).model_copy(
        update={"state": state, "is_practice": is_practice}
    )
    assert waits_for_verdict(visit) == (state is State.SUBMITTED and not is_practice)


@pytest.mark.parametrize("code", FlagCode)
def test_a_flag_for_information_asks_for_no_look(code):
    assert is_flagged([Flag(code=code)]) == asks(code) == (weight(code) != "info")
    assert not is_flagged([])
