"""What the log hashes and signs."""

from dataclasses import asdict, replace

import pytest

from domain.clock import format_milliseconds
from domain.trail import strict_json
from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.merkle import Frontier, leaf_hash
from domain.trail.range_proof import Growth, RangeProof
from domain.trail.receipt import Leaf, Receipt, leaf_hashes
from domain.wire.messages import PushAnswer
from tests.builders.trail import a_chain_id

LEAF = Leaf(
    position=7,
    id="a" * 64,
    accepted_at="2026-05-14T08:11:09.120Z",
    earliest="2026-05-14T08:11:08.000Z",
    latest="2026-05-14T08:11:09.000Z",
    carrier="00000000-0000-7000-8000-000000000001",
)


def test_a_leaf_is_compact_json_in_fixed_order() -> None:
    assert LEAF.leaf_bytes() == (
        b'{"position":7,"id":"' + b"a" * 64 + b'","accepted_at":"2026-05-14T08:11:09.120Z",'
        b'"earliest":"2026-05-14T08:11:08.000Z","latest":"2026-05-14T08:11:09.000Z",'
        b'"carrier":"00000000-0000-7000-8000-000000000001"}'
    )
    assert LEAF.leaf_hash() == leaf_hash(LEAF.leaf_bytes())


def test_a_leaf_says_what_its_fields_say() -> None:
    assert LEAF.leaf_bytes() == strict_json.dump(asdict(LEAF))


def leaf(position: int) -> Leaf:
    return replace(LEAF, position=position, id=f"{position:064x}")


def receipt(start: int, end: int) -> Receipt:
    """The receipt of some leaves of a commit that brought a log from 3 to 12."""
    growth = Growth(
        Frontier().append([bytes(32)] * 3), [leaf(at).leaf_hash() for at in range(3, 12)]
    )
    text = checkpoint_text("epoch", 12, growth.after.root)
    point = Checkpoint.made(text, "00" * 32, "00" * 64)
    return Receipt.of(point, [leaf(at) for at in range(start, end)], growth.proof(start, end))


def test_a_receipt_proves_its_leaves_and_gives_them_back() -> None:
    found = receipt(5, 9)
    assert found.leaves() == tuple(leaf(at) for at in range(5, 9))
    assert found.is_proved()
    assert found.times == ((1120, 120),) * 4
    assert Receipt.model_validate_json(found.model_dump_json()) == found


def test_a_receipt_without_ids_is_of_the_deliverys_lines() -> None:
    found, lines = receipt(3, 12), [leaf(at).id for at in range(3, 12)]
    bare = found.without_ids()
    assert not bare.is_proved()
    assert bare.with_ids(lines) == found
    assert found.with_ids([]) == found
    assert not bare.with_ids(lines[1:]).is_proved()
    assert not bare.with_ids(lines[::-1]).is_proved()


@pytest.mark.parametrize(
    "change",
    [
        {"first": 6},
        {"carrier": "00000000-0000-7000-8000-000000000002"},
        {"accepted_at": "2026-05-14T08:11:09.121Z"},
        {"accepted_at": "1970-01-01T00:00:00.000Z"},
        {"times": ((1121, 120), *[(1120, 120)] * 3)},
        {"left": ()},
        {"right": ()},
        {"ids": ("f" * 64,) * 4},
    ],
)
def test_a_changed_receipt_proves_nothing(change: dict[str, object]) -> None:
    assert not receipt(5, 9).model_copy(update=change).is_proved()


def test_what_happened_when_it_was_accepted_did_so_no_time_before() -> None:
    point, now = receipt(5, 9).checkpoint, LEAF.accepted_at
    exact = replace(LEAF, earliest=now, latest=now)
    found = Receipt.of(point, [exact], RangeProof())
    assert (found.times, found.leaves()) == (((0, 0),), (exact,))


def test_an_answer_tells_where_each_line_stands() -> None:
    found, lines = receipt(3, 12), [leaf(at).id for at in range(3, 12)]
    for some in ((found,), (found.without_ids(),), (receipt(3, 5), receipt(6, 12))):
        answer = PushAnswer(server_at=LEAF.accepted_at, epoch="e", chains=(), receipts=some)
        told = answer.leaves(lines)
        assert all(
            told[each.id] == each for receipt in some for each in receipt.with_ids(lines).leaves()
        )
        assert len(told) == sum(len(each.times) for each in some)


def between(span: tuple[int, int]) -> tuple[str, str]:
    return format_milliseconds(span[0]), format_milliseconds(span[1])


def test_leaves_of_a_run_are_hashed_as_each_by_itself() -> None:
    spans, accepted = [(1_000, 61_000), (1_000, 61_000), (1_234, 99_999)], 123_456
    ids, carrier = [f"{number:064x}" for number in range(3)], a_chain_id(1)
    leaves = [
        Leaf(7 + at, ids[at], format_milliseconds(accepted), *between(span), carrier)
        for at, span in enumerate(spans)
    ]
    found = leaf_hashes(7, ids, spans, (accepted, carrier))
    assert found == [leaf.leaf_hash() for leaf in leaves]
