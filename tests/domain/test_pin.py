"""What is a PIN, and how long somebody who guesses has to wait."""

from datetime import timedelta

import pytest

from domain.phone.pin import MOST_FAILURES, PhoneTime, PinProblem, problem, time_left, wait_after
from domain.trail.line import Tick
from tests.builders.trail import MAY_14


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        ("2580", None),
        ("13579", None),
        ("402913", None),
        ("", PinProblem.NOT_DIGITS),
        ("12a4", PinProblem.NOT_DIGITS),
        ("１２４９", PinProblem.NOT_DIGITS),
        ("258", PinProblem.WRONG_LENGTH),
        ("2580258", PinProblem.WRONG_LENGTH),
        ("0000", PinProblem.EASY_TO_GUESS),
        ("1234", PinProblem.EASY_TO_GUESS),
        ("7890", PinProblem.EASY_TO_GUESS),
        ("987654", PinProblem.EASY_TO_GUESS),
    ],
)
def test_pin_has_four_to_six_digits_that_are_no_row(pin: str, expected: PinProblem | None) -> None:
    assert problem(pin) is expected


def test_waits_begin_with_the_fifth_failure_and_grow() -> None:
    waits = [wait_after(failures) for failures in range(MOST_FAILURES + 1)]
    assert waits[:5] == [timedelta()] * 5
    assert waits[5:8] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits[5:] == sorted(waits[5:])


def moment(seconds: float, *, boot: str | None = "boot-1", clock_s: float = 0) -> PhoneTime:
    """So many seconds in; the clock is set by hand so far off."""
    at = MAY_14 + timedelta(seconds=seconds + clock_s)
    tick = None if boot is None else Tick(boot=boot, ms=1_000_000 + int(seconds * 1000))
    return PhoneTime(at, tick)


@pytest.mark.parametrize(
    ("now", "expected_s"),
    [
        (moment(0), 60),
        (moment(20), 40),
        (moment(61), 0),
        (moment(20, clock_s=3600), 40),
        (moment(20, clock_s=-3600), 40),
        (moment(20, boot="boot-2"), 40),
        (moment(20, boot=None), 40),
        (moment(20, boot="boot-2", clock_s=-86_400), 60),
        (moment(70, boot="boot-2"), 0),
    ],
)
def test_wait_goes_by_ticks_and_after_a_restart_by_a_clock(now: PhoneTime, expected_s: int) -> None:
    assert time_left(6, moment(0), now) == timedelta(seconds=expected_s)


def test_first_failures_cost_no_wait() -> None:
    assert time_left(4, moment(0), moment(0)) == timedelta()
