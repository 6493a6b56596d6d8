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

    ``position`` and ``accepted_at`` are from its entry's receipt; ``completed_at`` is when the
    server had the whole file. Each is None where it did not say so.
    """

    position: int | None = None
    accepted_at: datetime | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What the office has said, at ``server_at``: how far its backup reaches, and its period.

    ``covered_at`` is when the newest of this phone's entries was accepted that the backup
    holds: the backup was made later than that.
    """

    server_at: datetime
    backed_up_to: int | None
    covered_at: datetime | None
    keep_originals_days: int


def stamped_kept(photo: Confirmed, office: Office) -> Kept | None:
    """Why the stamped file has to stay; None when it may go.

    It may go once the server has it whole, a backup of the server holds its entry and its file,
    and 30 days have passed.
    """
    if photo.position is None or photo.accepted_at is None or photo.completed_at is None:
        return Kept.NOT_CONFIRMED
    if office.backed_up_to is None or photo.position > office.backed_up_to:
        return Kept.NOT_BACKED_UP
    if office.covered_at is None or photo.completed_at >= office.covered_at:
        # Its entry is in the backup; the file may have come after it was made.
        return Kept.NOT_BACKED_UP
    return _recent(photo.accepted_at, STAMPED_FOR, office)


def original_kept(photo: Confirmed, office: Office) -> Kept | None:
    """Why the untouched original has to stay; None when it may go.

    The server never gets it, so it stays for the office's whole period.
    """
    if photo.accepted_at is None or photo.completed_at is None:
        return Kept.NOT_CONFIRMED
    return _recent(photo.accepted_at, timedelta(days=office.keep_originals_days), office)


def _recent(accepted_at: datetime, period: timedelta, office: Office) -> Kept | None:
    return Kept.TOO_RECENT if office.server_at - accepted_at < period else None
