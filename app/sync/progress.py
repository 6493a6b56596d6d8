"""What the screens are told of a sync: what waits, what a run is doing, what it came to."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What a run is doing."""

    IDLE = "idle"
    ENTRIES = "entries"
    PHOTOS = "photos"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class PhotoProgress:
    """One photo on its way. ``problem`` says in words why it did not get through."""

    photo_id: str
    visit_id: str
    school_name: str
    size_bytes: int
    sent_bytes: int
    is_hazard: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class SyncState:
    """What waits and what went. ``progress`` is 0 to 1 within the phase; None where unknown.

    ``refused`` are the words for records the server did not take.
    """

    unsent_entries: int
    unsent_photos: list[PhotoProgress]
    last_contact_at: str | None
    last_problem: str | None
    is_running: bool
    phase: Phase
    progress: float | None
    refused: tuple[str, ...] = ()
    needs_sign_in: bool = False


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a run did. ``problem`` is None when everything went; else the words for it.

    ``retry_after_s`` is when a run by itself may try again; None: not before something changes.
    """

    entries_sent: int = 0
    photos_sent: int = 0
    has_new_workbook: bool = False
    problem: str | None = None
    code: str | None = None
    retry_after_s: float | None = None
    was_skipped: bool = False


Watcher = Callable[[SyncState], None]
