"""Small choices of one account on this phone: how large it reads, whether it is guided."""

from app.store import settings
from app.store.store import Store


class Preferences:
    """Choices by name; nothing of it is an entry, and losing it costs a tap. All calls block."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account

    def get(self, name: str) -> str:
        """The choice; empty before one was made."""
        with self._store.database.read() as transaction:
            return settings.get(transaction, settings.of_account(name, self._account)) or ""

    def put(self, name: str, value: str) -> None:
        """Keep the choice."""
        with self._store.database.write() as transaction:
            settings.put(transaction, settings.of_account(name, self._account), value)
