"""Where what a trail file holds goes: into the ledger and the photos, or only as if."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from domain.errors import BadInput
from domain.trail.delivery import Delivery
from domain.wire.messages import RefusedLine
from sync_server.data import ledger
from sync_server.data.engine import Database, Transaction
from sync_server.data.held import Held, held, place_of
from sync_server.data.log_tree import newest_head
from sync_server.ledger.acceptance import Carrier, Push, Reception
from sync_server.ledger.committer import Committer
from sync_server.photos.photos import Beginning, Photos
from sync_server.projection.chain_book import SERVER_ACCOUNT, ChainBook
from sync_server.server import Server
from sync_server.trail_import.report import PhotoFate


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a delivery's lines, by id; and those that were refused."""

    new: frozenset[str]
    known: frozenset[str]
    refused: tuple[RefusedLine, ...]


class Intake(Protocol):
    """Takes deliveries and photos of one file, in their order."""

    def deliver(self, delivery: Delivery) -> Taken:
        """Take the lines that can be taken."""
        ...

    def photo(self, beginning: Beginning, pieces: Iterable[bytes]) -> PhotoFate:
        """Take a photo that is announced, not here yet, and not too long: `NEW` or `WRONG`."""
        ...


def server_as_carrier(database: Database) -> Carrier:
    """The server itself: no device brought what the office imports from a file."""
    with database.reading() as transaction:
        return Carrier(ledger.first_chain(transaction.ledger) or "", SERVER_ACCOUNT)


@dataclass(frozen=True, slots=True)
class RealIntake:
    """Through the committer and into the folder of photos; durable when it answers."""

    database: Database
    committer: Committer
    photos: Photos
    carrier: Carrier

    @classmethod
    def of(cls, server: Server) -> "RealIntake":
        """Into this server."""
        carrier = server_as_carrier(server.database)
        return cls(server.database, server.committer, server.photos, carrier)

    def deliver(self, delivery: Delivery) -> Taken:
        """Bring the lines to the ledger."""
        ids = [line.id for line in delivery.lines]
        with self.database.reading() as transaction:
            places = map(place_of, delivery.lines)
            known = frozenset(held(transaction.ledger, places))
        answer = self.committer.push(delivery, self.carrier)
        there = frozenset(answer.leaves(ids))
        return Taken(there - known, known, answer.refused)

    def photo(self, beginning: Beginning, pieces: Iterable[bytes]) -> PhotoFate:
        """Put the photo among the others."""
        try:
            self.photos.bring(beginning, pieces).result()
        except BadInput as error:
            if error.specific_code != "photo_hash_wrong":
                raise
            return PhotoFate.WRONG
        return PhotoFate.NEW


class Rehearsal:
    """What the real one would answer, judged by one snapshot; nothing is written."""

    def __init__(self, transaction: Transaction, server: Server) -> None:
        head = newest_head(transaction.ledger)
        size = head.size if head else 0
        self._reception = Reception(transaction, size, server.clock(), ChainBook(transaction))
        self._carrier = server_as_carrier(server.database)
        self._seen: dict[str, Held] = {}

    def deliver(self, delivery: Delivery) -> Taken:
        """Judge the lines behind the log and what this file brought so far."""
        push, reception = Push.of(delivery, self._carrier), self._reception
        reception.load([push])
        reception.held |= self._seen
        known = frozenset(line.id for line in delivery.lines if line.id in reception.held)
        refused = reception.take(push)
        for taken in reception.pending.values():
            header = taken.line.header
            seen = Held(taken.line.id, header.chain, header.seq, taken.earliest)
            self._seen[taken.line.id] = seen
        new = frozenset(reception.pending)
        reception.pending.clear()
        reception.heads.clear()
        return Taken(new, known, tuple(refused))

    def photo(self, beginning: Beginning, pieces: Iterable[bytes]) -> PhotoFate:
        """Look at the photo's bytes."""
        digest = hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
        is_right = digest.hexdigest() == beginning.state.sha256
        return PhotoFate.NEW if is_right else PhotoFate.WRONG
