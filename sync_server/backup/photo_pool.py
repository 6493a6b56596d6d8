"""Copying photos into the pool that all backups share, each once, and looking after them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sync_server.backup.folder import BackupFolder
from sync_server.files.durable import make_folder, write_file

_PIECE_BYTES = 1024 * 1024


@dataclass
class Copied:
    """What became of the photos: how many, how large, how many of them copied just now."""

    photos: int = 0
    size_bytes: int = 0
    fresh: int = 0
    faults: list[str] = field(default_factory=list)


def copy_photos(
    photos: Iterable[tuple[str, int]],
    source: Callable[[str], Path],
    shelf: BackupFolder,
    progress: Callable[[int], None] = lambda _: None,
) -> Copied:
    """Bring these photos (hash and size) into the pool, where they are not there yet.

    A photo that is gone or is not what its hash says is a fault, and none of the pool.
    ``progress`` is told before each how many were looked at.
    """
    copied = Copied()
    for sha256, size_bytes in photos:
        progress(copied.photos)
        copied.photos += 1
        copied.size_bytes += size_bytes
        target = shelf.photo(sha256)
        if is_there(target, size_bytes):
            continue
        fault = _copy(source(sha256), target, shelf, sha256)
        if fault:
            copied.faults.append(f"照片 {sha256[:12]}…：{fault}")
        else:
            copied.fresh += 1
    return copied


def is_there(path: Path, size_bytes: int) -> bool:
    """Whether a file of this size is at the path."""
    try:
        return path.stat().st_size == size_bytes
    except FileNotFoundError:
        return False


def sha256_of(path: Path) -> str:
    """The file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, target: Path, shelf: BackupFolder, sha256: str) -> str | None:
    try:
        if sha256_of(source) != sha256:
            return "服务器上的文件与它的指纹不符，没有备份"
    except FileNotFoundError:
        return "服务器上的文件不见了，没有备份"
    make_folder(shelf.folder, target.parent)
    write_file(target, pieces(source))
    return None


def pieces(path: Path) -> Iterator[bytes]:
    """The file's bytes, some at a time."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
