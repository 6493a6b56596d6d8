"""Checking the signatures by which chains vouched for their entries."""

import re
from collections.abc import Container, Iterator
from itertools import islice
from typing import Any

from domain.trail.chain import head_message
from sync_server.data import scan
from sync_server.data.engine import Transaction
from sync_server.data.held import Place
from sync_server.ledger.keys import is_signed
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.links import Links

_AT_ONCE = 1_000


def head_faults(transaction: Transaction, links: Links) -> Iterator[Fault]:
    """Every kept signature that does not hold, and every chain end that has none.

    A signature covers all entries before it by their ``prev`` links, so the ends are enough.
    """
    connection = transaction.ledger
    rows = scan.head_signatures(connection)
    while some := list(islice(rows, _AT_ONCE)):
        held = scan.held_places(connection, {place for row in some if (place := _place(row))})
        for row in some:
            yield from _faults(transaction, links, row, held)
    firsts = {entry: first for ends in links.tips.values() for entry, first in ends.items()}
    unsigned = firsts.keys() - scan.signed(connection, firsts)
    for entry in sorted(unsigned, key=firsts.__getitem__):
        yield Fault(FaultKind.HEAD_SIGNATURE_GONE, "run", str(firsts[entry]), "ids")


def _faults(
    transaction: Transaction, links: Links, row: Any, held: Container[Place]
) -> Iterator[Fault]:
    """What is wrong with one signature."""
    place = _place(row)
    if place is not None and place in held:
        if not _is_signed(links, row, row.chain, row.seq):
            yield _fault(row, "signature")
        return
    found = scan.indexed_place(transaction.ledger, str(row.id))
    if found is None:
        yield _fault(row, "id")
        return
    # Where it is good as it stands, what is damaged is the run: the index has the entry.
    if place is not None and _is_signed(links, row, row.chain, row.seq):
        return
    if found.chain is None:
        yield _fault(row, "signature")
        return
    for column in ("chain", "seq"):
        if getattr(row, column) != getattr(found, column):
            yield _fault(row, column)
    if not _is_signed(links, row, found.chain, found.seq):
        yield _fault(row, "signature")


def _is_signed(links: Links, row: Any, chain: str, seq: int) -> bool:
    """Whether the chain's key has signed the row's entry as this one of it."""
    key = links.public_key(chain)
    message = head_message(chain, seq, str(row.id))
    return key is not None and is_signed(key, message, str(row.signature))


def _place(row: Any) -> Place | None:
    """Where the entry should be; None where the row does not name any."""
    is_one = re.fullmatch("[0-9a-f]{64}", str(row.id)) and isinstance(row.seq, int)
    return (str(row.chain), row.seq, str(row.id)) if is_one else None


def _fault(row: Any, column: str) -> Fault:
    return Fault(FaultKind.HEAD_SIGNATURE_WRONG, "head_signature", str(row.id), column)
