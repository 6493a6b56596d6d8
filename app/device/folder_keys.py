"""Keys of a web installation: files of the server's account, readable by nobody else."""

import base64
import os
import re
from pathlib import Path

_SAFE_NAME = re.compile(r"[^A-Za-z0-9._-]")


class FolderKeys:
    """A KeyVault in a folder, for the web version, whose code runs on the server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """The secret kept under the name; None where there is none that can be read."""
        try:
            return base64.b64decode(self._path(name).read_bytes(), validate=True)
        except (FileNotFoundError, ValueError):
            return None

    def put(self, name: str, value: bytes) -> None:
        """Keep the secret under the name, on disk before this returns."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path(name).with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(value))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(name))

    def _path(self, name: str) -> Path:
        return self._folder / f"{_SAFE_NAME.sub('_', name)}.key"
