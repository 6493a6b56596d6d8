"""What the phone keeps: one SQLite database and a folder of photos per installation."""

from app.store.database import Database, Transaction

__all__ = ["Database", "Transaction"]
