"""Making a backup: copied, checked, and only then counted as one.

The database first, as it is at one moment; then every photo that it knows of, so that none of
them can be missing; then the keys. What arrives meanwhile is for the next backup.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.clock import format_instant
from domain.errors import BadInput, Conflict, Unavailable
from domain.trail.checkpoint import Checkpoint
from sync_server.backup.check import log_faults
from sync_server.backup.folder import BackupFolder
from sync_server.backup.manifest import (
    DUMP,
    EXPORT_KEY,
    LOG_KEY,
    PHOTO_LIST,
    SQLITE,
    BackupManifest,
)
from sync_server.backup.photo_pool import Copied, copy_photos, is_there, pieces, sha256_of
from sync_server.data import scan
from sync_server.data.copying import PostgresTools, copy_sqlite, opened_copy
from sync_server.data.engine import Transaction
from sync_server.data.log_tree import newest_head
from sync_server.data.migrations.format import revision_of
from sync_server.data.own.backed_up import set_backed_up_to
from sync_server.files.durable import make_folder, sync_folder, write_file
from sync_server.releases.app_releases import Release
from sync_server.server import Server
from sync_server.verification.verify import verify
from sync_server.verification.witness import Witness


@dataclass(frozen=True, slots=True)
class Source:
    """A server to be backed up, and where its keys are; ``data`` is its data folder."""

    server: Server
    data: Path
    log_key: Path
    export_key: Path
    tools: PostgresTools = field(default_factory=PostgresTools)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, what it says of itself, and how many photos were new."""

    folder: Path
    manifest: BackupManifest
    fresh_photos: int
    pruned: tuple[str, ...] = ()


Progress = Callable[[str], None]
"""Told what is being done; what it raises cuts the backup off."""


def _untold(_step: str) -> None:
    pass


def make_backup(
    source: Source,
    folder: Path,
    keep: int,
    *,
    is_full: bool = False,
    progress: Progress = _untold,
) -> Made:
    """Back the server up into the folder, which keeps the newest ``keep`` backups.

    What is wrong with the backup is in its manifest; then phones are told of nothing new, and
    no older backup is taken away. ``is_full`` verifies the copy entry by entry and photo by
    photo. BadInput for a folder that is no other place, Conflict while another one is made.
    """
    _check_elsewhere(source.data, folder)
    shelf = BackupFolder(folder)
    with shelf.held():
        unfinished = shelf.begin(source.server.clock())
        try:
            made = _Making(source, shelf, unfinished, is_full, progress).make()
        except (OSError, Unavailable):
            # A full disk is not left fuller; what else cuts it off is cleared up the next time.
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        final = shelf.finish(unfinished)
        if not made.manifest.is_complete:
            return Made(final, made.manifest, made.fresh_photos)
        reached = made.manifest.last_position
        made_at = made.manifest.made_at
        source.server.database.write(
            lambda transaction: set_backed_up_to(transaction, reached, made_at)
        )
        return Made(final, made.manifest, made.fresh_photos, tuple(shelf.prune(keep)))


@dataclass(frozen=True, slots=True)
class _Making:
    source: Source
    shelf: BackupFolder
    folder: Path
    is_full: bool
    progress: Progress

    def make(self) -> Made:
        """Copy and check everything, and write the manifest."""
        server = self.source.server
        made_at = format_instant(server.clock())
        checkpoint = server.log.state().checkpoint
        self.progress("拷贝数据库")
        with self._snapshot() as (transaction, database), scan.reading_anything(transaction):
            head = newest_head(transaction.ledger)
            if head is None:
                raise Conflict("还没有数据可备份。", code="no_data")
            copied = self._copy_files(transaction)
            app = self._copy_app()
            revision = revision_of(transaction.ledger) or ""
            self.progress("核对")
            faults = [*copied.faults, *log_faults(transaction, head, checkpoint)]
        faults += self._verified(database, checkpoint) if self.is_full else ()
        faults += self._dump_faults(database)
        manifest = BackupManifest(
            made_at=made_at,
            database=database,
            revision=revision,
            epoch=head.epoch,
            tree_size=head.size,
            root=head.frontier.root.hex(),
            photos=copied.photos,
            photo_bytes=copied.size_bytes,
            log_public_key=server.log_key.public_hex,
            export_public_key=server.export_key.public_hex,
            app=app,
            files={each.name: sha256_of(each) for each in sorted(self.folder.iterdir())},
            was_fully_verified=self.is_full and not faults,
            faults=tuple(faults),
        )
        manifest.write(self.folder)
        return Made(self.folder, manifest, copied.fresh)

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Transaction, str | None]]:
        """The database as it was copied, and the copy's file name; None without a copy."""
        database = self.source.server.database
        if database.is_sqlite:
            path = self.folder / SQLITE
            copy_sqlite(database, path)
            _make_durable(path)
            with opened_copy(path) as copy, copy.reading_ledger() as transaction:
                yield transaction, SQLITE
            return
        with database.reading_ledger() as transaction:
            tools = self.source.tools
            if tools.dump_program is not None:
                tools.dump(transaction.ledger, self.folder / DUMP)
                _make_durable(self.folder / DUMP)
            yield transaction, DUMP if tools.dump_program else None

    def _copy_files(self, transaction: Transaction) -> Copied:
        """The photos the copy knows of, the list of them, and the keys."""
        listed = [(str(r.sha256), int(r.size_bytes)) for r in scan.photo_files(transaction.ledger)]
        write_file(
            self.folder / PHOTO_LIST,
            (f"{sha256} {size_bytes}\n".encode() for sha256, size_bytes in listed),
        )
        keys = ((LOG_KEY, self.source.log_key), (EXPORT_KEY, self.source.export_key))
        for name, path in keys:
            write_file(self.folder / name, pieces(path))

        def told(photos: int) -> None:
            self.progress(f"拷贝照片，第 {photos + 1:,} 张，共 {len(listed):,} 张")

        return copy_photos(listed, self.source.server.photo_store.path, self.shelf, told)

    def _copy_app(self) -> Release | None:
        """The published app; its file is shared by all backups that have the same one."""
        releases = self.source.server.app_releases
        release = releases.newest()
        if release is None:
            return None
        _, path = releases.package(release.file)
        target = self.shelf.package(release.file)
        if not is_there(target, release.size_bytes) or sha256_of(target) != release.sha256:
            make_folder(self.shelf.folder, target.parent)
            write_file(target, pieces(path))
        return release

    def _verified(self, database: str | None, checkpoint: Checkpoint) -> list[str]:
        """What the whole verification finds; of PostgreSQL the one that runs is verified."""
        key = self.source.server.log_key.public_hex
        witness = Witness("log", (checkpoint,))
        if database == SQLITE:
            with opened_copy(self.folder / SQLITE) as copy:
                found = verify(copy, key, self.shelf.photo, [witness])
        else:
            found = verify(self.source.server.database, key, self._photo, [witness])
        return [each.sentence for each in found.faults]

    def _photo(self, sha256: str) -> Path:
        """Where the photo was copied to, or, if it came only now, where it is."""
        copied = self.shelf.photo(sha256)
        return copied if copied.exists() else self.source.server.photo_store.path(sha256)

    def _dump_faults(self, database: str | None) -> list[str]:
        if database != DUMP or self.source.tools.is_whole(self.folder / DUMP):
            return []
        return [f"{DUMP}：数据库的备份文件不完整"]


def photo_list(folder: Path) -> Iterator[tuple[str, int]]:
    """The photos of a backup: hash and size."""
    with (folder / PHOTO_LIST).open(encoding="ascii") as lines:
        for line in lines:
            sha256, _, size_bytes = line.partition(" ")
            yield sha256, int(size_bytes)


def _check_elsewhere(data: Path, folder: Path) -> None:
    """BadInput where a backup would lie in what it backs up, or the other way round."""
    one, other = data.resolve(), folder.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise BadInput(
            f"备份不能和数据文件夹 {data} 套在一起：坏了会一起坏。请换一个地方，最好是另一块盘。",
            code="same_place",
        )


def _make_durable(path: Path) -> None:
    """Sync a file that another program or library wrote, and its name."""
    with path.open("rb+") as file:
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
