"""Small facts of this installation, and of one account on it, by name."""

from sqlmodel import col, delete, func, select

from app.store.database import Transaction
from app.store.tables import SettingRow


def of_account(name: str, account: str) -> str:
    """The name under which one account's own fact is kept."""
    return f"{name}:{account}"


def get(transaction: Transaction, name: str) -> str | None:
    """The value kept under the name; None where there is none."""
    row = transaction.get(SettingRow, name)
    return row.value if row else None


def put(transaction: Transaction, name: str, value: str) -> None:
    """Keep the value under the name."""
    transaction.merge(SettingRow(name=name, value=value))


def drop(transaction: Transaction, name: str) -> None:
    """Keep nothing under the name any more."""
    transaction.exec(delete(SettingRow).where(col(SettingRow.name) == name))


def count(transaction: Transaction) -> int:
    """How many facts are kept."""
    return transaction.exec(select(func.count()).select_from(SettingRow)).one()
