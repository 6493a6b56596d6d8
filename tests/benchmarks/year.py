"""What the phones of a large district write in a year, the same from one seed."""

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.queues import Queue
from random import Random
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.clock import format_instant
from domain.trail.delivery import Envelope, LastAnswer
from domain.trail.line import Tick
from tests.benchmarks.district import DISTRICT
from tests.benchmarks.varied import VariedVisits
from tests.benchmarks.visits import Phone

INSPECTORS, SCHOOLS, ZONES = 46, 300, 10
IN_OWN_ZONE = 0.9
A_COMMIT = 50
MANY, A_COMMIT_OF_MANY = 20_000, 250
BEGINS = datetime(2025, 6, 1, 0, 30, tzinfo=UTC)
DAYS = 365
WORKING_HOURS = 9
_AHEAD = 4


class Group(NamedTuple):
    """What comes in one commit: deliveries by the phone's number, the visits, and when it comes."""

    deliveries: Sequence[tuple[int, bytes]]
    visits: Sequence[str]
    at: datetime


def phones_of(seed: int) -> list[Phone]:
    """The district's phones before they have written anything."""
    rough = Random(seed)
    phones = []
    for number in range(INSPECTORS):
        key = Ed25519PrivateKey.from_private_bytes(rough.randbytes(32))
        chain = str(UUID(bytes=rough.randbytes(16), version=4))
        phones.append(Phone(f"inspector.{number}", DISTRICT, key, chain=chain))
    return phones


@dataclass
class PhonesYear:
    """The phones while their year goes by."""

    phones: Sequence[Phone]
    rough: Random
    at: datetime = BEGINS - timedelta(days=1)
    answers: dict[int, LastAnswer] = field(default_factory=dict)
    writer: VariedVisits = field(init=False)

    def __post_init__(self) -> None:
        self.writer = VariedVisits(self.rough)

    def groups(self, visits: int) -> Iterator[Group]:
        """The opened chains, then so many visits, some a commit."""
        at_once = A_COMMIT if visits < MANY else A_COMMIT_OF_MANY
        for phone in self.phones:
            phone.pen.at = self.at
            phone.open_chain()
        yield self._group([])
        minutes = min(60 * WORKING_HOURS, 60 * 20 * DAYS * at_once // visits)
        for made in range(0, visits, at_once):
            morning = max(BEGINS + timedelta(days=DAYS * made / visits), self.at)
            begins = [
                morning + timedelta(minutes=self.rough.randrange(minutes))
                for _ in range(min(at_once, visits - made))
            ]
            seen = [self._record(each) for each in begins]
            self.at = max(phone.pen.at for phone in self.phones) + timedelta(minutes=1)
            yield self._group(seen)

    def _record(self, begins: datetime) -> str:
        """Let somebody write a visit, when they are done with the one before."""
        number = self.rough.randrange(INSPECTORS)
        phone = self.phones[number]
        _wait_until(phone, max(begins, phone.pen.at))
        return self.writer.write(
            phone.pen, f"school-{self._school_for(number)}", f"t{begins.month}"
        )

    def _school_for(self, inspector: int) -> int:
        """A school, most often of the inspector's own zone."""
        school = self.rough.randrange(SCHOOLS)
        if self.rough.random() < IN_OWN_ZONE:
            school += inspector % ZONES - school % ZONES
        return school

    def _group(self, visits: Sequence[str]) -> Group:
        """What the phones have written since, each as one delivery."""
        return Group(list(self._deliveries()), visits, self.at)

    def _deliveries(self) -> Iterator[tuple[int, bytes]]:
        for number, phone in enumerate(self.phones):
            lines = phone.pen.lines
            if not lines:
                continue
            _wait_until(phone, self.at)
            tick = Tick(boot=phone.pen.boot, ms=phone.pen.ms)
            times = Envelope(tick=tick, last_answer=self.answers.get(number))
            yield number, phone.deliver(lines, times)
            self.answers[number] = LastAnswer(server_at=format_instant(self.at), ms=tick.ms)
            # The pen looks through all it has written, for which a whole year is too long.
            lines.clear()


def a_year(seed: int, visits: int) -> Iterator[Group]:
    """The phones' year of so many visits."""
    yield from PhonesYear(phones_of(seed), Random(seed)).groups(visits)


def a_year_beside(seed: int, visits: int) -> Iterator[Group]:
    """The same year, written in a process beside this one."""
    context = multiprocessing.get_context("spawn")
    ahead: Queue[Group | None] = context.Queue(_AHEAD)
    beside = context.Process(target=_write, args=(seed, visits, ahead), daemon=True)
    beside.start()
    while (group := ahead.get()) is not None:
        yield group
    beside.join()
    if beside.exitcode:
        raise RuntimeError(f"the writer of the year ended with {beside.exitcode}")


def _write(seed: int, visits: int, ahead: "Queue[Group | None]") -> None:
    """Put the groups of a year into a queue, and None at its end."""
    try:
        for group in a_year(seed, visits):
            ahead.put(group)
    finally:
        ahead.put(None)


def _wait_until(phone: Phone, at: datetime) -> None:
    """Let time pass for a phone, on its clock and on its ticks alike."""
    phone.pen.ms += int((at - phone.pen.at).total_seconds() * 1000)
    phone.pen.at = at
