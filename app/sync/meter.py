"""What one run moved, and how far the phone's clock is from the server's."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from domain.clock import parse_instant
from domain.trail.timing import CLOCK_TOLERANCE


@dataclass(slots=True)
class Meter:
    """Counts the bytes of bodies both ways, and compares clocks at every answer.

    What a message of the server says counts; the Date of its header only where none said it.
    """

    sent_bytes: int = 0
    received_bytes: int = 0
    _told: float | None = None
    _dated: float | None = None

    def told(self, server_at: str, now: datetime) -> None:
        """A message said the server's time."""
        self._told = (now - parse_instant(server_at)).total_seconds()

    def dated(self, header: str | None, now: datetime) -> None:
        """An answer came with this Date header, if any."""
        at = date_of(header)
        if at is not None:
            self._dated = (now - at).total_seconds()

    @property
    def clock_off_s(self) -> int | None:
        """How many seconds the phone's clock is ahead of the server's; None where nothing told."""
        known = self._dated if self._told is None else self._told
        return None if known is None else round(known)


def date_of(header: str | None) -> datetime | None:
    """The instant of a Date header; None where there is none, or it is none."""
    try:
        at = parsedate_to_datetime(header) if header else None
    except (ValueError, OverflowError):
        return None
    return None if at is None else at.replace(tzinfo=at.tzinfo or UTC)


def is_off(seconds: int | None) -> bool:
    """Whether a clock that far off is worth a word: more than five minutes."""
    return seconds is not None and abs(seconds) > CLOCK_TOLERANCE.total_seconds()
