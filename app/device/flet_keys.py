"""Private keys in the phone's secure storage; services ask for them from worker threads."""

import asyncio
import base64

from flet_secure_storage import SecureStorage

WAIT_S = 20.0
PREFIX = "duji."


class SecureKeys:
    """A KeyVault on the phone's keychain. Never call it from the event loop: it would wait for
    itself."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._storage = SecureStorage()

    def get(self, name: str) -> bytes | None:
        """The bytes kept under the name; None where there are none, or something else is kept."""
        asked = self._storage.get(PREFIX + name)
        text = asyncio.run_coroutine_threadsafe(asked, self._loop).result(WAIT_S)
        if text is None:
            return None
        try:
            return base64.b64decode(text, validate=True)
        except (TypeError, ValueError):
            return None

    def put(self, name: str, secret: bytes) -> None:
        """Keep the bytes under the name."""
        text = base64.b64encode(secret).decode("ascii")
        asked = self._storage.set(PREFIX + name, text)
        asyncio.run_coroutine_threadsafe(asked, self._loop).result(WAIT_S)
