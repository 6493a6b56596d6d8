"""Small pictures for the pages, made of a photo when it is first shown and kept beside the photos.

They are made of the photos and of nothing else: no backup has them, and one that is missing or
damaged is made anew. A kept one is ``ab/cd…`` by the photo's SHA-256: the picture, and a check.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, get_ident

from sync_server.photos.pixels import shrunk
from sync_server.photos.store import PhotoStore

LONGEST_PX = 480
MOST_IN_A_FOLDER = 200
"""Of 256 folders: at most some 51,000 pictures, which are 1 to 2 GB."""

_CHECK_BYTES = 4
# A photo is 10 MB of pixels while it is read; more at once gain nothing on few cores.
_AT_ONCE = 2


class Thumbnails:
    """The folder of small pictures. Safe for any number of requests, and of processes."""

    def __init__(self, root: Path, store: PhotoStore) -> None:
        self._root = root
        self._store = store
        self._turns = BoundedSemaphore(_AT_ONCE)

    def of(self, sha256: str) -> bytes | None:
        """The photo as a JPEG of at most 480 px; None where it is no picture we can read.

        None also where the photo is gone: nothing stays of it. Whoever asks was seen to have
        the right to the photo.
        """
        path = self.path(sha256)
        if not self._store.is_whole(sha256):
            path.unlink(missing_ok=True)
            return None
        kept = _kept(path)
        if kept is not None:
            return kept
        with self._turns:
            # Somebody else may have made it while this one waited.
            kept = _kept(path)
            if kept is not None:
                return kept
            made = shrunk(self._store.path(sha256), LONGEST_PX)
        if made is not None:
            _keep(path, made)
        return made

    def path(self, sha256: str) -> Path:
        """Where the small picture is kept, or would be."""
        return self._root / sha256[:2] / sha256[2:]


def _kept(path: Path) -> bytes | None:
    """The picture that was kept; None where there is none, or none that is whole."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    picture, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    return picture if picture and _check(picture) == check else None


def _keep(path: Path, picture: bytes) -> None:
    """Keep the picture if it can be; a full disk must not hide a photo that is there."""
    draft = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_room(path.parent)
        draft.write_bytes(picture + _check(picture))
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()


def _make_room(folder: Path) -> None:
    """Remove those made longest ago, where one more would be too many."""
    there = list(folder.iterdir())
    if len(there) < MOST_IN_A_FOLDER:
        return
    there.sort(key=lambda each: each.stat().st_mtime)
    for each in there[: len(there) - MOST_IN_A_FOLDER + 1]:
        each.unlink(missing_ok=True)


def _check(picture: bytes) -> bytes:
    return zlib.crc32(picture).to_bytes(_CHECK_BYTES, "big")
