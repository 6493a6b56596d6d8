"""A log that goes on from an older copy of itself: in a new epoch, and what witnesses say then."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from domain.clock import format_instant
from domain.kinds.register.zone import ZoneSet
from domain.kinds.server import ServerRestored
from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.receipt import Receipt
from sync_server.data.engine import Transaction
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.commit import Commit
from sync_server.ledger.epoch import Gap, open_epoch
from sync_server.ledger.keys import LogKey
from sync_server.ledger.log import Log
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import Verification, verify
from sync_server.verification.witness import read_witness
from tests.builders.sample_ledger import record_visit
from tests.builders.server import DISTRICT, Ledger, Phone, a_ledger, set_up_district, sqlite_url

BACKED_UP_AT = "2026-05-13T20:00:00.000Z"


@dataclass
class Twice:
    """A log that went on (``lost``), and its older copy that went on otherwise (``now``)."""

    lost: Ledger
    now: Ledger
    gap: Gap
    phone: Phone
    folder: Path

    def witnessed(self, *given: Receipt | Checkpoint) -> Verification:
        """The verification of the present log against these testimonies."""
        path = self.folder / "witness.json"
        told = [
            each.write() if isinstance(each, Checkpoint) else each.model_dump() for each in given
        ]
        path.write_text(json.dumps(told), "utf-8")
        key = self.now.key.public_hex
        return verify(self.now.database, key, Path, [read_witness(path)])


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[Twice]:
    key, phone = LogKey.generate(), Phone()
    for name in ("lost", "now"):
        (tmp_path / name).mkdir()
    with a_ledger(sqlite_url(tmp_path / "lost"), key) as ledger:
        set_up_district(ledger.committer)
        record_visit(phone.enrol(ledger.committer), "school-1")
        phone.push(ledger.committer)
    shutil.copy(tmp_path / "lost" / "duji.db", tmp_path / "now" / "duji.db")
    with a_ledger(sqlite_url(tmp_path / "lost"), key) as lost:
        record_visit(phone, "school-1")
        phone.push(lost.committer)
        with a_ledger(sqlite_url(tmp_path / "now"), key) as now:
            gap = open_epoch(now.database, key, now.clock, BACKED_UP_AT)
            yield Twice(lost, now, gap, phone, tmp_path)


def checkpoint(ledger: Ledger) -> Checkpoint:
    return Log(ledger.database, ledger.key).state().checkpoint


def faults(found: Verification) -> set[FaultKind]:
    return {each.kind for each in found.faults}


def test_the_log_says_what_it_went_back_to(twice: Twice) -> None:
    found = twice.witnessed(checkpoint(twice.now))
    assert found.faults == ()
    (told,) = found.restorations
    assert (told.backed_up_at, told.tree_size) == (BACKED_UP_AT, twice.gap.tree_size)
    assert told.epoch_before == checkpoint(twice.lost).epoch != checkpoint(twice.now).epoch


def test_a_lost_receipt_is_missed_until_its_entry_is_back(twice: Twice) -> None:
    answer = twice.phone.push(twice.lost.committer)
    given = [each.with_ids([line.id for line in twice.phone.pen.lines]) for each in answer.receipts]
    lost = [each for each in given if each.first >= twice.gap.tree_size]
    found = twice.witnessed(*given)
    assert faults(found) == {FaultKind.WITNESS_LOST}
    assert len(found.faults) == sum(len(each.times) for each in lost) > 0
    twice.phone.push(twice.now.committer)
    found = twice.witnessed(*given)
    assert found.faults == ()
    assert any(f"{len(lost)} 份外部凭证" in lack for lack in found.lacks)


def test_positions_are_given_again_and_a_receipt_still_names_one_entry(twice: Twice) -> None:
    ids = [line.id for line in twice.phone.pen.lines]
    answers = [twice.phone.push(each.committer) for each in (twice.lost, twice.now)]
    old, new = ([each.with_ids(ids) for each in answer.receipts] for answer in answers)
    places = [
        {leaf.position for each in some[-1:] for leaf in each.leaves()} for some in (old, new)
    ]
    assert places[0] & places[1]
    named: dict[tuple[str, int], str] = {}
    for each in (*old, *new):
        for leaf in each.leaves():
            place = (each.checkpoint.epoch, leaf.position)
            assert named.setdefault(place, leaf.id) == leaf.id
    assert twice.witnessed(*old, *new).faults == ()


def test_a_checkpoint_of_the_lost_part_is_said_to_prove_nothing(twice: Twice) -> None:
    found = twice.witnessed(checkpoint(twice.lost))
    assert found.faults == ()
    assert any("恢复备份" in lack for lack in found.lacks)


def signed(twice: Twice, **change: object) -> Checkpoint:
    """A checkpoint that the log's key signed of something else than there was."""
    told = replace(checkpoint(twice.lost), **change)  # type: ignore[arg-type]
    text = checkpoint_text(told.epoch, told.tree_size, bytes.fromhex(told.root))
    key = twice.now.key
    return Checkpoint.made(text, key.public_hex, key.sign(text.encode()))


def test_what_stood_before_still_has_to_agree(twice: Twice) -> None:
    other = signed(twice, tree_size=twice.gap.tree_size, root="ab" * 32)
    assert faults(twice.witnessed(other)) == {FaultKind.WITNESS_DISAGREES}


def test_a_testimony_of_an_epoch_that_never_was_disagrees(twice: Twice) -> None:
    assert faults(twice.witnessed(signed(twice, epoch="another"))) == {FaultKind.WITNESS_DISAGREES}


def test_more_than_the_present_epoch_has_disagrees(twice: Twice) -> None:
    now = checkpoint(twice.now)
    more = signed(twice, epoch=now.epoch, tree_size=now.tree_size + 5)
    assert faults(twice.witnessed(more)) == {FaultKind.WITNESS_DISAGREES}


def begin_epoch(ledger: Ledger, *, entries_more: int, epoch: str | None = None) -> None:
    """Begin an epoch with an entry that tells of so many entries too many, or another epoch."""

    def work(transaction: Transaction) -> None:
        commit = Commit(transaction, ledger.key, ledger.clock())
        told = ServerRestored(
            backed_up_at=BACKED_UP_AT,
            tree_size=commit.log.size + entries_more,
            epoch_before=epoch or commit.log.epoch,
        )
        commit.open_epoch()
        commit.take([OfficeWriting("system", [OfficeEntry(told)])])

    ledger.database.write(work)


def begin_epoch_with_a_zone(ledger: Ledger) -> None:
    """Begin an epoch with an entry that says nothing of a backup."""

    def work(transaction: Transaction) -> None:
        commit = Commit(transaction, ledger.key, ledger.clock())
        commit.open_epoch()
        zone = OfficeEntry(ZoneSet(zone="west", name="西片区"))
        commit.take([OfficeWriting("system", [zone], DISTRICT)])

    ledger.database.write(work)


def found_in(ledger: Ledger) -> list[FaultKind]:
    found = verify(ledger.database, ledger.key.public_hex, Path)
    return [each.kind for each in found.faults]


def test_a_new_epoch_that_nothing_explains_is_found(ledger: Ledger) -> None:
    begin_epoch(ledger, entries_more=0)
    assert found_in(ledger) == []
    begin_epoch_with_a_zone(ledger)
    assert found_in(ledger) == [FaultKind.EPOCH_UNEXPLAINED]


def test_an_entry_that_tells_of_another_gap_explains_nothing(ledger: Ledger) -> None:
    begin_epoch(ledger, entries_more=1)
    begin_epoch(ledger, entries_more=0, epoch="another")
    assert found_in(ledger) == [FaultKind.EPOCH_UNEXPLAINED] * 2


def test_going_back_twice_is_told_twice(ledger: Ledger) -> None:
    for _ in range(2):
        open_epoch(ledger.database, ledger.key, ledger.clock, format_instant(ledger.clock()))
    found = verify(ledger.database, ledger.key.public_hex, Path)
    assert (found.faults, len(found.restorations)) == ((), 2)
