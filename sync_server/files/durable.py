"""Files that are whole under their name or not there, and that survive a power cut."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from domain.ids import uuid7

OWNER_ONLY = 0o600
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BINARY = getattr(os, "O_BINARY", 0)


def is_disk_full(error: OSError) -> bool:
    """Whether the system had no room left for what was to be written."""
    return error.errno in _DISK_FULL


def write_file(path: Path, pieces: Iterable[bytes], mode: int = OWNER_ONLY) -> int:
    """Put the bytes under this name at once, in place of what was there; how many they are.

    Its folder must be there. What goes wrong on the way leaves the old file as it was.
    """
    draft = _written(path, pieces, mode)
    try:
        size = draft.stat().st_size
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return size


def write_new_file(path: Path, pieces: Iterable[bytes]) -> bool:
    """The same, unless there is one already: whether it was written."""
    draft = _written(path, pieces, OWNER_ONLY)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    sync_folder(path.parent)
    return True


def _written(path: Path, pieces: Iterable[bytes], mode: int) -> Path:
    """The bytes, durable, under a name of their own beside the path."""
    draft = path.with_name(f"{path.name}.{uuid7()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def make_folder(root: Path, folder: Path) -> None:
    """Make the folder, and make its name durable in every folder below ``root`` that got one."""
    missing = [each for each in (folder, *folder.parents) if _is_below(root, each)]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        sync_folder(each.parent)


def _is_below(root: Path, folder: Path) -> bool:
    return root in folder.parents and not folder.exists()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows cannot and need not."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
