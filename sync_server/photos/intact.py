"""Whether a photo's file is still the one whose hash was signed."""

import hashlib
from enum import StrEnum
from pathlib import Path

_PIECE_BYTES = 1 << 20


class FileState(StrEnum):
    """How the file of a photo stands to what the phone signed."""

    INTACT = "intact"
    CHANGED = "changed"
    LOST = "lost"
    AWAITED = "awaited"


def state_of(path: Path, sha256: str) -> FileState:
    """What a file says of itself by now: it is read whole."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                digest.update(piece)
    except FileNotFoundError:
        return FileState.LOST
    return FileState.INTACT if digest.hexdigest() == sha256 else FileState.CHANGED
