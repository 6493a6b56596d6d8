"""One signature a commit, and receipts that can be made again whenever they are asked for."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.checkpoint import Checkpoint
from domain.wire.messages import PushAnswer
from sync_server.ledger.keys import LogKey
from tests.builders.held_up import held_up
from tests.builders.receipts import is_checkpoint_of, standing
from tests.builders.server import Ledger, Phone, a_ledger, set_up_district, sqlite_url
from tests.builders.trail import an_author


class CountingKey(LogKey):
    """A log key that counts what it signs."""

    signed = 0

    def sign(self, message: bytes) -> str:
        self.signed += 1
        return super().sign(message)


def write_visit(phone: Phone, entries: int) -> None:
    visit = phone.pen.open_visit("school-1")
    for _ in range(entries - 1):
        phone.pen.write(VisitNoted(section=NoteSection.RECORD), subject=visit)


def test_a_commit_of_many_deliveries_costs_one_signature(tmp_path: Path) -> None:
    counting = CountingKey(Ed25519PrivateKey.generate())
    with a_ledger(sqlite_url(tmp_path), counting) as ledger:
        phones = [Phone(an_author(f"i.{number}")).enrol(ledger.committer) for number in range(4)]
        for phone in phones:
            write_visit(phone, 20)
        go, before = held_up(ledger), counting.signed
        futures = [ledger.committer.submit(each.delivery(), each.carrier) for each in phones]
        go()
        checkpoints = {each.checkpoint for future in futures for each in future.result().receipts}
        assert (len(checkpoints), counting.signed - before) == (1, 1)


def test_the_answer_to_a_visit_of_twenty_entries_is_small(ledger: Ledger, phone: Phone) -> None:
    phone.push(ledger.committer)
    write_visit(phone, 20)
    answer = phone.push(ledger.committer, phone.pen.lines[-20:])
    assert len(answer.model_dump_json().encode()) < 2_000
    assert len(standing(answer, phone.pen.lines[-20:])) == 20


def test_every_receipt_is_made_again_as_it_was_after_a_restart(tmp_path: Path) -> None:
    key, chance = LogKey.generate(), random.Random(4)
    first: dict[str, tuple[Checkpoint, str]] = {}
    with a_ledger(sqlite_url(tmp_path), key) as ledger:
        set_up_district(ledger.committer)
        phones = [Phone(an_author(f"i.{number}")).enrol(ledger.committer) for number in range(3)]
        for _ in range(12):
            some = chance.sample(phones, chance.randint(1, 3))
            for phone in some:
                write_visit(phone, chance.randint(1, 30))
            go = held_up(ledger)
            futures = [ledger.committer.submit(each.delivery(), each.carrier) for each in some]
            go()
            for phone, future in zip(some, futures, strict=True):
                remember(first, phone, future.result())
    with a_ledger(sqlite_url(tmp_path), key) as again:
        for phone in phones:
            answer, count = phone.push(again.committer), len(first)
            assert all(
                is_checkpoint_of(key.public_hex, each.checkpoint) for each in answer.receipts
            )
            remember(first, phone, answer)
            assert len(first) == count


def remember(first: dict[str, tuple[Checkpoint, str]], phone: Phone, answer: PushAnswer) -> None:
    """Each line's checkpoint and leaf, which have to be those it had before."""
    assert len(standing(answer, phone.pen.lines)) == len(phone.pen.lines)
    ids = [line.id for line in phone.pen.lines]
    for receipt in answer.receipts:
        for leaf in receipt.with_ids(ids).leaves():
            told = (receipt.checkpoint, leaf.leaf_bytes().decode())
            assert first.setdefault(leaf.id, told) == told


def test_some_lines_of_a_commit_are_proved_without_the_others(ledger: Ledger, phone: Phone) -> None:
    write_visit(phone, 40)
    whole = phone.push(ledger.committer)
    lines = phone.pen.lines
    for start, end in ((0, 1), (3, 17), (16, 32), (40, 41)):
        answer = phone.push(ledger.committer, lines[start:end])
        (receipt,) = answer.receipts
        assert receipt.checkpoint == whole.receipts[0].checkpoint
        assert receipt.first == whole.receipts[0].first + start
        assert [leaf.id for leaf in standing(answer, lines[start:end])] == [
            line.id for line in lines[start:end]
        ]


def test_scattered_lines_have_a_receipt_for_each_run(ledger: Ledger, phone: Phone) -> None:
    write_visit(phone, 10)
    phone.push(ledger.committer)
    some = [*phone.pen.lines[1:3], *phone.pen.lines[5:6], *phone.pen.lines[8:11]]
    answer = phone.push(ledger.committer, some)
    assert [len(each.times) for each in answer.receipts] == [2, 1, 3]
    assert [leaf.id for leaf in standing(answer, some)] == [line.id for line in some]
    with pytest.raises(ValueError, match="of which entries"):
        answer.receipts[0].without_ids().leaves()
