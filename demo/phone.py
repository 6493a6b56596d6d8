"""A phone of the demo: it writes its chain line by line and delivers it, as a real one does."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from demo.region import DISTRICT, Inspector
from domain.clock import format_instant
from domain.ids import uuid7
from domain.kinds.chain import ChainOpened
from domain.kinds.piece import Body, Private
from domain.trail.chain import ChainHead, Moment, Subject, head_message, next_line
from domain.trail.delivery import (
    MAX_LINES,
    Delivery,
    Envelope,
    LastAnswer,
    SignedHead,
    read_delivery,
    write_delivery,
)
from domain.trail.line import Line, Tick
from domain.wire.messages import PushAnswer

_TZ_MINUTES = 480
_SALT_BYTES, _SALTS_AT_ONCE = 16, 512


@dataclass
class Salts:
    """Fresh random salts, drawn from the system many at a time: a year needs fifty thousand."""

    drawn: list[str] = field(default_factory=list)

    def next(self) -> str:
        """The next salt."""
        if not self.drawn:
            text = secrets.token_hex(_SALT_BYTES * _SALTS_AT_ONCE)
            size = _SALT_BYTES * 2
            self.drawn = [text[at : at + size] for at in range(0, len(text), size)]
        return self.drawn.pop()


@dataclass
class DemoPhone:
    """One inspector's phone: its key, its chain's head, and what it has not delivered yet.

    Time is told to it. ``skew`` is by how much its clock is off; its ticks run true.
    """

    owner: Inspector
    booted_at: datetime
    chain: str = field(default_factory=uuid7)
    installation: str = field(default_factory=uuid7)
    boot: str = field(default_factory=uuid7)
    district: str = DISTRICT
    skew: timedelta = timedelta(0)
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    waiting: list[Line] = field(default_factory=list)
    head: ChainHead = field(init=False)
    last_answer: LastAnswer | None = None
    _salts: Salts = field(default_factory=Salts)

    def __post_init__(self) -> None:
        self.head = ChainHead(self.chain)

    @property
    def public_hex(self) -> str:
        """The chain's public key."""
        return self.key.public_key().public_bytes_raw().hex()

    def open_chain(self, now: datetime) -> None:
        """Write the chain's first entry."""
        opened = ChainOpened(
            account=self.owner.account,
            district=self.district,
            installation=self.installation,
            public_key=self.public_hex,
        )
        self.write(opened, None, Subject(), now)

    def write(self, body: Body, private: Private | None, subject: Subject, now: datetime) -> Line:
        """The next entry of the chain, written at a true instant and waiting to be delivered."""
        moment = Moment(format_instant(now + self.skew), _TZ_MINUTES, self.tick(now))
        salts = (self._salts.next(), self._salts.next())
        line = next_line(self.head, subject, moment, (body, private), salts)
        self.head = self.head.after(line)
        self.waiting.append(line)
        return line

    def restart(self, now: datetime) -> None:
        """Start anew: ticks begin again, and the last answer's tick means nothing any more."""
        self.boot, self.booted_at, self.last_answer = uuid7(), now, None

    def tick(self, now: datetime) -> Tick:
        """Milliseconds since the phone started."""
        return Tick(boot=self.boot, ms=int((now - self.booted_at).total_seconds() * 1000))

    def deliveries(self, now: datetime) -> list[Delivery]:
        """All that waits, in deliveries as the server reads them off the wire."""
        parts = [
            self.waiting[first : first + MAX_LINES]
            for first in range(0, len(self.waiting), MAX_LINES)
        ]
        return [read_delivery(self._bytes(part, now)) for part in parts]

    def answered(self, delivery: Delivery, answer: PushAnswer, now: datetime) -> None:
        """What has a receipt waits no more; the answer's time bounds later entries."""
        safe = answer.leaves([line.id for line in delivery.lines])
        self.waiting = [line for line in self.waiting if line.id not in safe]
        self.last_answer = LastAnswer(server_at=answer.server_at, ms=self.tick(now).ms)

    def _bytes(self, lines: Sequence[Line], now: datetime) -> bytes:
        last = lines[-1]
        message = head_message(self.chain, last.header.seq, last.id)
        signed = SignedHead(
            chain=self.chain,
            seq=last.header.seq,
            id=last.id,
            signature=self.key.sign(message).hex(),
        )
        envelope = Envelope(tick=self.tick(now), last_answer=self.last_answer, heads=(signed,))
        return write_delivery(envelope, (line.raw for line in lines))
