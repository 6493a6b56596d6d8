"""What waits for its account a while: an uploaded file, a sheet of codes, what came of one."""

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
        HELD_FILE.c.sort == bindparam("of_sort"),
        HELD_FILE.c.expires_at > bindparam("now"),
        HELD_FILE.c.report.is_(None),
    )
    .order_by(HELD_FILE.c.expires_at.desc())
)


def keep_file(connection: Connection, row: HeldFileRow, now: str) -> None:
    """Hold it in place of what its account has waiting of this sort; let go of what is over."""
    is_same = (HELD_FILE.c.account == row.account, HELD_FILE.c.sort == row.sort)
    waiting = and_(*is_same, HELD_FILE.c.report.is_(None))
    connection.execute(delete(HELD_FILE).where(or_(waiting, HELD_FILE.c.expires_at <= now)))
    connection.execute(insert(HELD_FILE).values(**row.model_dump()))


def held_file(connection: Connection, file: str, account: str, now: str) -> HeldFileRow | None:
    """The account's own file of this name; None where it has none, or it is over."""
    asked = {"of_file": file, "of_account": account, "now": now}
    found = connection.execute(_FOUND, asked).one_or_none()
    return None if found is None else HeldFileRow(**found._mapping)


def waiting_file(connection: Connection, account: str, sort: str, now: str) -> str | None:
    """The name of what the account has waiting of this sort."""
    asked = {"of_account": account, "of_sort": sort, "now": now}
    found: str | None = connection.execute(_WAITING, asked).scalars().first()
    return found


def keep_report(connection: Connection, file: str, report: str) -> None:
    """Hold what came of the file, in place of its content."""
    own = HELD_FILE.c.file == file
    connection.execute(update(HELD_FILE).where(own).values(content=b"", report=report))
