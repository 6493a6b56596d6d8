"""Where a finding stands on its way to its end, and what closing it wants (2-02, 2-25)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings.state import (
    FindingCourse,
    FindingState,
    Missing,
    finding_state,
    missing_to_close,
    moment_on,
)
from domain.kinds.finding.closing import End
from domain.kinds.visit.follow_up import Conclusion

PARTLY, RECTIFIED, NOT = Conclusion.PARTLY, Conclusion.RECTIFIED, Conclusion.NOT_RECTIFIED
FIXED = FindingCourse(is_fixed_on_spot=True, is_fed_back=True, is_pictured_after=True)
READY = FindingCourse(
    is_fed_back=True, is_measured=True, seen_on="2026-05-21", conclusion=RECTIFIED
)
DAYS = st.none() | st.sampled_from(("2026-05-20", "2026-05-21", "2026-05-22"))
MOMENTS = st.none() | st.sampled_from(("2026-05-21T01:00:00.000Z", "2026-05-21T09:00:00.000Z"))
COURSES = st.builds(
    FindingCourse,
    is_fixed_on_spot=st.booleans(),
    is_pictured_after=st.booleans(),
    is_fed_back=st.booleans(),
    is_noticed=st.booleans(),
    is_measured=st.booleans(),
    replied_on=DAYS,
    replied_at=MOMENTS,
    seen_on=DAYS,
    seen_at=MOMENTS,
    conclusion=st.none() | st.sampled_from(Conclusion),
    end=st.none() | st.sampled_from(End),
)


@pytest.mark.parametrize(
    ("course", "state"),
    [
        (FindingCourse(), FindingState.RAISED),
        (FindingCourse(is_fed_back=True), FindingState.FED_BACK),
        (FindingCourse(is_fed_back=True, is_noticed=True), FindingState.NOTICED),
        (FindingCourse(is_fed_back=True, is_measured=True), FindingState.RECTIFYING),
        (FindingCourse(is_noticed=True, replied_on="2026-05-20"), FindingState.REPLIED),
        (FindingCourse(seen_on="2026-05-21", conclusion=PARTLY), FindingState.RECTIFYING),
        (FindingCourse(seen_on="2026-05-21", conclusion=NOT), FindingState.RECTIFYING),
        (FindingCourse(seen_on="2026-05-21", conclusion=RECTIFIED), FindingState.CHECKED),
        (
            FindingCourse(replied_on="2026-05-20", seen_on="2026-05-21", conclusion=PARTLY),
            FindingState.RECTIFYING,
        ),
        (
            FindingCourse(replied_on="2026-05-22", seen_on="2026-05-21", conclusion=PARTLY),
            FindingState.REPLIED,
        ),
        (
            FindingCourse(replied_on="2026-05-22", seen_on="2026-05-21", conclusion=RECTIFIED),
            FindingState.CHECKED,
        ),
        (FIXED, FindingState.CHECKED),
        (FindingCourse(is_fixed_on_spot=True, is_pictured_after=True), FindingState.RAISED),
        (FindingCourse(end=End.CLOSED), FindingState.CLOSED),
        (FindingCourse(seen_on="2026-05-21", conclusion=NOT, end=End.MERGED), FindingState.MERGED),
    ],
)
def test_the_newest_word_says_where_a_finding_stands(course: FindingCourse, state: FindingState):
    assert finding_state(course) is state


@pytest.mark.parametrize(
    ("course", "missing"),
    [
        (FindingCourse(), (Missing.FEEDBACK, Missing.MEASURES, Missing.FOLLOW_UP)),
        (FindingCourse(is_fed_back=True), (Missing.MEASURES, Missing.FOLLOW_UP)),
        (FindingCourse(is_fed_back=True, is_measured=True), (Missing.FOLLOW_UP,)),
        (READY, ()),
        (FIXED, ()),
        (FindingCourse(is_fixed_on_spot=True), (Missing.FEEDBACK, Missing.AFTER_PHOTO)),
        (
            FindingCourse(is_fixed_on_spot=True, seen_on="2026-05-21", conclusion=NOT),
            (Missing.FEEDBACK, Missing.MEASURES, Missing.FOLLOW_UP),
        ),
    ],
)
def test_closing_says_what_it_still_wants(course: FindingCourse, missing: tuple[Missing, ...]):
    assert missing_to_close(course) == missing


@given(COURSES)
def test_what_may_be_closed_waits_for_closing_and_nothing_else_does(course: FindingCourse):
    state = finding_state(course)
    if not missing_to_close(course):
        assert state is FindingState.CHECKED or not state.is_open
    assert state.is_open == (course.end is None)
    assert not (state.is_the_units and state is FindingState.CHECKED)


def test_only_an_act_of_the_office_ends_a_finding():
    ended = {state for state in FindingState if not state.is_open}
    assert ended == {finding_state(FindingCourse(end=end)) for end in End}
    assert {state for state in FindingState if state.wants_paper} == {
        FindingState.RAISED,
        FindingState.FED_BACK,
    }


@pytest.mark.parametrize(
    ("replied_at", "seen_at", "state"),
    [
        ("2026-05-21T01:00:00.000Z", "2026-05-21T09:00:00.000Z", FindingState.RECTIFYING),
        ("2026-05-21T09:00:00.000Z", "2026-05-21T01:00:00.000Z", FindingState.REPLIED),
        (None, "2026-05-21T01:00:00.000Z", FindingState.RECTIFYING),
        ("2026-05-21T09:00:00.000Z", None, FindingState.RECTIFYING),
    ],
)
def test_on_one_day_the_moments_tell_whether_the_unit_answered_after_the_look(
    replied_at, seen_at, state
):
    course = FindingCourse(
        replied_on="2026-05-21",
        replied_at=replied_at,
        seen_on="2026-05-21",
        seen_at=seen_at,
        conclusion=PARTLY,
    )
    assert finding_state(course) is state


def test_a_moment_of_another_local_day_tells_nothing():
    assert moment_on("2026-05-21", "2026-05-20T16:00:00.000Z") == "2026-05-20T16:00:00.000Z"
    assert moment_on("2026-05-21", "2026-05-21T16:00:00.000Z") is None
