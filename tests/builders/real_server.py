"""The real server on this machine's loopback, and a network that can be cut on purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.sync.messages import offline
from app.sync.transport import Answer, HttpTransport, Request
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, a_server, set_up_district
from tests.builders.running import running
from tests.builders.server import SetClock


@dataclass
class Running:
    """A server that listens: its services for the office's side, and its address."""

    server: Server
    url: str
    clock: SetClock


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[Running]:
    """The whole server with one district, listening until the block ends.

    A folder that has a district already is gone on with; on its old port phones find it again.
    """
    clock = SetClock(NOON)
    is_new = not (data / "duji.db").exists()
    server = a_server(data, clock)
    if is_new:
        set_up_district(server)
    with running(create_app(server, Settings(data=data)), port) as url:
        yield Running(server, url, clock)


@dataclass
class CutNetwork:
    """Real HTTP on which chosen exchanges are lost.

    ``lost`` are the numbers (from 0) of exchanges whose request never arrives, ``deaf`` of
    those whose answer is never heard.
    """

    lost: set[int] = field(default_factory=set)
    deaf: set[int] = field(default_factory=set)
    sent: list[Request] = field(default_factory=list)
    http: HttpTransport = field(default_factory=HttpTransport)

    def send(self, server_url: str, request: Request) -> Answer:
        """The answer, unless the network is cut just here."""
        number = len(self.sent)
        self.sent.append(request)
        if number in self.lost:
            raise offline()
        answer = self.http.send(server_url, request)
        if number in self.deaf:
            raise offline()
        return answer

    def bytes_sent(self, method: str, since: int = 0) -> int:
        """How many bytes went in bodies of this method since an exchange."""
        return sum(len(each.body or b"") for each in self.sent[since:] if each.method == method)

    def close(self) -> None:
        """Let go of the connections."""
        self.http.close()
