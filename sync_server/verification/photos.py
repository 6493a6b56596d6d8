"""Checking every photo that was received against its hash."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from domain.visit.likeness import bands
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.verification.fault import Fault, FaultKind

PhotoPath = Callable[[str], Path]


def photo_faults(transaction: Transaction, path_of: PhotoPath) -> Iterator[Fault]:
    """Every photo file that is gone or changed, and every untrue row of ``photo_file``."""
    for row in scan.photo_files(transaction.ledger):
        yield from _file(row, path_of(str(row.sha256)))
        if not _is_banded(row):
            yield Fault(FaultKind.PHOTO_FACTS_WRONG, "photo_file", str(row.sha256), "likeness")


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


def _is_banded(row: Any) -> bool:
    stored = (row.band0, row.band1, row.band2, row.band3)
    if row.likeness is None:
        return stored == (None,) * 4
    try:
        return stored == bands(int(row.likeness, 16))
    except ValueError:
        return False
