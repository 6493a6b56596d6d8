"""How units come in at their door: links, accounts, and the browsers that have come in."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from sync_server.data.tables import DoorAccountRow, DoorLinkRow, DoorSessionRow
from sync_server.data.upsert import table_named

LINK = table_named("door_link")
ACCOUNT = table_named("door_account")
SESSION = table_named("door_session")


@dataclass(frozen=True, slots=True)
class Entered:
    """For which unit of which district a browser has come in."""

    district: str
    school_id: str


def keep_link(connection: Connection, row: DoorLinkRow) -> None:
    """Keep a new link."""
    connection.execute(insert(LINK).values(**row.model_dump()))


def links_of(connection: Connection, district: str, school_id: str) -> list[DoorLinkRow]:
    """The unit's links, those that are over too, the newest first."""
    mine = and_(LINK.c.district == district, LINK.c.school_id == school_id)
    found = connection.execute(select(LINK).where(mine).order_by(LINK.c.link.desc()))
    return [DoorLinkRow(**row._mapping) for row in found]


def link_with(connection: Connection, secret_hash: str, today: str) -> DoorLinkRow | None:
    """The link of this secret; None where none is good today."""
    query = select(LINK).where(
        LINK.c.secret_hash == secret_hash, LINK.c.revoked_at.is_(None), LINK.c.until_on >= today
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else DoorLinkRow(**row._mapping)


def revoke_link(connection: Connection, link: str, at: str) -> None:
    """Let the link open nothing any more, and whoever came in by it be out."""
    still = and_(LINK.c.link == link, LINK.c.revoked_at.is_(None))
    connection.execute(update(LINK).where(still).values(revoked_at=at))
    connection.execute(delete(SESSION).where(SESSION.c.link == link))


def account_called(connection: Connection, account: str) -> DoorAccountRow | None:
    """The account of this name."""
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.account == account)).one_or_none()
    return None if row is None else DoorAccountRow(**row._mapping)


def account_of(connection: Connection, district: str, school_id: str) -> DoorAccountRow | None:
    """The unit's account, a closed one too."""
    mine = and_(ACCOUNT.c.district == district, ACCOUNT.c.school_id == school_id)
    row = connection.execute(select(ACCOUNT).where(mine)).one_or_none()
    return None if row is None else DoorAccountRow(**row._mapping)


def keep_account(connection: Connection, row: DoorAccountRow) -> None:
    """Keep the unit's account as it now stands; whoever came in by it is out."""
    connection.execute(delete(ACCOUNT).where(ACCOUNT.c.account == row.account))
    connection.execute(insert(ACCOUNT).values(**row.model_dump()))
    by_account = and_(
        SESSION.c.district == row.district,
        SESSION.c.school_id == row.school_id,
        SESSION.c.link.is_(None),
    )
    connection.execute(delete(SESSION).where(by_account))


def keep_session(connection: Connection, row: DoorSessionRow, now: str) -> None:
    """Keep that a browser has come in, and forget those whose time is over."""
    connection.execute(delete(SESSION).where(SESSION.c.expires_at <= now))
    connection.execute(insert(SESSION).values(**row.model_dump()))


def entered(connection: Connection, secret_hash: str, now: str, today: str) -> Entered | None:
    """Who has come in with this secret; None where it is over, or the link it came by."""
    is_good = and_(LINK.c.revoked_at.is_(None), LINK.c.until_on >= today)
    query = (
        select(SESSION.c.district, SESSION.c.school_id)
        .join(LINK, LINK.c.link == SESSION.c.link, isouter=True)
        .where(SESSION.c.secret_hash == secret_hash, SESSION.c.expires_at > now)
        .where(or_(SESSION.c.link.is_(None), is_good))
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Entered(row.district, row.school_id)


def drop_session(connection: Connection, secret_hash: str) -> None:
    """Let the browser be out."""
    connection.execute(delete(SESSION).where(SESSION.c.secret_hash == secret_hash))
