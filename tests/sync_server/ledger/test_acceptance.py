"""What the ledger takes, what it refuses, and what it notes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from domain.clock import parse_instant
from domain.kinds.chain import ChainOpened, ChainRevoked
from domain.kinds.visit.course import VisitOpened
from domain.trail.delivery import Delivery, Envelope, Refused
from domain.trail.line import Line
from domain.trail.receipt import Leaf
from domain.wire.messages import PushAnswer
from sync_server.ledger.keys import LogKey
from sync_server.verification.verify import verify
from tests.builders.held_up import held_up
from tests.builders.logged import logged
from tests.builders.receipts import is_checkpoint_of, standing
from tests.builders.server import DISTRICT, Ledger, Phone
from tests.builders.trail import Pen


def codes(answer: PushAnswer) -> list[str]:
    return [refused.code for refused in answer.refused]


def marks(ledger: Ledger, line: Line) -> str:
    return logged(ledger.database, line.id).marks


def test_every_line_of_a_delivery_gets_a_receipt_of_its_own_position(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    answer = phone.push(ledger.committer)
    first, second = standing(answer, phone.pen.lines)
    assert [first.id, second.id] == [line.id for line in phone.pen.lines]
    assert second.position == first.position + 1
    assert answer.receipts[-1].checkpoint.tree_size == second.position + 1


def test_a_receipt_leads_from_its_leaves_to_a_root_that_the_log_signed(
    ledger: Ledger, phone: Phone
):
    (bare,) = phone.push(ledger.committer).receipts
    receipt = bare.with_ids([line.id for line in phone.pen.lines])
    assert receipt.is_proved()
    assert is_checkpoint_of(ledger.key.public_hex, receipt.checkpoint)
    assert not receipt.model_copy(update={"first": receipt.first + 1}).is_proved()
    other = LogKey.generate().public_hex
    assert not is_checkpoint_of(other, receipt.checkpoint)


def test_a_delivery_that_was_taken_whole_is_answered_without_its_ids(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    (receipt,) = phone.push(ledger.committer).receipts
    assert (receipt.ids, len(receipt.times)) == (None, 2)
    phone.pen.open_visit()
    older, newer = phone.push(ledger.committer).receipts
    assert (older.checkpoint, older.ids) == (
        receipt.checkpoint,
        tuple(line.id for line in phone.pen.lines[:2]),
    )
    assert newer.ids == (phone.pen.lines[-1].id,)


def test_lines_that_two_devices_brought_in_one_group_have_a_receipt_each(
    ledger: Ledger, phone: Phone
):
    other = Phone().enrol(ledger.committer)
    go = held_up(ledger)
    first = ledger.committer.submit(phone.delivery(), other.carrier)
    phone.pen.open_visit()
    both = ledger.committer.submit(phone.delivery(), phone.carrier)
    go()
    assert [each.carrier for each in first.result().receipts] == [other.author.chain]
    carriers = [each.carrier for each in both.result().receipts]
    assert carriers == [other.author.chain, phone.author.chain]
    assert len({each.checkpoint for each in both.result().receipts}) == 1
    assert len(standing(both.result(), phone.pen.lines)) == 2


def test_a_receipt_shows_no_other_phones_entries(ledger: Ledger, phone: Phone):
    other = Phone().enrol(ledger.committer)
    go = held_up(ledger)
    futures = [ledger.committer.submit(each.delivery(), each.carrier) for each in (other, phone)]
    go()
    answer = futures[1].result()
    again = phone.push(ledger.committer)
    foreign = other.pen.lines[0].id
    for each in (answer, again):
        assert each.receipts[0].checkpoint.tree_size > 1
        assert foreign not in each.model_dump_json()
    assert again.receipts == answer.receipts


def test_the_same_lines_again_get_their_first_receipts(ledger: Ledger, phone: Phone):
    first = phone.push(ledger.committer)
    ledger.clock.move(hours=1)  # type: ignore[attr-defined]
    again = phone.push(ledger.committer)
    assert again.receipts == first.receipts
    assert again.refused == ()


def test_a_line_of_an_unknown_chain_is_refused_and_the_others_go_on(ledger: Ledger, phone: Phone):
    stranger = Phone()
    lines = (*stranger.pen.lines, *phone.pen.lines)
    envelope = Envelope(heads=(stranger.sign(lines[0]), phone.sign(lines[1])))
    answer = ledger.committer.push(Delivery(envelope, lines, ()), phone.carrier)
    assert codes(answer) == ["unknown_chain"]
    assert [leaf.id for leaf in standing(answer, lines)] == [lines[1].id]


def test_lines_whose_prev_is_not_here_are_refused_until_it_comes(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    phone.pen.open_visit()
    assert codes(phone.push(ledger.committer, phone.pen.lines[1:])) == ["unknown_prev"] * 2
    assert codes(phone.push(ledger.committer)) == []


def test_lines_that_no_signed_head_covers_are_refused(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    covered = (phone.sign(phone.pen.lines[0]),)
    delivery = Delivery(Envelope(heads=covered), tuple(phone.pen.lines), ())
    assert codes(ledger.committer.push(delivery, phone.carrier)) == ["unsigned_head"]


def test_a_head_signed_by_another_key_covers_nothing(ledger: Ledger, phone: Phone):
    forger = Phone(phone.author)
    forged = forger.sign(phone.pen.lines[0])
    delivery = Delivery(Envelope(heads=(forged,)), tuple(phone.pen.lines), ())
    assert codes(ledger.committer.push(delivery, phone.carrier)) == ["unsigned_head"]


def test_a_chain_must_open_with_the_account_and_key_it_was_enrolled_with(ledger: Ledger):
    phone = Phone().enrol(ledger.committer)
    impostor = Pen(phone.author)
    opened = ChainOpened(
        account="li.na", district=DISTRICT, installation="i", public_key=phone.public_key
    )
    impostor.write(opened)
    assert codes(phone.push(ledger.committer, impostor.lines)) == ["chain_mismatch"]
    impostor = Pen(phone.author)
    impostor.write(VisitOpened(school_id="school-1"))
    assert codes(phone.push(ledger.committer, impostor.lines)) == ["chain_mismatch"]


def test_a_chain_whose_key_anybody_could_sign_for_is_not_enrolled(ledger: Ledger):
    """Not even by an entry of the server's own; ``verify`` goes over it without a fault."""
    phone = Phone()
    body = phone.enrolled().model_copy(update={"public_key": "01" + "00" * 31})
    ledger.committer.write("system", [body])
    opened = Pen(phone.author)
    opened.write(
        ChainOpened(
            account=body.account,
            district=DISTRICT,
            installation="installation-1",
            public_key=body.public_key,
        )
    )
    assert codes(phone.push(ledger.committer, opened.lines)) == ["unknown_chain"]
    found = verify(ledger.database, ledger.key.public_hex, Path)
    assert found.faults == ()


def test_a_wrong_seq_is_refused(ledger: Ledger, phone: Phone):
    phone.pen.head = replace(phone.pen.head, seq=5)
    phone.pen.open_visit()
    phone.push(ledger.committer, phone.pen.lines[:1])
    assert codes(phone.push(ledger.committer)) == ["wrong_seq"]


def test_a_prev_in_another_chain_is_not_here(ledger: Ledger, phone: Phone):
    other = Phone().enrol(ledger.committer)
    other.pen.head = replace(other.pen.head, seq=1, id=phone.pen.lines[0].id)
    other.pen.lines.clear()
    other.pen.open_visit()
    lines = (*phone.pen.lines, *other.pen.lines)
    heads = (phone.sign(lines[0]), other.sign(lines[1]))
    answer = ledger.committer.push(Delivery(Envelope(heads=heads), lines, ()), phone.carrier)
    assert codes(answer) == ["unknown_prev"]


def test_what_is_no_line_at_all_is_listed_at_its_place(ledger: Ledger, phone: Phone):
    stranger = Phone()
    bad = (Refused(0, "bad_header", "no header"),)
    lines = (*phone.pen.lines, *stranger.pen.lines)
    heads = (phone.sign(phone.pen.lines[0]),)
    answer = ledger.committer.push(Delivery(Envelope(heads=heads), lines, bad), phone.carrier)
    assert [(each.index, each.code) for each in answer.refused] == [
        (0, "bad_header"),
        (2, "unknown_chain"),
    ]


def test_a_second_child_and_what_follows_it_are_kept_and_marked(ledger: Ledger, phone: Phone):
    fork = Pen(phone.author)
    fork.head = phone.pen.head
    phone.pen.open_visit()
    phone.push(ledger.committer)
    fork.open_visit("school-2")
    fork.open_visit("school-3")
    answer = phone.push(ledger.committer, fork.lines)
    assert answer.refused == ()
    assert [marks(ledger, line) for line in fork.lines] == ["fork", "fork"]
    assert marks(ledger, phone.pen.lines[-1]) == ""
    assert [tip.seq for tip in answer.chains[0].tips] == [2, 3]


def test_lines_of_a_revoked_chain_are_kept_and_marked(ledger: Ledger, phone: Phone):
    phone.push(ledger.committer)
    ledger.committer.write("zhou.min", [ChainRevoked(chain=phone.author.chain)])
    phone.pen.open_visit()
    answer = phone.push(ledger.committer)
    assert answer.chains[0].is_revoked
    assert [marks(ledger, line) for line in phone.pen.lines] == ["", "revoked_chain"]


def test_an_inspector_cannot_revoke_a_chain(ledger: Ledger, phone: Phone):
    phone.pen.write(ChainRevoked(chain=phone.author.chain))
    phone.push(ledger.committer)
    assert not phone.push(ledger.committer).chains[0].is_revoked


def test_whoever_carries_is_in_the_leaf(ledger: Ledger, phone: Phone):
    other = Phone().enrol(ledger.committer)
    answer = ledger.committer.push(phone.delivery(), other.carrier)
    assert [receipt.carrier for receipt in answer.receipts] == [other.author.chain]


def width(leaf: Leaf) -> timedelta:
    return parse_instant(leaf.latest) - parse_instant(leaf.earliest)


def test_ticks_narrow_the_time_only_of_the_carriers_own_chain(ledger: Ledger, phone: Phone):
    phone.pen.at = ledger.clock()
    phone.pen.open_visit()
    ledger.clock.move(hours=10)  # type: ignore[attr-defined]
    sent = {"boot": "boot-1", "ms": phone.pen.lines[-1].header.tick.ms + 3_600_000}  # type: ignore[union-attr]
    own = phone.delivery(tick=sent)
    other = Phone().enrol(ledger.committer)
    carried = ledger.committer.push(phone.delivery(phone.pen.lines[:1], tick=sent), other.carrier)
    assert width(standing(carried, phone.pen.lines[:1])[0]) == timedelta(hours=10)
    brought = ledger.committer.push(own, phone.carrier)
    assert width(standing(brought, phone.pen.lines)[1]) == timedelta(hours=9)


def test_a_head_that_is_refused_itself_covers_nothing(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    phone.pen.head = replace(phone.pen.head, seq=7)
    phone.pen.open_visit()
    assert codes(phone.push(ledger.committer)) == ["unsigned_head", "unsigned_head", "wrong_seq"]
