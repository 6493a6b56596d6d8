"""Holding an uploaded file for its account until what it would do has been looked at."""

from datetime import datetime, timedelta

from domain.clock import format_instant
from domain.ids import uuid7
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows
from sync_server.data.tables import HeldFileRow

LASTS = timedelta(hours=2)


def hold(
    database: Database, now: datetime, whose: tuple[str, str], sort: str, named: tuple[str, bytes]
) -> str:
    """Hold a file, by title and content, for an account of a district; what it is called then.

    It takes the place of what the account has waiting of this sort, and nobody else can name it.
    """
    account, district = whose
    title, content = named
    row = HeldFileRow(
        file=uuid7(),
        account=account,
        district=district,
        sort=sort,
        title=title,
        content=content,
        report=None,
        expires_at=format_instant(now + LASTS),
    )
    file = row.file
    database.write(lambda found: rows.keep_file(found.ledger, row, format_instant(now)))
    return file
