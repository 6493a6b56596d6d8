"""A phone that runs in a process of its own and dies there; see ``test_kill``."""

import os
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.store import lines
from app.store.photos import rows as photo_rows
from app.visits.service import VisitService
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from tests.builders.phone import FakeDevice, FakeKeys, Handset

DIED = 9


class KeptKeys(FakeKeys):
    """Secrets in a folder, which outlive the phone."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, name: str) -> bytes | None:
        path = self._folder / name
        return path.read_bytes() if path.exists() else None

    def put(self, name: str, value: bytes) -> None:
        (self._folder / name).write_bytes(value)


def die_in(owner: Any, name: str, at: int = 1, before: bool = True) -> None:
    """End the process at once in the ``at``-th call, before or after it did its work."""
    real, calls = getattr(owner, name), count(1)

    def dying(*args: Any, **options: Any) -> Any:
        call = next(calls)
        if call == at and before:
            os._exit(DIED)
        done = real(*args, **options)
        if call == at:
            os._exit(DIED)
        return done

    setattr(owner, name, dying)


FAILPOINTS: dict[str, Callable[[Any], None]] = {
    "before the original's rename": lambda _: die_in(Path, "replace"),
    "after the original's rename": lambda _: die_in(Path, "replace", before=False),
    "before the stamped file's rename": lambda _: die_in(Path, "replace", at=2),
    "between the files and the entry": lambda recorder: die_in(recorder, "record"),
    "before the line is inserted": lambda _: die_in(lines, "append"),
    "after the line is inserted": lambda _: die_in(lines, "append", before=False),
    "after the visit's row is written": lambda recorder: die_in(
        recorder.store, "save", before=False
    ),
    "after the photo's row is written": lambda _: die_in(photo_rows, "add_photo", before=False),
}


def _begun(folder: Path, say: Connection) -> tuple[VisitService, str]:
    """A visit with one note; its id is said."""
    keys = KeptKeys(folder / "keys")
    visits = Handset(folder, FakeDevice(keys=keys)).practise().visits
    visit_id = visits.open_visit("practice-1", theme_id="month-05")
    visits.record_note(visit_id, NoteSection.RECORD, "kept")
    say.send(visit_id)
    return visits, visit_id


def take_photo(folder: Path, photo: bytes, failpoint: str, say: Connection) -> None:
    """Take a photo and die of it."""
    visits, visit_id = _begun(folder, say)
    FAILPOINTS[failpoint](visits._recorder)
    visits.take_photo(visit_id, photo, PhotoSource.CAMERA, None)


def write_notes(folder: Path, say: Connection) -> None:
    """Write one note after the other for ever, saying each as it is acknowledged."""
    visits, visit_id = _begun(folder, say)
    for number in count(1):
        visits.record_note(visit_id, NoteSection.RECORD, f"note {number}")
        say.send(number)
