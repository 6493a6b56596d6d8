"""An account's connection to its server while one run lasts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.device.device import Device
from app.store import chains
from app.store.chains import ServerTime
from app.store.store import Store
from app.store.tables import ChainRow
from app.sync.messages import CUT_OFF
from app.sync.meter import Meter, date_of
from app.sync.progress import Phase
from app.sync.transport import Answer, Request, Transport
from domain.clock import format_instant
from domain.errors import NotSignedIn, Unavailable
from domain.phone.data_use import PhotoPolicy, may_use_much_data

Report = Callable[[Phase, float | None], None]
"""Told how far a phase is, 0 to 1; None where unknown."""
# These may go a second time whole: a piece of a photo may not, see `app.sync.photos`.
REPEATABLE = frozenset({"GET", "HEAD", "POST"})
TRIES = 4


@dataclass(frozen=True)
class Link:
    """Who asks which server, and what a run needs beside it.

    ``agreed`` are the photos that somebody said may use mobile data.
    """

    store: Store
    device: Device
    transport: Transport
    chain: ChainRow
    report: Report
    policy: PhotoPolicy = PhotoPolicy.ALWAYS
    agreed: frozenset[str] = frozenset()
    meter: Meter = field(default_factory=Meter)

    @property
    def account(self) -> str:
        """Whose connection it is."""
        return self.chain.account

    def may_use_much_data(self, photo_id: str = "") -> bool:
        """Whether something large may be sent or fetched now, by the person's own choice."""
        kind, is_agreed = self.device.link_kind(), photo_id in self.agreed
        return may_use_much_data(self.policy, kind, is_agreed=is_agreed)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The server's answer; every failure raises in words.

        What breaks in the middle is asked again at once, where that does no harm.
        """
        if not self.chain.token:
            raise NotSignedIn("登录已失效，请重新登录一次。手机上的记录都在。")
        request = Request(method, path, self.chain.token, headers, body)
        answer = self._send(request, TRIES if method in REPEATABLE else 1)
        self.meter.received_bytes += len(answer.body)
        self.meter.dated(answer.headers.get("date"), self.device.clock.now())
        return answer

    def _send(self, request: Request, tries: int) -> Answer:
        for left in reversed(range(tries)):
            self.meter.sent_bytes += len(request.body or b"")
            try:
                return self.transport.send(self.chain.server_url, request)
            except Unavailable as error:
                if error.specific_code != CUT_OFF or not left:
                    raise
        raise AssertionError("a try either answers or raises")

    def now(self) -> str:
        """The phone's present as text."""
        return format_instant(self.device.clock.now())

    def server_time(self, answer: Answer) -> str:
        """When the server gave this answer; the phone's present where it does not say."""
        at = date_of(answer.headers.get("date"))
        # The header is cut to the second: never tell a time before the true one.
        return self.now() if at is None else format_instant(at + timedelta(seconds=1))

    def heard(self, server_at: str) -> ServerTime:
        """The server's time with the tick of this moment, at which its answer came."""
        self.meter.told(server_at, self.device.clock.now())
        return ServerTime(server_at, self.device.clock.tick(), self.now())

    def note_contact(self) -> None:
        """The server answered just now."""
        with self.store.database.write() as transaction:
            chains.note_contact(transaction, self.chain.chain, self.now())

    def note_trouble(self, trouble: str) -> None:
        """The chain cannot go on; the next sign-in begins another."""
        with self.store.database.write() as transaction:
            chains.note_trouble(transaction, self.chain.chain, trouble)
