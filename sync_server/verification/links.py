"""Checking how entries hang in their chains, and what acceptance marked."""

from collections.abc import Iterator
from typing import Any

from domain import kinds
from domain.kinds.piece import Body
from domain.trail.line import Header, Line
from domain.visit.assessment import Mark
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.projection.chain_book import ChainBook, Link
from sync_server.verification.fault import Fault, FaultKind

# What acceptance saw of a delivery's own ticks; the log does not hold these.
_OF_ARRIVAL = (Mark.CLOCK_CONTRADICTION.value,)
CHAIN_KINDS = ("chain.opened", "chain.enrolled", "chain.revoked")


def withheld_pieces(row: Any) -> tuple[str, ...]:
    """The pieces of the entry that are not here, where its marks say that some never came.

    The mark is not in the signed leaf: this is the server's word, and nobody else's.
    """
    if Mark.WITHHELD.value not in str(row.marks).split(","):
        return ()
    return tuple(piece for piece in ("body", "private") if getattr(row, piece) is None)


class Links:
    """The chains as the log makes them, entry by entry, beside what the rows say.

    ``made`` has empty projected tables: nothing is believed of those in place.
    """

    def __init__(self, transaction: Transaction, made: Transaction) -> None:
        self._transaction = transaction
        self._book = ChainBook(made)

    def knows(self, chain: str) -> bool:
        """Whether the chain is enrolled so far."""
        return self._book.get(chain) is not None

    def public_key(self, chain: str) -> str | None:
        """The key the chain was enrolled with; None when it was not."""
        found = self._book.get(chain)
        return found.public_key if found else None

    def faults(self, row: Any, header: Header) -> Iterator[Fault]:
        """What is wrong with this entry's place in its chain; the next call goes on from it."""
        key = str(row.position)
        body = self._body(row, header)
        chain = self._book.get(header.chain)
        if chain is None and row.position != 0:
            yield Fault(FaultKind.CHAIN_UNKNOWN, "entry", key, "chain", header.chain)
            return
        if chain is not None and not self._follows(header, (chain.tip_seq, chain.tip_id)):
            yield Fault(FaultKind.LINK_BROKEN, "entry", key, "prev")
        link = Link(
            row.position,
            header.chain,
            header.seq,
            str(row.id),
            header.prev,
            str(row.accepted_at),
            str(row.earliest),
        )
        came_bare = {Mark.WITHHELD} if withheld_pieces(row) else set()
        marks = ",".join(sorted(self._book.take(link, body) | came_bare))
        stored = (each for each in str(row.marks).split(",") if each not in _OF_ARRIVAL)
        if ",".join(stored) != marks:
            yield Fault(FaultKind.MARKS_WRONG, "entry", key, "marks", marks or "应无标记")

    def _follows(self, header: Header, tip: tuple[int, str | None]) -> bool:
        seq, tip_id = tip
        if header.prev == tip_id:
            return header.seq == seq + 1
        if header.prev is None:
            return header.seq == 1
        before = scan.place_of(self._transaction.ledger, header.prev)
        return before is not None and before.chain == header.chain and header.seq == before.seq + 1

    @staticmethod
    def _body(row: Any, header: Header) -> Body | None:
        if header.kind not in CHAIN_KINDS:
            return None
        line = Line(str(row.id), header, row.header, bytes(row.body or b""), None)
        return kinds.read(line).body
