"""When an entry can have happened."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import format_instant
from domain.trail.delivery import LastAnswer
from domain.trail.line import Header, Tick
from domain.trail.timing import Answered, Arrival, ClockGrade, Interval, intervals

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
    """A delivery at noon; its last answer, where it has one, is as the server recorded it."""
    if answered_ms is None:
        return Arrival(NOON, Tick(boot="b1", ms=ms))
    at = NOON - timedelta(minutes=minutes_ago)
    answer = LastAnswer(server_at=format_instant(at), ms=answered_ms)
    return Arrival(NOON, Tick(boot="b1", ms=ms), answer, recorded(at, answered_ms))


def recorded(at: datetime, ms: int, boot: str = "b1") -> Answered:
    return Answered(at, Tick(boot=boot, ms=ms))


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


TICKS = st.none() | st.tuples(st.sampled_from(["b1", "b2"]), st.integers(0, 2**53 - 1))
RECORDS = st.none() | st.builds(
    recorded,
    st.integers(0, 10**10).map(lambda ms: NOON - timedelta(milliseconds=ms)),
    st.integers(0, 2**53 - 1),
    st.sampled_from(["b1", "b2"]),
)


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """A delivery with any tick and any claim, beside any record of the server's, or none."""
    tick, claimed = draw(st.none() | st.integers(0, 2**53 - 1)), draw(st.booleans())
    record = draw(RECORDS)
    answer = None
    if claimed:
        at = record.at if record and draw(st.booleans()) else ENROLLED - timedelta(days=60)
        answer = LastAnswer(server_at=format_instant(at), ms=draw(st.integers(0, 2**53 - 1)))
    return Arrival(NOON, None if tick is None else Tick(boot="b1", ms=tick), answer, record)


def headers_of(ticks: list[tuple[str, int] | None]) -> list[Header]:
    return [a_header(None) if tick is None else a_header(tick[1], tick[0]) for tick in ticks]


@given(st.lists(TICKS, max_size=8), arrivals())
def test_no_claim_lowers_the_floor_or_leaves_what_the_server_knows(
    ticks: list[tuple[str, int] | None], arrival: Arrival
) -> None:
    found = intervals(headers_of(ticks), arrival, ENROLLED)
    floor = ENROLLED
    for each in found:
        assert floor <= each.earliest <= each.latest <= NOON
        floor = each.earliest


@given(st.lists(TICKS, max_size=8), arrivals())
def test_only_a_recorded_answer_makes_verified(
    ticks: list[tuple[str, int] | None], arrival: Arrival
) -> None:
    grades = [each.grade for each in intervals(headers_of(ticks), arrival, ENROLLED)]
    is_recorded = arrival.last_answer is not None and arrival.answered is not None
    assert is_recorded or ClockGrade.VERIFIED not in grades


def test_ticks_of_two_months_do_not_go_behind_the_enrolment() -> None:
    """The attack: a counter that says the phone was on for longer than it is known."""
    sixty_days = 60 * 24 * 60 * MINUTE_MS
    (found,) = intervals([a_header(1000)], an_arrival(1000 + sixty_days), ENROLLED)
    assert found == Interval(ENROLLED, NOON, is_contradicted=True)
    assert found.grade is ClockGrade.UNVERIFIED


def test_without_an_answer_a_moment_after_enrolment_is_not_verified() -> None:
    three_days = 3 * 24 * 60 * MINUTE_MS
    (found,) = intervals([a_header(0)], an_arrival(three_days - MINUTE_MS), ENROLLED)
    assert found.earliest == ENROLLED
    assert found.grade is ClockGrade.BOUNDED


@pytest.mark.parametrize(
    ("answer_ms", "record"),
    [
        (40 * MINUTE_MS, None),
        (40 * MINUTE_MS, recorded(NOON - timedelta(minutes=60), 40 * MINUTE_MS, "b0")),
        (39 * MINUTE_MS, recorded(NOON - timedelta(minutes=60), 40 * MINUTE_MS)),
        (101 * MINUTE_MS, recorded(NOON - timedelta(minutes=60), 40 * MINUTE_MS)),
        (40 * MINUTE_MS, recorded(NOON - timedelta(minutes=60), 20 * MINUTE_MS)),
    ],
    ids=["no record", "another boot", "before it was asked", "not yet had", "another pace"],
)
def test_an_answer_that_the_server_did_not_give_so_contradicts(
    answer_ms: int, record: Answered | None
) -> None:
    answer = LastAnswer(server_at=format_instant(NOON - timedelta(minutes=60)), ms=answer_ms)
    arrival = Arrival(NOON, Tick(boot="b1", ms=100 * MINUTE_MS), answer, record)
    (found,) = intervals([a_header(70 * MINUTE_MS)], arrival, ENROLLED)
    assert found == Interval(ENROLLED, NOON, is_contradicted=True)


@pytest.mark.parametrize("ticks", [[101 * MINUTE_MS], [80 * MINUTE_MS, 70 * MINUTE_MS]])
def test_a_tick_that_goes_back_contradicts(ticks: list[int]) -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS, answered_ms=40 * MINUTE_MS, minutes_ago=60)
    found = intervals([a_header(ms) for ms in ticks], arrival, ENROLLED)
    assert found[-1].is_contradicted
    assert found[-1].latest == NOON


def test_an_entry_that_would_be_before_the_one_before_it_contradicts() -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS, answered_ms=40 * MINUTE_MS, minutes_ago=60)
    (found,) = intervals([a_header(50 * MINUTE_MS)], arrival, NOON - timedelta(minutes=10))
    assert found == Interval(NOON - timedelta(minutes=10), NOON, is_contradicted=True)


def test_a_counter_that_runs_a_little_off_is_no_contradiction() -> None:
    arrival = an_arrival(ms=100 * MINUTE_MS, answered_ms=40 * MINUTE_MS, minutes_ago=60)
    previous = NOON - timedelta(minutes=29)
    (found,) = intervals([a_header(70 * MINUTE_MS)], arrival, previous)
    assert found == Interval(previous, previous)


def test_a_claim_five_minutes_outside_disagrees() -> None:
    interval = Interval(NOON, NOON)
    assert not interval.disagrees(NOON + timedelta(minutes=5))
    assert interval.disagrees(NOON + timedelta(minutes=6))
    assert interval.disagrees(NOON - timedelta(minutes=6))
