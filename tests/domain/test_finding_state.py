"""Where a finding stands on its way to being put right."""

import pytest

from domain.kinds.visit.follow_up import Conclusion
from domain.visit.finding_state import FindingCourse, FindingState, finding_state

PARTLY, RECTIFIED, NOT = Conclusion.PARTLY, Conclusion.RECTIFIED, Conclusion.NOT_RECTIFIED


@pytest.mark.parametrize(
    ("course", "state"),
    [
        (FindingCourse(), FindingState.RAISED),
        (FindingCourse(is_fixed_on_spot=True, is_noticed=True), FindingState.FIXED_ON_SPOT),
        (FindingCourse(is_noticed=True), FindingState.NOTICED),
        (FindingCourse(is_noticed=True, done_on="2026-05-20"), FindingState.REPLIED),
        (FindingCourse(seen_on="2026-05-21", conclusion=PARTLY), FindingState.PARTLY),
        (FindingCourse(seen_on="2026-05-21", conclusion=NOT), FindingState.NOT_RECTIFIED),
        (FindingCourse(seen_on="2026-05-21", conclusion=RECTIFIED), FindingState.RECTIFIED),
        (
            FindingCourse(done_on="2026-05-20", seen_on="2026-05-21", conclusion=PARTLY),
            FindingState.PARTLY,
        ),
        (
            FindingCourse(done_on="2026-05-22", seen_on="2026-05-21", conclusion=PARTLY),
            FindingState.REPLIED,
        ),
        (
            FindingCourse(done_on="2026-05-22", seen_on="2026-05-21", conclusion=RECTIFIED),
            FindingState.RECTIFIED,
        ),
    ],
)
def test_the_newest_word_says_where_a_finding_stands(course: FindingCourse, state: FindingState):
    assert finding_state(course) is state


def test_only_what_was_put_right_is_closed():
    closed = {state for state in FindingState if not state.is_open}
    assert closed == {FindingState.FIXED_ON_SPOT, FindingState.RECTIFIED}
