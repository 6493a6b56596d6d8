"""When somebody last let ``duji verify`` go over everything, and whether all was well."""

from typing import NamedTuple

from sqlalchemy import Connection

from sync_server.data.engine import Transaction
from sync_server.data.own.settings import drop_setting, keep_setting, setting

_AT, _ENTRIES, _FAULTS = "verified_at", "verified_entries", "verified_faults"


class Verified(NamedTuple):
    """One verification: when it was, over how many entries, and how many faults it found."""

    at: str
    entries: int
    faults: int


def last_verified(connection: Connection) -> Verified | None:
    """The newest one; None where nothing is known of one."""
    at = setting(connection, _AT)
    if at is None:
        return None
    entries, faults = setting(connection, _ENTRIES), setting(connection, _FAULTS)
    return Verified(at, int(entries or 0), int(faults or 0))


def set_verified(transaction: Transaction, verified: Verified) -> None:
    """This verification is the newest one."""
    for name, value in zip((_AT, _ENTRIES, _FAULTS), verified, strict=True):
        keep_setting(transaction.ledger, name, str(value))


def forget_verified(transaction: Transaction) -> None:
    """Nothing is known of a verification: the log is another one since."""
    for name in (_AT, _ENTRIES, _FAULTS):
        drop_setting(transaction.ledger, name)
