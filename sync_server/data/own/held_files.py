"""Files that somebody uploaded and has not confirmed yet, or what came of them."""

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from sync_server.data.tables import HeldFileRow
from sync_server.data.upsert import table_named

HELD_FILE = table_named("held_file")
_OWN = (HELD_FILE.c.file == bindparam("of_file"), HELD_FILE.c.account == bindparam("of_account"))
_FOUND = select(HELD_FILE).where(*_OWN, HELD_FILE.c.expires_at > bindparam("now"))
_WAITING = (
    select(HELD_FILE.c.file)
    .where(
        HELD_FILE.c.account == bindparam("of_account"),
        HELD_FILE.c.expires_at > bindparam("now"),
        HELD_FILE.c.report.is_(None),
    )
    .order_by(HELD_FILE.c.expires_at.desc())
)


def keep_file(connection: Connection, row: HeldFileRow, now: str) -> None:
    """Hold the file in place of the one its account has waiting; what is over is let go of."""
    waiting = and_(HELD_FILE.c.account == row.account, HELD_FILE.c.report.is_(None))
    connection.execute(delete(HELD_FILE).where(or_(waiting, HELD_FILE.c.expires_at <= now)))
    connection.execute(insert(HELD_FILE).values(**row.model_dump()))


def held_file(connection: Connection, file: str, account: str, now: str) -> HeldFileRow | None:
    """The account's own file of this name; None where it has none, or it is over."""
    asked = {"of_file": file, "of_account": account, "now": now}
    found = connection.execute(_FOUND, asked).one_or_none()
    return None if found is None else HeldFileRow(**found._mapping)


def waiting_file(connection: Connection, account: str, now: str) -> str | None:
    """The name of the file that the account has not confirmed yet."""
    asked = {"of_account": account, "now": now}
    found: str | None = connection.execute(_WAITING, asked).scalars().first()
    return found


def keep_report(connection: Connection, file: str, report: str) -> None:
    """Hold what came of the file, in place of its content."""
    own = HELD_FILE.c.file == file
    connection.execute(update(HELD_FILE).where(own).values(content=b"", report=report))
