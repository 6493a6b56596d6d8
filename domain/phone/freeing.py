"""Which photo files may be deleted from a phone to make room, and why others may not yet.

All times are the server's: a phone whose clock is wrong must not lose a photo over it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STAMPED_FOR = timedelta(days=30)
"""How long a stamped photo stays at least, so that a visit can be looked at where it was made."""


class Kept(StrEnum):
    """Why a file has to stay."""

    NOT_CONFIRMED = "not_confirmed"
    NOT_BACKED_UP = "not_backed_up"
    TOO_RECENT = "too_recent"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the server has said of a photo.

    ``position`` and ``accepted_at`` are from its entry's receipt; ``arrival`` is the position of
    the entry that tells of the whole file's arrival, in the log of that epoch. Each is None
    where it did not say so.
    """

    position: int | None = None
    accepted_at: datetime | None = None
    arrival: int | None = None
    arrival_epoch: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What the office has said, at ``server_at``: how far its backup reaches, and its period.

    ``epoch`` is that of the log which ``backed_up_to`` is a position of.
    """

    server_at: datetime
    epoch: str
    backed_up_to: int | None
    keep_originals_days: int


def stamped_kept(photo: Confirmed, office: Office) -> Kept | None:
    """Why the stamped file has to stay; None when it may go.

    It may go once the server has it whole, a backup of the server holds its entry and its
    arrival (and with that its file), and 30 days have passed.
    """
    arrival = _arrival(photo, office)
    if photo.position is None or photo.accepted_at is None or arrival is None:
        return Kept.NOT_CONFIRMED
    if office.backed_up_to is None or max(photo.position, arrival) > office.backed_up_to:
        return Kept.NOT_BACKED_UP
    return _recent(photo.accepted_at, STAMPED_FOR, office)


def original_kept(photo: Confirmed, office: Office) -> Kept | None:
    """Why the untouched original has to stay; None when it may go.

    The server never gets it, so it stays for the office's whole period.
    """
    if photo.accepted_at is None or _arrival(photo, office) is None:
        return Kept.NOT_CONFIRMED
    return _recent(photo.accepted_at, timedelta(days=office.keep_originals_days), office)


def _arrival(photo: Confirmed, office: Office) -> int | None:
    """Where its arrival stands; what another epoch's log told may be lost."""
    return photo.arrival if photo.arrival_epoch == office.epoch else None


def _recent(accepted_at: datetime, period: timedelta, office: Office) -> Kept | None:
    return Kept.TOO_RECENT if office.server_at - accepted_at < period else None
