"""Checking the file of every photo that has arrived, against the entry that told of it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sync_server.data import scan
from sync_server.verification.fault import Fault, FaultKind

PhotoPath = Callable[[str], Path]


def photo_faults(connection: Connection, path_of: PhotoPath) -> Iterator[Fault]:
    """Every photo file of ``photo_file`` there that is gone, changed, or of another size."""
    for row in scan.photo_files(connection):
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
