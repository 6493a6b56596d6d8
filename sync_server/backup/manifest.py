"""What one backup says of itself, in the file that is written last."""

from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.clock import Instant
from domain.errors import BadInput, Conflict
from domain.kinds.chain import PublicKeyHex
from domain.trail.line import Sha256Hex
from sync_server.files.durable import write_file
from sync_server.releases.app_releases import Release

MANIFEST = "manifest.json"
BACKUP_FORMAT: Final = 2
SQLITE, DUMP = "duji.db", "database.dump"
LOG_KEY, EXPORT_KEY, PHOTO_LIST = "log.key", "export.key", "photos.txt"


class BackupManifest(BaseModel):
    """When the backup was made and what it holds; ``faults`` is what was wrong with it.

    ``tree_size`` entries of ``epoch``, with this ``root``. ``files`` are the SHA-256 of the
    files beside the manifest. Without a database (None) only photos and keys are in it.
    ``revision`` is the one the database is at.
    """

    model_config = ConfigDict(frozen=True)

    format: Literal[2] = BACKUP_FORMAT
    made_at: Instant
    database: Literal["duji.db", "database.dump"] | None
    revision: str
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
        """The manifest of a backup. BadInput where the folder holds none.

        Conflict where it was made in another format.
        """
        try:
            text = (folder / MANIFEST).read_text("utf-8")
            _check_format(folder, _Format.model_validate_json(text).format)
            return cls.model_validate_json(text)
        except (OSError, ValidationError, UnicodeDecodeError) as error:
            raise BadInput(f"{folder} 不是一份完整的备份。", code="no_backup") from error


class _Format(BaseModel):
    """Only the number; the backups of before had none."""

    format: int = 1


def _check_format(folder: Path, number: int) -> None:
    if number < BACKUP_FORMAT:
        raise Conflict(
            f"备份 {folder} 是正式启用以前的试用版做的，这一版读不了，什么也没有动。",
            code="older_backup",
        )
    if number > BACKUP_FORMAT:
        raise Conflict(
            f"备份 {folder} 是更新版本的督迹做的，这一版读不了，什么也没有动。"
            "请先升级服务器上的督迹。",
            code="newer_backup",
        )
