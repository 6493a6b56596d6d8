"""Holding something for an account until it has been looked at: an uploaded file, a sheet."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.clock import format_instant
from domain.ids import uuid7
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows
from sync_server.data.tables import HeldFileRow

LASTS = timedelta(hours=2)


class ToHold(NamedTuple):
    """Something of a sort, and how long it waits."""

    sort: str
    title: str
    content: bytes
    lasts: timedelta = LASTS


def hold(database: Database, now: datetime, whose: tuple[str, str], what: ToHold) -> str:
    """Hold it for an account of a district; what it is called then.

    It takes the place of what the account has waiting of this sort, and nobody else can name it.
    """
    account, district = whose
    row = HeldFileRow(
        file=uuid7(),
        account=account,
        district=district,
        sort=what.sort,
        title=what.title,
        content=what.content,
        report=None,
        expires_at=format_instant(now + what.lasts),
    )
    file = row.file
    database.write(lambda found: rows.keep_file(found.ledger, row, format_instant(now)))
    return file
