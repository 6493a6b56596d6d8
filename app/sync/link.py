"""An account's connection to its server while one run lasts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.device.device import Device
from app.store import chains
from app.store.chains import Heard
from app.store.store import Store
from app.store.tables import ChainRow
from app.sync.progress import Phase
from app.sync.transport import Answer, Request, Transport
from domain.clock import format_instant
from domain.errors import NotSignedIn

Report = Callable[[Phase, float | None], None]
"""Told how far a phase is, 0 to 1; None where unknown."""


@dataclass(frozen=True)
class Link:
    """Who asks which server, and what a run needs beside it."""

    store: Store
    device: Device
    transport: Transport
    chain: ChainRow
    report: Report

    @property
    def account(self) -> str:
        """Whose connection it is."""
        return self.chain.account

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The server's answer; every failure raises in words."""
        if not self.chain.token:
            raise NotSignedIn("登录已失效，请重新登录一次。手机上的记录都在。")
        request = Request(method, path, self.chain.token, headers, body)
        return self.transport.send(self.chain.server_url, request)

    def now(self) -> str:
        """The phone's present as text."""
        return format_instant(self.device.clock.now())

    def heard(self, server_at: str) -> Heard:
        """The server's time with the tick of this moment, at which its answer came."""
        return Heard(server_at, self.device.clock.tick(), self.now())

    def note_contact(self) -> None:
        """The server answered just now."""
        with self.store.database.write() as transaction:
            chains.note_contact(transaction, self.chain.chain, self.now())

    def note_trouble(self, trouble: str) -> None:
        """The chain cannot go on; the next sign-in begins another."""
        with self.store.database.write() as transaction:
            chains.note_trouble(transaction, self.chain.chain, trouble)
