"""What the log hashes and signs."""

from domain.trail.merkle import leaf_hash
from domain.trail.receipt import Leaf, checkpoint_message, receipt_message

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


def test_a_receipt_signs_leaf_epoch_size_and_root() -> None:
    message = receipt_message(LEAF, "e1", 8, "b" * 64)
    assert message == b"duji-receipt-v1\ne1\n8\n" + b"b" * 64 + b"\n" + LEAF.leaf_bytes()


def test_a_checkpoint_signs_size_and_root() -> None:
    assert checkpoint_message("e1", 8, "cc", "t") == b"duji-checkpoint-v1\ne1\n8\ncc\nt"
