"""A damaged database is put aside, and what can be read of it begins a fresh one.

Nothing of the old files is changed. The fresh one is made whole before it takes the old one's
place, in steps that go on after a kill at any of them.
"""

import logging
from pathlib import Path

from pydantic import TypeAdapter

from app.store import settings
from app.store.database import Database, Transaction, damage_mark
from app.store.failures import DAMAGED_CODE, FULL_CODE, no_room_to_rescue, translated_files
from app.store.photos.files import PhotoFiles, fsync_folder
from app.store.rescue.kept import put_all
from app.store.rescue.pages import Pages
from app.store.rescue.rows import TABLES, recognised
from domain.errors import DujiError
from domain.ids import uuid7
from domain.phone.rescue import Rescued

logger = logging.getLogger("duji.store")

ASIDE = "damaged"
REPORT = "rescued"
_REPORT = TypeAdapter(Rescued)


def opened(path: Path, files: PhotoFiles) -> Database:
    """The installation's database; a damaged one is rescued first.

    Unavailable in words where there is no room for that: then nothing was changed.
    """
    _finish(path)
    if not damage_mark(path).exists() and not _is_gone(path, files):
        try:
            return Database(path)
        except DujiError as error:
            if error.specific_code != DAMAGED_CODE:
                raise
    logger.warning("the database is damaged; what can be read of it begins a fresh one")
    try:
        with translated_files():
            _make_fresh(path, files)
            _finish(path)
    except DujiError as error:
        if error.specific_code != FULL_CODE:
            raise
        size = path.stat().st_size if path.exists() else 0
        raise no_room_to_rescue(size) from error
    return Database(path)


def report(transaction: Transaction) -> Rescued | None:
    """What was rescued and what not; None when nothing had to be, or it was read already."""
    kept = settings.get(transaction, REPORT)
    return _REPORT.validate_json(kept) if kept else None


def put_report(transaction: Transaction, rescued: Rescued) -> None:
    """Keep what there is to say until it was read."""
    settings.put(transaction, REPORT, _REPORT.dump_json(rescued).decode())


def drop_report(transaction: Transaction) -> None:
    """It was read."""
    settings.drop(transaction, REPORT)


def _is_gone(path: Path, files: PhotoFiles) -> bool:
    """Whether the photos of an installation are there and its database is not."""
    log = path.with_name(f"{path.name}-wal")
    sizes = [each.stat().st_size for each in (path, log) if each.is_file()]
    return not sum(sizes) and files.sizes()[0] > 0


def _make_fresh(path: Path, files: PhotoFiles) -> None:
    """Write the fresh database beside the damaged one, whole or not at all."""
    unfinished, whole = _unfinished(path), _whole(path)
    _remove(unfinished)
    try:
        fresh = Database(unfinished)
        try:
            with fresh.write() as transaction:
                columns = {name: _columns(transaction, name) for name in _names()}
                found = recognised(Pages(path).records(), columns)
                put_report(transaction, put_all(transaction, found, files))
            fresh.move_all()
        finally:
            fresh.close()
    except DujiError:
        _remove(unfinished)
        raise
    unfinished.replace(whole)
    fsync_folder(path.parent)


def _finish(path: Path) -> None:
    """Let a fresh database that is whole take the damaged one's place."""
    whole = _whole(path)
    if not whole.exists():
        return
    aside = path.parent / ASIDE
    aside.mkdir(exist_ok=True)
    stamp = uuid7()
    # The log first: it would be taken for the fresh database's own.
    for part in ("-wal", "-shm", ""):
        old = path.with_name(f"{path.name}{part}")
        if old.exists():
            old.replace(aside / f"{stamp}-{old.name}")
    fsync_folder(path.parent)
    whole.replace(path)
    damage_mark(path).unlink(missing_ok=True)
    fsync_folder(path.parent)


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.unfinished")


def _whole(path: Path) -> Path:
    return path.with_name(f"{path.name}.rescued")


def _remove(path: Path) -> None:
    for part in ("", "-wal", "-shm"):
        path.with_name(f"{path.name}{part}").unlink(missing_ok=True)


def _names() -> list[str]:
    return ["line", *(str(table.__tablename__) for table in TABLES)]


def _columns(transaction: Transaction, table: str) -> tuple[str, ...]:
    """The names of a table's columns in the order in which a row has them."""
    found = transaction.connection().exec_driver_sql(f"PRAGMA table_info({table})")
    return tuple(row[1] for row in found)
