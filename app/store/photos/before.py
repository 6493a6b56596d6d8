"""Which photos of earlier findings were fetched to compare with, and which may go again."""

import json
from collections.abc import Iterable

from sqlmodel import col, select

from app.store import settings
from app.store.database import Transaction
from app.store.tables import PhotoRow, SettingRow

NAME = "before_photos"


def fetched(transaction: Transaction, account: str) -> set[str]:
    """The SHA-256 of the photos fetched for the account and not dropped since."""
    kept = settings.get(transaction, settings.of_account(NAME, account))
    return set(json.loads(kept)) if kept else set()


def remember(transaction: Transaction, account: str, hashes: Iterable[str]) -> None:
    """Keep which photos were fetched for the account."""
    name = settings.of_account(NAME, account)
    settings.put(transaction, name, json.dumps(sorted(hashes)))


def needed_otherwise(transaction: Transaction, account: str, hashes: Iterable[str]) -> set[str]:
    """Those of the photos that were taken on this phone or that another account fetched too."""
    asked = set(hashes)
    own = select(PhotoRow.sha256).where(col(PhotoRow.sha256).in_(list(asked)))
    found = set(transaction.exec(own))
    mine = settings.of_account(NAME, account)
    lists = select(SettingRow).where(col(SettingRow.name).startswith(f"{NAME}:"))
    for row in transaction.exec(lists):
        if row.name != mine:
            found |= asked & set(json.loads(row.value))
    return found
