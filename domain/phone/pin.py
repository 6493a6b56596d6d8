"""The PIN that opens an account on a shared phone: what is one, and how long a guesser waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.trail.line import Tick

FEWEST_DIGITS, MOST_DIGITS = 4, 6
ASKED_AFTER = timedelta(minutes=10)
"""How long the app may be in the background before the PIN is asked again."""

MOST_FAILURES = 10
"""After so many wrong PINs in a row only signing in at the server helps."""

_FREE_FAILURES = 4
_WAITS_S = (30, 60, 120, 300, 600)
_UP, _DOWN = "01234567890", "09876543210"


class PinProblem(StrEnum):
    """Why some digits are no PIN."""

    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"
    EASY_TO_GUESS = "easy_to_guess"


def problem(pin: str) -> PinProblem | None:
    """What is wrong with the PIN: 4 to 6 digits, not all the same and not in a row."""
    if not (pin.isascii() and pin.isdecimal()):
        return PinProblem.NOT_DIGITS
    if not FEWEST_DIGITS <= len(pin) <= MOST_DIGITS:
        return PinProblem.WRONG_LENGTH
    if len(set(pin)) == 1 or pin in _UP or pin in _DOWN:
        return PinProblem.EASY_TO_GUESS
    return None


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many wrong PINs in a row; nothing after the first four."""
    late = failures - _FREE_FAILURES
    return timedelta(seconds=_WAITS_S[min(late, len(_WAITS_S)) - 1]) if late > 0 else timedelta()


@dataclass(frozen=True, slots=True)
class PhoneTime:
    """A moment on one phone: what its clock said, and its ticks where there are any."""

    at: datetime
    tick: Tick | None


def time_left(failures: int, since: PhoneTime, now: PhoneTime) -> timedelta:
    """How much of the wait that began with the last wrong PIN is left.

    Within one start of the phone its ticks decide, which nobody can set. After a restart its
    clock decides; set back it cannot make the wait longer than it was, nor shorter.
    """
    whole = wait_after(failures)
    passed = now.at - since.at
    if since.tick is not None and now.tick is not None and since.tick.boot == now.tick.boot:
        passed = timedelta(milliseconds=now.tick.ms - since.tick.ms)
    return min(max(whole - passed, timedelta()), whole)
