"""Testing a backup: that what was written is still there, and a server could go on from it.

Nothing of the backup is changed: its database is opened as a copy. The result is kept beside it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.clock import Clock, Instant, format_instant
from sync_server.backup.creation import Progress, photo_list
from sync_server.backup.folder import Backup, BackupFolder
from sync_server.backup.manifest import SQLITE, BackupManifest
from sync_server.backup.photo_pool import pieces, sha256_of
from sync_server.data.copying import PostgresTools, opened_copy
from sync_server.data.log_tree import newest_head
from sync_server.files.durable import write_file
from sync_server.verification.verify import verify

RESULT = "tested.json"
_ASIDE = "unfinished-test"
MOST_FAULTS = 200


class BackupTest(BaseModel):
    """When a backup was tested and what was wrong with it.

    Without ``is_opened`` its database was only compared byte by byte: it is another program's.
    """

    model_config = ConfigDict(frozen=True)

    tested_at: Instant
    photos: int
    is_opened: bool
    faults: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults

    @classmethod
    def of(cls, backup: Backup) -> "BackupTest | None":
        """The last test of the backup; None where there was none, or it cannot be read."""
        try:
            return cls.model_validate_json((backup.folder / RESULT).read_text("utf-8"))
        except (OSError, ValidationError, UnicodeDecodeError):
            return None


def check_backup(
    shelf: BackupFolder, backup: Backup, clock: Clock, progress: Progress = lambda _: None
) -> BackupTest:
    """Test the backup, and keep what came of it.

    Conflict while another backup is made there, OSError where the copy finds no room.
    """
    with shelf.held():
        progress("核对文件")
        faults = list(_changed_files(backup))
        is_opened = backup.manifest.database == SQLITE and not faults
        progress("核对照片")
        if is_opened:
            with _copied(shelf, backup) as database:
                faults += _opened_faults(database, shelf, backup.manifest)
        else:
            faults += _lost_photos(shelf, backup)
            faults += _dump_faults(backup)
        result = BackupTest(
            tested_at=format_instant(clock()),
            photos=backup.manifest.photos,
            is_opened=is_opened,
            faults=tuple(faults[:MOST_FAULTS]),
        )
        text = result.model_dump_json(indent=2) + "\n"
        write_file(backup.folder / RESULT, [text.encode()])
    return result


def _changed_files(backup: Backup) -> Iterator[str]:
    for name, sha256 in backup.manifest.files.items():
        path = backup.folder / name
        if not path.is_file():
            yield f"{name}：文件不见了"
        elif sha256_of(path) != sha256:
            yield f"{name}：文件被改动过或已损坏"
    if backup.manifest.database is None:
        yield "备份里没有数据库"
    yield from backup.manifest.faults


@contextmanager
def _copied(shelf: BackupFolder, backup: Backup) -> Iterator[Path]:
    """A copy of the database, until the block ends."""
    folder = shelf.folder / _ASIDE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        write_file(folder / SQLITE, pieces(backup.folder / SQLITE))
        yield folder / SQLITE
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _opened_faults(path: Path, shelf: BackupFolder, manifest: BackupManifest) -> list[str]:
    """What the whole verification of the copied database and its photos finds."""
    with opened_copy(path) as copy:
        with copy.reading_ledger() as transaction:
            head = newest_head(transaction.ledger)
        stood = (manifest.epoch, manifest.tree_size, manifest.root)
        if head is None or (head.epoch, head.size, head.frontier.root.hex()) != stood:
            return ["数据库里的日志不是备份时的那一版"]
        found = verify(copy, manifest.log_public_key, shelf.photo)
    return [each.sentence for each in found.faults]


def _lost_photos(shelf: BackupFolder, backup: Backup) -> Iterator[str]:
    try:
        listed = list(photo_list(backup.folder))
    except (OSError, ValueError):
        yield "照片的清单读不出来"
        return
    for sha256, _ in listed:
        path = shelf.photo(sha256)
        if not path.is_file() or sha256_of(path) != sha256:
            yield f"照片 {sha256[:12]}…：文件不见了或已损坏"


def _dump_faults(backup: Backup) -> list[str]:
    name = backup.manifest.database
    path = backup.folder / (name or "")
    if name in (None, SQLITE) or not path.is_file() or PostgresTools().is_whole(path):
        return []
    return [f"{name}：数据库的备份文件不完整"]
