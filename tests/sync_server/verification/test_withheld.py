"""A piece that its sender withheld is no fault of the server; one that was emptied here is."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line, parse_line, sha256_hex
from sync_server.projection.rebuild import rebuild
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import NO_WITNESS, WITHHELD, Verification, verify
from tests.builders.server import Ledger, Phone
from tests.builders.tampering import mark, rewrite

Emptying = tuple[Callable[[Line], Line], FaultKind, str]
"""How a piece is emptied, and what is found then, in which column."""

EMPTIED: dict[str, Emptying] = {
    "body": (lambda line: replace(line, body_bytes=None), FaultKind.BYTES_CHANGED, "lines"),
    "private": (lambda line: replace(line, private_bytes=None), FaultKind.PRIVATE_GONE, "private"),
}


def verified(ledger: Ledger) -> Verification:
    return verify(ledger.database, ledger.key.public_hex, Path)


def noted(phone: Phone, *left_out: str) -> Line:
    """The phone's next line, a note in a new visit, that comes without these of its pieces."""
    visit = phone.pen.open_visit()
    line = phone.pen.write(VisitNoted(section=NoteSection.RECORD), TextPrivate(text="好"), visit)
    header, body, private = line.raw.split(b"\t")
    kept = {"body": body, "private": private, **dict.fromkeys(left_out, b"")}
    bare = parse_line(b"\t".join((header, kept["body"], kept["private"])))
    phone.pen.lines[-1] = bare
    phone.pen.head = replace(phone.pen.head, id=bare.id)
    return bare


@pytest.mark.parametrize("left_out", [("body",), ("private",), ("body", "private")], ids=str)
def test_what_its_sender_withheld_is_counted_and_no_fault(
    ledger: Ledger, phone: Phone, left_out: tuple[str, ...]
):
    noted(phone)
    noted(phone, *left_out)
    assert phone.push(ledger.committer).refused == ()
    found = verified(ledger)
    assert (found.faults, found.withheld) == ((), len(left_out))
    assert WITHHELD.format(len(left_out)) in found.lacks
    assert rebuild(ledger.database) == {}


def test_where_nothing_was_withheld_nothing_is_said_of_it(ledger: Ledger, phone: Phone):
    noted(phone)
    phone.push(ledger.committer)
    found = verified(ledger)
    assert (found.withheld, found.lacks) == (0, (NO_WITNESS,))


@pytest.mark.parametrize("piece", sorted(EMPTIED))
def test_a_piece_emptied_without_the_mark_is_a_fault_beside_what_was_withheld(
    ledger: Ledger, phone: Phone, piece: str
):
    whole = noted(phone)
    noted(phone, "private")
    phone.push(ledger.committer)
    emptied, kind, column = EMPTIED[piece]
    rewrite(ledger, whole, emptied)
    found = verified(ledger)
    assert [(each.kind, each.column) for each in found.faults] == [(kind, column)]
    assert found.withheld == 1


def test_a_mark_that_was_taken_off_is_a_fault(ledger: Ledger, phone: Phone):
    bare = noted(phone, "private")
    phone.push(ledger.committer)
    mark(ledger, bare, "")
    found = verified(ledger)
    # Without its mark it would also have been one run with the line before it.
    kinds = [each.kind for each in found.faults]
    assert kinds == [FaultKind.RUN_CUT_WRONG, FaultKind.PRIVATE_GONE]
    assert found.withheld == 0


def test_a_body_that_was_never_written_is_withheld_too_and_its_mark_is_missed(
    ledger: Ledger, phone: Phone
):
    line = noted(phone)
    header = json.loads(line.header_bytes) | {"body": sha256_hex(b"")}
    bare = parse_line(b"\t".join((json.dumps(header).encode(), b"", line.private_bytes or b"")))
    phone.pen.lines[-1] = bare
    phone.push(ledger.committer)
    assert (verified(ledger).faults, verified(ledger).withheld) == ((), 1)
    mark(ledger, bare, "")
    kinds = [each.kind for each in verified(ledger).faults]
    assert kinds == [FaultKind.RUN_CUT_WRONG, FaultKind.BYTES_CHANGED]


def test_a_mark_on_an_entry_that_is_whole_is_a_fault(ledger: Ledger, phone: Phone):
    whole = noted(phone)
    phone.push(ledger.committer)
    mark(ledger, whole, "withheld")
    found = verified(ledger)
    assert [each.kind for each in found.faults] == [FaultKind.MARKS_WRONG]


def test_a_piece_that_is_there_is_held_to_its_hash_whatever_the_mark(ledger: Ledger, phone: Phone):
    bare = noted(phone, "private")
    phone.push(ledger.committer)
    rewrite(ledger, bare, lambda line: replace(line, body_bytes=b"{}"))
    found = verified(ledger)
    assert [(each.kind, each.column) for each in found.faults] == [
        (FaultKind.BYTES_CHANGED, "lines")
    ]
