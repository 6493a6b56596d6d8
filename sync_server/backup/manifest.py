"""What one backup says of itself, in the file that is written last."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.clock import Instant
from domain.errors import BadInput
from domain.kinds.chain import PublicKeyHex
from domain.trail.line import Sha256Hex
from sync_server.files.durable import write_file
from sync_server.releases.app_releases import Release

MANIFEST = "manifest.json"
SQLITE, DUMP = "duji.db", "database.dump"
LOG_KEY, EXPORT_KEY, PHOTO_LIST = "log.key", "export.key", "photos.txt"


class BackupManifest(BaseModel):
    """When the backup was made and what it holds; ``faults`` is what was wrong with it.

    ``tree_size`` entries of ``epoch``, with this ``root``. ``files`` are the SHA-256 of the
    files beside the manifest. Without a database (None) only photos and keys are in it.
    """

    model_config = ConfigDict(frozen=True)

    v: Literal[1] = 1
    made_at: Instant
    database: Literal["duji.db", "database.dump"] | None
    epoch: str
    tree_size: int = Field(ge=1)
    root: Sha256Hex
    photos: int
    photo_bytes: int
    log_public_key: PublicKeyHex
    export_public_key: PublicKeyHex
    app: Release | None = None
    files: dict[str, Sha256Hex]
    was_fully_verified: bool = False
    faults: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether a server can be restored from it, and nothing was wrong with it."""
        return self.database is not None and not self.faults

    @property
    def last_position(self) -> int:
        """The position of the last entry in it."""
        return self.tree_size - 1

    def write(self, folder: Path) -> None:
        """Put it into the backup's folder."""
        text = self.model_dump_json(indent=2) + "\n"
        write_file(folder / MANIFEST, [text.encode()])

    @classmethod
    def read(cls, folder: Path) -> "BackupManifest":
        """The manifest of a backup. BadInput where the folder holds none."""
        try:
            return cls.model_validate_json((folder / MANIFEST).read_text("utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError) as error:
            raise BadInput(f"{folder} 不是一份完整的备份。", code="no_backup") from error
