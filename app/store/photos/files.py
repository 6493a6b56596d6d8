"""Photo files on the phone: whole or absent, also after a power cut."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from app.store.failures import translated_files
from domain.ids import uuid7

UNFINISHED = ".part"
UNFINISHED_FOR_S = 3600.0


class PhotoFiles:
    """Three folders of files named by SHA-256: stamped, untouched original, small preview."""

    def __init__(self, folder: Path) -> None:
        self._stamped = folder / "photos"
        self._originals = folder / "originals"
        self._previews = folder / "previews"
        for each in (self._stamped, self._originals, self._previews):
            each.mkdir(parents=True, exist_ok=True)

    def keep(self, sha256: str, stamped: bytes, preview: bytes) -> None:
        """Store the stamped photo durably; the preview can be made again, so it need not be."""
        with translated_files():
            write_durably(self._stamped / f"{sha256}.jpg", stamped)
            self.preview(sha256).write_bytes(preview)

    def keep_original(self, original_sha256: str, data: bytes) -> None:
        """Store the untouched original durably."""
        with translated_files():
            write_durably(self._originals / original_sha256, data)

    def remove(self, sha256: str, original_sha256: str) -> None:
        """Take a photo's three files away; one that is gone already is no error."""
        for path in (
            self.stamped(sha256),
            self.original(original_sha256),
            self.preview(sha256),
        ):
            path.unlink(missing_ok=True)

    def stamped(self, sha256: str) -> Path:
        """Where the stamped photo is."""
        return self._stamped / f"{sha256}.jpg"

    def original(self, original_sha256: str) -> Path:
        """Where the untouched original is."""
        return self._originals / original_sha256

    def preview(self, sha256: str) -> Path:
        """Where the small preview is; it may be missing."""
        return self._previews / f"{sha256}.jpg"

    def stamped_names(self) -> set[str]:
        """The SHA-256 of every stamped photo that is there whole."""
        return {path.stem for path in self._stamped.glob("*.jpg")}

    def sizes(self) -> tuple[int, int, int]:
        """The bytes of all stamped photos, originals and previews."""
        folders = (self._stamped, self._originals, self._previews)
        return _bytes_in(folders[0]), _bytes_in(folders[1]), _bytes_in(folders[2])

    def drop_unfinished(self, now: Callable[[], float] = time.time) -> None:
        """Remove what a kill left half-written, once it cannot be in the writing any more."""
        for folder in (self._stamped, self._originals):
            for path in folder.glob(f"*{UNFINISHED}"):
                if now() - path.stat().st_mtime > UNFINISHED_FOR_S:
                    path.unlink(missing_ok=True)


def write_durably(path: Path, data: bytes) -> None:
    """Have the file whole on disk when this returns: write, fsync, rename, fsync the folder.

    A file that is already there under this name (a hash) with this size is left alone.
    """
    if path.is_file() and path.stat().st_size == len(data):
        return
    unfinished = path.with_name(f"{path.name}.{uuid7()}{UNFINISHED}")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def _bytes_in(folder: Path) -> int:
    with os.scandir(folder) as entries:
        return sum(_bytes_of(entry) for entry in entries)


def _bytes_of(entry: "os.DirEntry[str]") -> int:
    try:
        return entry.stat().st_size
    except FileNotFoundError:
        return 0  # Somebody finished or removed it just now.


def fsync_folder(folder: Path) -> None:
    """Make durable which files the folder holds."""
    if os.name != "posix":
        return  # Windows has no handle to a folder; its rename is durable by the journal.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
