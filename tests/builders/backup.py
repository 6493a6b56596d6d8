"""A server with something of everything in it, backed up and gone back to."""

from pathlib import Path
from typing import Any

from sqlalchemy import text

from sync_server.backup.creation import Made, Source, make_backup
from sync_server.backup.restoration import Restored, Target, find_backup, restore_backup
from sync_server.server import Server
from sync_server.verification.verify import Verification, verify
from tests.builders.office import Inspection, a_picture


def source_of(server: Server, data: Path, **more: Any) -> Source:
    """The server over its data folder."""
    return Source(server, data, data / "log.key", data / "export.key", **more)


def backed_up(server: Server, data: Path, keep: int = 14, *, is_full: bool = False) -> Made:
    """A backup beside the data folder."""
    return make_backup(source_of(server, data), data.parent / "backup", keep, is_full=is_full)


def restored(server: Server, folder: Path, data: Path, name: str | None = None) -> Restored:
    """The newest backup in the folder (or the one of this name), put into the data folder."""
    shelf, backup = find_backup(folder, name)
    return restore_backup(shelf, backup, Target(data, server.clock))


def a_visit_with_photos(
    inspection: Inspection, *texts: str, school: str = "school-1"
) -> list[bytes]:
    """A submitted visit that was brought, its photos too; their bytes."""
    pictures = [a_picture(text) for text in texts]
    inspection.open_visit(school)
    inspection.check_in()
    for number, picture in enumerate(pictures):
        inspection.take_photo(f"p{number}", picture)
    inspection.submit()
    inspection.push()
    for picture in pictures:
        inspection.send_photo(picture)
    return pictures


def verified(server: Server) -> Verification:
    """What the whole verification says."""
    return verify(server.database, server.log_key.public_hex, server.photo_store.path)


def rows_of(server: Server, table: str) -> list[tuple[Any, ...]]:
    """Every row of a table."""
    with server.database.reading() as transaction:
        found = transaction.ledger.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        return sorted(tuple(map(str, row)) for row in found)
