"""What groups' robots need to speak, sealed, and the messages they have to send or have sent."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from sync_server.data.tables import RobotMessageRow
from sync_server.data.upsert import table_named

SECRET, MESSAGE = table_named("robot_secret"), table_named("robot_message")
WAITING = "waiting"
Key = tuple[str, str]
"""A message of a district by its sort and what it is about."""

_SEALED = select(SECRET.c.sealed).where(SECRET.c.held == bindparam("of_held"))


def keep_secret(connection: Connection, held: str, district: str, sealed: bytes) -> None:
    """Keep what nobody has kept under this name before."""
    connection.execute(insert(SECRET).values(held=held, district=district, sealed=sealed))


def secret(connection: Connection, held: str) -> bytes | None:
    """What is kept sealed under this name; None where nothing is."""
    found: bytes | None = connection.execute(_SEALED, {"of_held": held}).scalar_one_or_none()
    return found


def drop_secrets(connection: Connection, district: str, but: str) -> None:
    """Let go of what the district's robot had before this one."""
    others = (SECRET.c.district == district, SECRET.c.held != but)
    connection.execute(delete(SECRET).where(*others))


def outcomes(connection: Connection, district: str, sorts: Sequence[str]) -> dict[Key, str]:
    """What became of each of the district's messages of these sorts."""
    query = select(MESSAGE.c.sort, MESSAGE.c.about, MESSAGE.c.outcome)
    rows = connection.execute(
        query.where(MESSAGE.c.district == district, MESSAGE.c.sort.in_(sorts))
    )
    return {(row.sort, row.about): row.outcome for row in rows}


def add_messages(connection: Connection, district: str, keys: Sequence[Key], now: str) -> None:
    """Let these wait to be sent from now on; one that is known already stays as it is."""
    known = outcomes(connection, district, [sort for sort, _ in keys])
    rows = [
        RobotMessageRow(
            district=district,
            sort=sort,
            about=about,
            outcome=WAITING,
            made_at=now,
            tries=0,
            next_at=now,
            said="",
        )
        for sort, about in dict.fromkeys(keys)
        if (sort, about) not in known
    ]
    if rows:
        connection.execute(insert(MESSAGE), [row.model_dump() for row in rows])


def is_due(connection: Connection, district: str, sorts: Sequence[str], now: str) -> bool:
    """Whether any of the district's messages of these sorts is to be tried by now."""
    due = select(func.count()).select_from(MESSAGE).where(*_due(district, sorts, now))
    return bool(connection.execute(due).scalar_one())


def claim(connection: Connection, row: RobotMessageRow, now: str, until: str) -> None:
    """Take a message to try it now: until ``until`` nobody else does.

    Whoever stops before then leaves it to the next.
    """
    values = {"next_at": until, "tried_at": now, "tries": row.tries + 1}
    connection.execute(update(MESSAGE).where(*_own(row)).values(**values))


def due(
    connection: Connection, district: str, sorts: Sequence[str], now: str, most: int
) -> list[RobotMessageRow]:
    """At most so many of those that are to be tried by now, the oldest first."""
    query = select(MESSAGE).where(*_due(district, sorts, now))
    query = query.order_by(MESSAGE.c.made_at, MESSAGE.c.about).limit(max(0, most))
    return [RobotMessageRow(**row._mapping) for row in connection.execute(query)]


def tried_since(connection: Connection, district: str, since: str) -> int:
    """How many messages of the district were tried after then."""
    tried = (MESSAGE.c.district == district, MESSAGE.c.tried_at > since)
    query = select(func.count()).select_from(MESSAGE).where(*tried)
    return int(connection.execute(query).scalar_one())


def settle(connection: Connection, row: RobotMessageRow) -> None:
    """Keep what became of a message, and when it is tried again where it waits."""
    names = ("outcome", "next_at", "ended_at", "said")
    values = {name: getattr(row, name) for name in names}
    connection.execute(update(MESSAGE).where(*_own(row)).values(**values))


def newest(connection: Connection, district: str, limit: int) -> list[RobotMessageRow]:
    """The district's newest messages."""
    query = select(MESSAGE).where(MESSAGE.c.district == district)
    query = query.order_by(MESSAGE.c.made_at.desc(), MESSAGE.c.sort, MESSAGE.c.about).limit(limit)
    return [RobotMessageRow(**row._mapping) for row in connection.execute(query)]


def _due(district: str, sorts: Sequence[str], now: str) -> tuple[ColumnElement[bool], ...]:
    waiting = (MESSAGE.c.district == district, MESSAGE.c.outcome == WAITING)
    return (*waiting, MESSAGE.c.sort.in_(sorts), MESSAGE.c.next_at <= now)


def _own(row: RobotMessageRow) -> tuple[ColumnElement[bool], ...]:
    return (
        MESSAGE.c.district == row.district,
        MESSAGE.c.sort == row.sort,
        MESSAGE.c.about == row.about,
    )
