"""Checking the file of every photo that has arrived, against the entry that told of it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sync_server.verification.fault import Fault, FaultKind

PhotoPath = Callable[[str], Path]


def photo_faults(rows: Iterable[Any], path_of: PhotoPath) -> Iterator[Fault]:
    """Each of these rows of ``photo_file`` whose file is gone, changed, or of another size."""
    for row in rows:
        yield from _file(row, path_of(str(row.sha256)))


def _file(row: Any, path: Path) -> Iterator[Fault]:
    key = str(row.sha256)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError as error:
        yield Fault(FaultKind.PHOTO_GONE, "photo", key, "", error.strerror or "")
        return
    if found != key:
        yield Fault(FaultKind.PHOTO_CHANGED, "photo", key, str(path.name))
    elif size != row.size_bytes:
        yield Fault(FaultKind.PHOTO_FACTS_WRONG, "photo_file", key, "size_bytes")
