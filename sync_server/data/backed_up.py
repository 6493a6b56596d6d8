"""How far the newest backup reaches: phones may free photos of what it covers.

A position is covered when every entry up to it is in the backup, and of the photos that these
entries announced, every one that is here.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from sync_server.data.engine import Transaction
from sync_server.data.own_settings import drop_setting, keep_setting, setting
from sync_server.data.photo_files import announced_at

_NAME = "backed_up_to"


def backed_up_to(connection: Connection) -> int | None:
    """The last position the newest backup covers; None without a backup."""
    value = setting(connection, _NAME)
    return None if value is None else int(value)


def set_backed_up_to(transaction: Transaction, position: int) -> None:
    """The newest backup covers everything up to this position."""
    keep_setting(transaction.ledger, _NAME, str(position))


def lower_backed_up_to(transaction: Transaction, photos: Iterable[str]) -> None:
    """These photos are here, and not in the backup: it covers nothing that announced them."""
    reached = backed_up_to(transaction.ledger)
    if reached is None:
        return
    firsts = (announced_at(transaction.ledger, sha256) for sha256 in photos)
    lowest = min((first - 1 for first in firsts if first is not None), default=reached)
    if lowest < reached:
        set_backed_up_to(transaction, lowest)


def forget_backed_up_to(transaction: Transaction) -> None:
    """Nothing is known of a backup."""
    drop_setting(transaction.ledger, _NAME)
