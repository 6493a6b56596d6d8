"""A private piece that was emptied: all proofs hold as before, and nothing brings it back."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from domain.kinds.piece import TextPrivate
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line
from domain.trail.merkle import leaf_hash, verify_inclusion
from domain.wire.messages import PushAnswer
from sync_server.data import projection
from sync_server.data.engine import Database
from sync_server.data.ledger import between, empty_private
from sync_server.ledger.log import Log
from sync_server.projection.batch import follow_batch
from sync_server.projection.rebuild import rebuild
from sync_server.projection.shadow import Shadow
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import verify
from tests.builders.logged import logged, logged_since
from tests.builders.receipts import standing
from tests.builders.sample_ledger import NOTE, record_visit
from tests.builders.server import Ledger, Phone, version_of

MANY = 1_000


@dataclass
class Erased:
    """A visit of which the note's text was emptied, and what its phone was answered."""

    visit: str
    note: Line
    answer: PushAnswer

    def is_gone(self, ledger: Ledger) -> bool:
        """Whether the text is nowhere in the log."""
        return logged(ledger.database, self.note.id).line.private_bytes is None


def erase(ledger: Ledger, entry: str) -> None:
    """Empty its private piece."""
    with ledger.database.reading_ledger() as transaction:
        held = between(transaction.ledger, 0, MANY)
    (position,) = (each.position for each in held if each.line.id == entry)
    ledger.database.write(lambda transaction: empty_private(transaction, position))


def pushed(ledger: Ledger, phone: Phone) -> tuple[str, Line]:
    """A visit that was brought and that the tables do not have yet, and its note."""
    visit = record_visit(phone, "school-1")
    (note,) = (each for each in phone.pen.lines if each.header.kind == VisitNoted.kind)
    phone.push(ledger.committer)
    return visit, note


@pytest.fixture
def erased(ledger: Ledger, phone: Phone) -> Erased:
    """Emptied once the tables had it."""
    visit, note = pushed(ledger, phone)
    answer = phone.push(ledger.committer)
    follow_batch(ledger.database)
    erase(ledger, note.id)
    return Erased(visit, note, answer)


def faults(ledger: Ledger) -> list[tuple[FaultKind, str]]:
    """What is wrong, and in which table."""
    found = verify(ledger.database, ledger.key.public_hex, Path)
    return [(each.kind, each.table) for each in found.faults]


def told(ledger: Ledger, visit: str) -> str:
    """The visit as the tables have it, without making them follow."""
    with ledger.database.looking_up() as connection:
        return projection.folded_visit(connection, visit) or ""


def test_the_same_lines_again_get_the_first_receipts_and_bring_nothing_back(
    ledger: Ledger, phone: Phone, erased: Erased
) -> None:
    before = logged_since(ledger.database)
    again = phone.push(ledger.committer)
    assert (again.receipts, again.refused) == (erased.answer.receipts, ())
    assert len(standing(again, phone.pen.lines)) == len(phone.pen.lines)
    assert logged_since(ledger.database) == before
    assert erased.is_gone(ledger)


def test_its_entry_is_proved_to_be_in_the_log_as_before(
    ledger: Ledger, phone: Phone, erased: Erased
) -> None:
    log = Log(ledger.database, ledger.key)
    point = log.state().checkpoint
    for leaf in standing(erased.answer, phone.pen.lines):
        proof = log.inclusion(leaf.position, point.tree_size)
        hashes = [bytes.fromhex(each) for each in proof.hashes]
        hashed, root = leaf_hash(leaf.leaf_bytes()), bytes.fromhex(point.root)
        assert verify_inclusion(hashed, leaf.position, point.tree_size, hashes, root)


def test_what_goes_on_from_it_is_taken_and_followed(
    ledger: Ledger, phone: Phone, erased: Erased
) -> None:
    sent = len(phone.pen.lines)
    body = VisitNoted(section=NoteSection.HIGHLIGHT)
    phone.pen.write(VisitAmended(), subject=erased.visit)
    phone.pen.write(body, TextPrivate(text="操场整洁"), subject=erased.visit)
    assert phone.push(ledger.committer, phone.pen.lines[sent:]).refused == ()
    assert version_of(ledger.database, erased.visit)
    assert erased.is_gone(ledger)
    assert faults(ledger)[0] == (FaultKind.PRIVATE_GONE, "run")
    assert "操场整洁" in told(ledger, erased.visit)


def test_tables_that_follow_later_never_had_it_and_are_what_a_rebuild_makes(
    ledger: Ledger, phone: Phone
) -> None:
    visit, note = pushed(ledger, phone)
    erase(ledger, note.id)
    follow_batch(ledger.database)
    assert NOTE not in told(ledger, visit) != ""
    assert faults(ledger) == [(FaultKind.PRIVATE_GONE, "run")]
    assert rebuild(ledger.database) == {}


def test_tables_that_had_it_lose_it_by_a_rebuild(ledger: Ledger, erased: Erased) -> None:
    assert NOTE in told(ledger, erased.visit)
    changed = rebuild(ledger.database)
    assert changed["visit"] == 1
    assert NOTE not in told(ledger, erased.visit) != ""
    assert faults(ledger) == [(FaultKind.PRIVATE_GONE, "run")]
    assert rebuild(ledger.database) == {}


def test_one_that_goes_while_a_rebuild_reads_the_log_is_gone_after_the_next(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, note = pushed(ledger, phone)
    follow_batch(ledger.database)
    approach = Shadow.approach

    def while_it_is_made(shadow: Shadow, database: Database) -> None:
        approach(shadow, database)
        erase(ledger, note.id)

    with monkeypatch.context() as patched:
        patched.setattr(Shadow, "approach", while_it_is_made)
        assert rebuild(ledger.database) == {}
    assert rebuild(ledger.database)["visit"] == 1
    assert NOTE not in told(ledger, visit) != ""
    assert faults(ledger) == [(FaultKind.PRIVATE_GONE, "run")]
