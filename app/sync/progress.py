"""What the screens are told of a sync: what waits, what a run is doing, what it came to."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.store.runs import Run
from domain.phone.app_version import Advice
from domain.phone.data_use import LinkKind, PhotoPolicy


class Phase(StrEnum):
    """What a run is doing."""

    IDLE = "idle"
    ENTRIES = "entries"
    WORKBOOK = "workbook"
    PHOTOS = "photos"


class PhotoStage(StrEnum):
    """Where a photo is on its way to the server."""

    WAITS_FOR_ENTRY = "waits_for_entry"
    WAITS_FOR_WIFI = "waits_for_wifi"
    WAITS_FOR_YES = "waits_for_yes"
    IN_LINE = "in_line"
    SENDING = "sending"
    FAILED = "failed"
    CONFIRMED = "confirmed"


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
    stage: PhotoStage = PhotoStage.IN_LINE


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A record that the server did not take: of which visit and kind, and the words for why.

    ``lost_before`` are records before it that are lost for good: then it can never be taken.
    """

    visit_id: str | None
    school_name: str
    kind: str
    words: str
    lost_before: int = 0


@dataclass(frozen=True, slots=True)
class HeldPhotos:
    """Photos that wait because of what they would cost over mobile data."""

    photos: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class SyncState:
    """What waits and what went. ``progress`` is 0 to 1 within the phase; None where unknown.

    ``problem_code`` names what went wrong last; ``retry_in_s`` is when a run by itself may try
    again. ``clock_off_s`` is how far the phone's clock is ahead of the server's, None where it
    is right or unknown. ``last_run`` is the newest run that reached the server.
    """

    unsent_entries: int
    unsent_photos: list[PhotoProgress]
    last_contact_at: str | None
    last_problem: str | None
    is_running: bool
    phase: Phase
    progress: float | None
    refused: tuple[RefusedRecord, ...] = ()
    needs_sign_in: bool = False
    unsent_bytes: int = 0
    problem_code: str | None = None
    retry_in_s: float | None = None
    held: HeldPhotos | None = None
    link: LinkKind = LinkKind.UNKNOWN
    policy: PhotoPolicy = PhotoPolicy.ASK
    clock_off_s: int | None = None
    advice: Advice = Advice.NONE
    last_run: Run | None = None


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
    visits_pulled: int = 0


Watcher = Callable[[SyncState], None]
