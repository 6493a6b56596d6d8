"""Going back to a backup: everything aside first, and into its place only when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import Clock
from domain.errors import BadInput, Conflict
from sync_server.backup.creation import photo_list
from sync_server.backup.folder import Backup, BackupFolder
from sync_server.backup.manifest import DUMP, LOG_KEY, SQLITE, BackupManifest
from sync_server.backup.photo_pool import pieces, sha256_of
from sync_server.data import scan
from sync_server.data.copying import PostgresTools, is_empty
from sync_server.data.engine import Database
from sync_server.data.migrations.format import check_revision
from sync_server.data.own.backed_up import forget_backed_up_to
from sync_server.data.own.verified import forget_verified
from sync_server.files.durable import make_folder, sync_folder, write_file
from sync_server.ledger.epoch import Gap, open_epoch
from sync_server.ledger.keys import load_log_key
from sync_server.projection.upgrade import upgrade
from sync_server.releases.app_releases import MANIFEST as APP_MANIFEST

_ASIDE = "restoring"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to restore to. ``database_url`` is None for SQLite in the data folder.

    ``is_restored`` says that somebody has put the database itself back already.
    """

    data: Path
    clock: Clock
    database_url: str | None = None
    is_restored: bool = False
    tools: PostgresTools = field(default_factory=PostgresTools)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was gone back to: how many photos are there, and which had arrived and are lost."""

    backup: Backup
    gap: Gap
    photos: int
    missing_photos: tuple[str, ...]


def find_backup(folder: Path, name: str | None = None) -> tuple[BackupFolder, Backup]:
    """The backup of this name, or the newest complete one. BadInput where there is none.

    Conflict where that one is of another format. ``folder`` may also be the backup's own.
    """
    if name is None and (folder / SQLITE).exists() | (folder / DUMP).exists():
        return BackupFolder(folder.parent), Backup(folder, BackupManifest.read(folder))
    shelf = BackupFolder(folder)
    for each in shelf.folders():
        found = _whole(each) if name in (None, each.name) else None
        if found and (name or found.manifest.is_complete):
            return shelf, found
    names = "、".join(each.folder.name for each in shelf.backups()) or "没有"
    text = f"{folder} 里没有{f'备份 {name}' if name else '完整的备份'}。现有：{names}。"
    raise BadInput(text, code="no_backup")


def _whole(folder: Path) -> Backup | None:
    """The backup in a folder; None where it is none."""
    try:
        return Backup(folder, BackupManifest.read(folder))
    except BadInput:
        return None


def restore_backup(shelf: BackupFolder, backup: Backup, target: Target) -> Restored:
    """Put the backup's server into the target, in a new epoch.

    Conflict where the target is not empty, BadInput for a file of the backup that is not as it
    was written, Unavailable for a database of another version: then nothing was changed.
    """
    check_revision(backup.manifest.revision)
    data = target.data
    _check_empty(data)
    aside = data / _ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    _copy_files(backup, aside)
    _copy_app(shelf, backup, aside)
    _copy_photos(shelf, backup, aside)
    restored = _restore_database(backup, target, aside)
    # The database last: without it the folder counts as empty.
    for piece in sorted(aside.iterdir(), key=lambda each: each.name == SQLITE):
        os.rename(piece, data / piece.name)
    aside.rmdir()
    sync_folder(data)
    return restored


def _check_empty(data: Path) -> None:
    there = [each.name for each in data.iterdir()] if data.is_dir() else []
    if [name for name in there if name != _ASIDE]:
        raise Conflict(
            f"文件夹 {data} 里已经有东西，没有恢复。请用 --data 给一个空的或还没有的文件夹。",
            code="not_empty",
        )


def _copy_files(backup: Backup, aside: Path) -> None:
    """The database and the keys, each checked against the manifest."""
    for name, sha256 in backup.manifest.files.items():
        source = backup.folder / name
        if not source.exists() or sha256_of(source) != sha256:
            raise BadInput(
                f"备份里的 {source} 不见了或被改动过，没有恢复。请用 --at 换一份备份。",
                code="backup_damaged",
            )
        if name in (SQLITE, *_keys(backup)):
            write_file(aside / name, pieces(source))


def _keys(backup: Backup) -> list[str]:
    return [name for name in backup.manifest.files if name.endswith(".key")]


def _copy_app(shelf: BackupFolder, backup: Backup, aside: Path) -> None:
    """The app that was published; without its file it has to be published again."""
    release = backup.manifest.app
    if release is None or not shelf.package(release.file).exists():
        return
    folder = aside / "app"
    folder.mkdir()
    write_file(folder / release.file, pieces(shelf.package(release.file)), 0o640)
    write_file(folder / APP_MANIFEST, [release.model_dump_json(indent=2).encode()], 0o640)


def _copy_photos(shelf: BackupFolder, backup: Backup, aside: Path) -> None:
    """All photos of the backup that are there as they were.

    What newer backups hold is put there too: a phone that freed one of these asks how much of
    it the server has, and then the server knows it again.
    """
    wanted = dict(photo_list(backup.folder))
    newer = [each for each in shelf.backups() if each.folder.name > backup.folder.name]
    others = {photo for each in newer for photo, _ in photo_list(each.folder)} - wanted.keys()
    (aside / "photos").mkdir()
    for sha256 in (*wanted, *others):
        source = shelf.photo(sha256)
        if source.exists() and sha256_of(source) == sha256:
            place = _photo(aside, sha256)
            make_folder(aside, place.parent)
            write_file(place, pieces(source), 0o640)


def _photo(aside: Path, sha256: str) -> Path:
    return aside / "photos" / sha256[:2] / sha256[2:4] / sha256


def _restore_database(backup: Backup, target: Target, aside: Path) -> Restored:
    """Open the database as it was, and begin the new epoch, which tells of lost photos.

    The backup that phones were told of may be the one on the disk that has just failed.
    """
    with _database(backup, target, aside) as database:
        upgrade(database)
        key = load_log_key(aside / LOG_KEY)
        database.write(forget_backed_up_to)
        database.write(forget_verified)
        with database.reading_ledger() as transaction:
            here = [str(row.sha256) for row in scan.photo_files(transaction.ledger)]
        lost = [sha256 for sha256 in here if not _photo(aside, sha256).exists()]
        gap = open_epoch(database, key, target.clock, backup.manifest.made_at, lost)
        return Restored(backup, gap, len(here) - len(lost), tuple(lost))


@contextmanager
def _database(backup: Backup, target: Target, aside: Path) -> Iterator[Database]:
    url = target.database_url or f"sqlite:///{aside / SQLITE}"
    if target.database_url is None and backup.manifest.database != SQLITE:
        raise BadInput(
            "这份备份是 PostgreSQL 的。请先设置 DUJI_DATABASE_URL，指向一个空的数据库。",
            code="needs_postgresql",
        )
    database = Database(url)
    try:
        if target.database_url is not None:
            _fill(database, backup, target)
        yield database
    finally:
        database.close()


def _fill(database: Database, backup: Backup, target: Target) -> None:
    """Put the dump into the empty PostgreSQL, or see that what is there goes on from it."""
    if target.is_restored:
        _check_goes_on(database, backup.manifest)
        return
    if not is_empty(database):
        raise Conflict(
            "数据库里已经有东西，没有恢复。请换一个空的数据库；"
            "如果您已经自己把数据库恢复好了，请加 --database-restored。",
            code="not_empty",
        )
    dump = backup.folder / DUMP
    if backup.manifest.database == SQLITE:
        raise BadInput(
            "这份备份不是 PostgreSQL 的。请去掉 DUJI_DATABASE_URL 再运行。", code="needs_sqlite"
        )
    if backup.manifest.database != DUMP or target.tools.restore_program is None:
        raise BadInput(
            "备份里没有数据库，或这台电脑上没有 pg_restore。"
            "请先自己恢复数据库，再加 --database-restored 运行一次。",
            code="no_dump",
        )
    target.tools.restore(dump, database.log.url)


def _check_goes_on(database: Database, manifest: BackupManifest) -> None:
    """Conflict unless the database holds the log as the backup has it, or more of it."""
    if not is_empty(database):
        with database.reading_ledger() as transaction:
            head = scan.tree_head(transaction.ledger, manifest.tree_size)
        if head is not None and head.root == manifest.root:
            return
    raise Conflict("数据库里的日志不是这份备份的日志，没有恢复。", code="other_log")
