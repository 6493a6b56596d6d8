"""When an entry can have happened."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import format_instant
from domain.trail.delivery import LastAnswer
from domain.trail.line import Header, Tick
from domain.trail.timing import Arrival, ClockGrade, Interval, intervals

NOON = datetime(2026, 5, 14, 4, tzinfo=UTC)
ENROLLED = NOON - timedelta(days=3)
MINUTE_MS = 60_000


def a_header(ms: int | None, boot: str = "b1") -> Header:
    return Header(
        v=1,
        chain="00000000-0000-7000-8000-000000000001",
        seq=1,
        prev=None,
        saw=None,
        at=format_instant(NOON),
        tz=480,
        tick=None if ms is None else Tick(boot=boot, ms=ms),
        kind="visit.opened",
        subject=None,
        body="0" * 64,
        private="0" * 64,
    )


def an_arrival(ms: int, answered_ms: int | None = None, minutes_ago: int = 0) -> Arrival:
    answer = None
    if answered_ms is not None:
        at = format_instant(NOON - timedelta(minutes=minutes_ago))
        answer = LastAnswer(server_at=at, ms=answered_ms)
    return Arrival(NOON, Tick(boot="b1", ms=ms), answer)


def test_same_boot_is_known_to_the_slack_of_the_line() -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS, answered_ms=40 * MINUTE_MS, minutes_ago=60)
    (found,) = intervals([a_header(70 * MINUTE_MS)], arrival, ENROLLED)
    assert found.earliest == found.latest == NOON - timedelta(minutes=30)
    assert found.grade is ClockGrade.VERIFIED


def test_without_an_answer_in_this_boot_only_the_latest_is_known() -> None:
    (found,) = intervals([a_header(70 * MINUTE_MS)], an_arrival(100 * MINUTE_MS), ENROLLED)
    assert found == Interval(ENROLLED, NOON - timedelta(minutes=30))
    assert found.grade is ClockGrade.UNVERIFIED


@pytest.mark.parametrize("header", [a_header(5), a_header(70 * MINUTE_MS, "b0"), a_header(None)])
def test_another_boot_lies_between_the_entry_before_and_arrival(header: Header) -> None:
    arrival = Arrival(NOON, Tick(boot="b2", ms=9), LastAnswer(server_at=format_instant(NOON), ms=8))
    assert intervals([header], arrival, ENROLLED) == [Interval(ENROLLED, NOON)]


def test_somebody_elses_delivery_tells_only_arrival() -> None:
    assert intervals([a_header(5)], Arrival(NOON), ENROLLED) == [Interval(ENROLLED, NOON)]


def test_an_entry_before_the_last_answer_is_not_narrowed_by_it() -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS, answered_ms=80 * MINUTE_MS, minutes_ago=20)
    (found,) = intervals([a_header(70 * MINUTE_MS)], arrival, ENROLLED)
    assert found.earliest == ENROLLED


def test_the_next_entry_bounds_the_one_before() -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS)
    first, second = intervals(
        [a_header(None), a_header(40 * MINUTE_MS)], arrival, NOON - timedelta(hours=5)
    )
    assert first.latest == second.latest == NOON - timedelta(hours=1)
    assert first.grade is ClockGrade.BOUNDED


@given(
    st.lists(st.none() | st.integers(0, 2**53 - 1), max_size=8),
    st.integers(0, 2**53 - 1),
    st.none() | st.integers(0, 2**53 - 1),
)
def test_intervals_are_ordered_whatever_the_ticks(
    ticks: list[int | None], sent: int, answered: int | None
) -> None:
    found = intervals([a_header(ms) for ms in ticks], an_arrival(sent, answered), ENROLLED)
    assert all(each.earliest <= each.latest <= NOON for each in found)
    assert [each.latest for each in found] == sorted(each.latest for each in found)


def test_a_claim_five_minutes_outside_disagrees() -> None:
    interval = Interval(NOON, NOON)
    assert not interval.disagrees(NOON + timedelta(minutes=5))
    assert interval.disagrees(NOON + timedelta(minutes=6))
    assert interval.disagrees(NOON - timedelta(minutes=6))
