"""How far the newest backup reaches: phones may free photos of what it covers.

A position is covered when every entry up to it is in the backup, and every photo that these
entries say has arrived.
"""

from sqlalchemy import Connection

from sync_server.data.engine import Transaction
from sync_server.data.own.settings import drop_setting, keep_setting, setting

_NAME = "backed_up_to"
_MADE_AT = "backed_up_at"


def backed_up_to(connection: Connection) -> int | None:
    """The last position the newest backup covers; None without a backup."""
    value = setting(connection, _NAME)
    return None if value is None else int(value)


def backed_up_at(connection: Connection) -> str | None:
    """When the newest backup was begun; None where nothing is known of one."""
    return setting(connection, _MADE_AT)


def set_backed_up_to(transaction: Transaction, position: int, made_at: str) -> None:
    """The newest backup, begun at this instant, covers everything up to this position."""
    keep_setting(transaction.ledger, _NAME, str(position))
    keep_setting(transaction.ledger, _MADE_AT, made_at)


def forget_backed_up_to(transaction: Transaction) -> None:
    """Nothing is known of a backup."""
    drop_setting(transaction.ledger, _NAME)
    drop_setting(transaction.ledger, _MADE_AT)
