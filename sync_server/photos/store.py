"""Photos as files: received piece by piece, checked against their hash, never half there.

A complete photo is ``ab/cd/<sha256>``; one on its way is ``partial/<sha256>``, and its size is
how much of it there is. Whatever is reported as received was fsynced before.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedRandom
from pathlib import Path
from threading import Lock
from typing import NoReturn

from domain.errors import Conflict, Unavailable
from sync_server.files.durable import is_disk_full, make_folder, sync_folder

if sys.platform != "win32":
    import fcntl

_STRIPES = 256


class PhotoStore:
    """The folder of photos. Safe for any number of requests, and of processes except on Windows."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._partial = root / "partial"
        self._locks = [Lock() for _ in range(_STRIPES)]
        self._partial.mkdir(parents=True, exist_ok=True)

    def of_chain(self, chain: str) -> "PhotoStore":
        """A folder of its own for what one chain has to bring whole, seeing nothing of others."""
        return PhotoStore(self._root / "own" / chain)

    def space(self) -> tuple[int, int]:
        """The free and all bytes of the disk that the photos are on."""
        usage = shutil.disk_usage(self._root)
        return usage.free, usage.total

    def path(self, sha256: str) -> Path:
        """Where the complete photo is, or would be."""
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def is_whole(self, sha256: str) -> bool:
        """Whether all of the photo is in its place."""
        return self.path(sha256).exists()

    def offset(self, sha256: str) -> int:
        """How many bytes of the photo are safe on disk."""
        if self.is_whole(sha256) or (self._partial / sha256).exists():
            return self.flush(sha256)
        return 0

    def append(self, sha256: str, offset: int, data: bytes) -> int:
        """Write the bytes that stand at ``offset`` of the photo; how many it has then.

        Bytes that another connection was faster to bring are passed over. Conflict
        (``wrong_offset``, with the true ``offset``) when there are fewer than ``offset``.
        Nothing is durable before ``flush``.
        """
        with self._held(sha256) as file:
            if file is None:
                return self.path(sha256).stat().st_size
            size = file.seek(0, os.SEEK_END)
            if size < offset:
                wrong_offset(size)
            rest = memoryview(data)[size - offset :]
            size += len(rest)
            while rest:
                rest = rest[file.write(rest) :]
            return size

    def flush(self, sha256: str) -> int:
        """Make durable what was appended so far; how many bytes the photo has."""
        with self._held(sha256) as file:
            if file is None:
                return self.path(sha256).stat().st_size
            _flush(file)
            sync_folder(self._partial)
            return file.seek(0, os.SEEK_END)

    def finish(self, sha256: str) -> int | None:
        """Move the received bytes to their place if they are the photo; its size, else None.

        What does not match its hash is thrown away. Finishing twice changes nothing.
        """
        final, partial = self.path(sha256), self._partial / sha256
        with self._held(sha256) as file:
            if file is None:
                return final.stat().st_size
            file.seek(0)
            is_right = hashlib.file_digest(file, "sha256").hexdigest() == sha256
            size = file.tell()
            _flush(file)
            if sys.platform == "win32":
                file.close()
            if not is_right:
                partial.unlink()
                return None
            make_folder(self._root, final.parent)
            partial.replace(final)
            sync_folder(final.parent)
        return size

    def bring(self, sha256: str, pieces: Iterable[bytes]) -> int | None:
        """Take a whole photo in; its size, or None and nothing taken where it is another.

        What came of it before stays as it was unless the photo is now whole.
        """
        final, draft = self.path(sha256), self._partial / f"{sha256}.whole"
        with self._held(sha256) as file:
            if file is None:
                return final.stat().st_size
            try:
                if _write(draft, pieces) == sha256:
                    make_folder(self._root, final.parent)
                    draft.replace(final)
                    sync_folder(final.parent)
            finally:
                draft.unlink(missing_ok=True)
                is_empty = file.seek(0, os.SEEK_END) == 0
                if sys.platform == "win32":
                    file.close()
                if is_empty or final.exists():
                    (self._partial / sha256).unlink()
            return final.stat().st_size if final.exists() else None

    @contextmanager
    def _held(self, sha256: str) -> Iterator[BufferedRandom | None]:
        """The partial file, opened for this request alone; None when the photo is whole.

        The file is opened anew each time and must still be the one its name means: a file
        that was moved to its place meanwhile is never written again.
        """
        with _translated(), self._locks[int(sha256[:2], 16)], ExitStack() as stack:
            while not self.is_whole(sha256):
                path = self._partial / sha256
                flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
                file = stack.enter_context(os.fdopen(os.open(path, flags, 0o640), "r+b"))
                _lock(file)
                if path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno())):
                    yield file
                    return
            yield None


def wrong_offset(offset: int) -> NoReturn:
    """Say how much of the photo is there instead."""
    raise Conflict(
        f"The server has {offset} bytes of this photo; go on from there.",
        code="wrong_offset",
        offset=offset,
    )


def _lock(file: BufferedRandom) -> None:
    """Keep other processes away until the file is closed; on Windows there is one process."""
    if sys.platform != "win32":
        fcntl.flock(file, fcntl.LOCK_EX)


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    """Write the pieces durably; the SHA-256 of all of them."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _flush(file: BufferedRandom) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise Unavailable("服务器磁盘已满，照片稍后会继续上传。", code="disk_full") from error
        raise Unavailable("服务器磁盘读写出错，请联系管理员。", code="io_error") from error
