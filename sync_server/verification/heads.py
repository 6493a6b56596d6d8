"""Checking the signatures by which chains vouched for their entries."""

from collections.abc import Iterator

from domain.trail.chain import head_message
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.ledger.keys import is_signed
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links


def head_faults(transaction: Transaction, links: Links) -> Iterator[Fault]:
    """Every kept signature that does not hold, and every chain end that has none.

    A signature covers all entries before it by their ``prev`` links, so the ends are enough.
    """
    connection = transaction.ledger
    for row in scan.head_signatures(connection):
        place = scan.place_of(connection, str(row.id))
        if place is None:
            yield _fault(row, "id")
            continue
        for column in ("chain", "seq"):
            if getattr(row, column) != getattr(place, column):
                yield _fault(row, column)
        message = head_message(place.chain, place.seq, str(row.id))
        key = links.public_key(place.chain)
        if key is None or not is_signed(key, message, str(row.signature)):
            yield _fault(row, "signature")
    for row in scan.unsigned_tips(connection):
        yield Fault(FaultKind.HEAD_SIGNATURE_GONE, "entry", str(row.position), "id")


def _fault(row: object, column: str) -> Fault:
    key = str(getattr(row, "id", ""))
    return Fault(FaultKind.HEAD_SIGNATURE_WRONG, "head_signature", key, column)
