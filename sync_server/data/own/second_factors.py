"""The second factors of accounts, sealed, and which of their codes were used."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from sync_server.data.upsert import table_named

FACTOR = table_named("second_factor")
_FOUND = select(FACTOR).where(FACTOR.c.account == bindparam("of_account"))


@dataclass(frozen=True, slots=True)
class Factor:
    """An account's second factor; it is asked for once it has been confirmed.

    ``last_step`` is that of the newest code that was used, ``recovery`` the hashes of the codes
    that work once without a phone, a line each.
    """

    account: str
    sealed: bytes
    confirmed_at: str | None = None
    last_step: int | None = None
    recovery: str = ""


def factor(connection: Connection, account: str) -> Factor | None:
    """The account's, confirmed or not."""
    found = connection.execute(_FOUND, {"of_account": account}).one_or_none()
    return None if found is None else Factor(**found._mapping)


def keep_factor(connection: Connection, kept: Factor) -> None:
    """Keep it in place of the one before."""
    drop_factor(connection, kept.account)
    values = {name: getattr(kept, name) for name in Factor.__slots__}
    connection.execute(insert(FACTOR).values(**values))


def drop_factor(connection: Connection, account: str) -> bool:
    """Ask for none any more; whether there was one."""
    return connection.execute(delete(FACTOR).where(FACTOR.c.account == account)).rowcount == 1


def use_step(connection: Connection, account: str, step: int) -> bool:
    """Use up the codes up to this step; False where this one was used already."""
    is_later = or_(FACTOR.c.last_step.is_(None), FACTOR.c.last_step < step)
    statement = update(FACTOR).where(FACTOR.c.account == account, is_later)
    return connection.execute(statement.values(last_step=step)).rowcount == 1


def use_recovery(connection: Connection, account: str, held: str, left: str) -> bool:
    """Go on with the recovery codes that are left; False where another sign-in was faster."""
    statement = update(FACTOR).where(FACTOR.c.account == account, FACTOR.c.recovery == held)
    return connection.execute(statement.values(recovery=left)).rowcount == 1


def accounts_with_factor(connection: Connection) -> set[str]:
    """The accounts that are asked for a second factor."""
    query = select(FACTOR.c.account).where(FACTOR.c.confirmed_at.is_not(None))
    return set(connection.execute(query).scalars())
