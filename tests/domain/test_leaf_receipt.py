"""A receipt proves the very leaves that it is of, and nothing where it does not say which."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.merkle import Frontier
from domain.trail.range_proof import Growth
from domain.trail.receipt import Leaf, Receipt, leaf_hashes

EPOCH = "0199a5f0-6c00-7000-8000-000000000001"
CHAIN = "0199a5f0-6c00-7000-8000-000000000002"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
ACCEPTED, ACCEPTED_MS = "2026-05-14T08:00:00.000Z", 1778745600000
IDS = ["a" * 64, "b" * 64]
LEAVES = [
    Leaf(0, IDS[0], ACCEPTED, "2026-05-14T07:00:00.000Z", ACCEPTED, CHAIN),
    Leaf(1, IDS[1], ACCEPTED, "2026-05-14T07:59:59.500Z", ACCEPTED, CHAIN),
]


@pytest.fixture
def receipt() -> Receipt:
    growth = Growth(Frontier(), [leaf.leaf_hash() for leaf in LEAVES])
    text = checkpoint_text(EPOCH, 2, growth.after.root)
    checkpoint = Checkpoint.made(text, PUBLIC, KEY.sign(text.encode()).hex())
    return Receipt.of(checkpoint, LEAVES, growth.proof(0, 2))


def test_its_leaves_are_those_that_the_log_took_in(receipt: Receipt) -> None:
    assert receipt.leaves() == tuple(LEAVES)
    assert receipt.is_proved()


def test_the_leaves_of_a_run_are_hashed_as_each_alone() -> None:
    spans = [(ACCEPTED_MS - 3_600_000, ACCEPTED_MS), (ACCEPTED_MS - 500, ACCEPTED_MS)]
    assert leaf_hashes(0, IDS, spans, (ACCEPTED_MS, CHAIN)) == [each.leaf_hash() for each in LEAVES]


def test_without_ids_it_proves_what_was_delivered_and_nothing_else(receipt: Receipt) -> None:
    bare = receipt.without_ids()
    assert not bare.is_proved()
    with pytest.raises(ValueError, match="of which entries"):
        bare.leaves()
    assert bare.with_ids(IDS).is_proved()
    assert not bare.with_ids(IDS[::-1]).is_proved()
    assert not bare.with_ids(IDS[:1]).is_proved()
    assert receipt.with_ids(IDS[::-1]) is receipt
