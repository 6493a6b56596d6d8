"""The tree against the vectors every certificate-transparency implementation shares."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trail import merkle
from domain.trail.merkle import (
    Frontier,
    NodeHash,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from tests.builders import naive_tree

REFERENCE_LEAVES = [
    merkle.leaf_hash(bytes.fromhex(leaf))
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PAIR_2_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
PAIR_4_5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
PAIR_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
HALF_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"

sizes = st.integers(1, 70)


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


def nodes_of(leaf_hashes: Sequence[bytes]) -> NodeHash:
    return lambda level, index: naive_tree.node(leaf_hashes, level, index)


def flipped(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_reference_roots(size: int) -> None:
    assert merkle.root_over(REFERENCE_LEAVES[:size]).hex() == REFERENCE_ROOTS[size]
    assert naive_tree.root(REFERENCE_LEAVES[:size]).hex() == REFERENCE_ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "expected"),
    [
        (0, 1, []),
        (0, 8, [LEAF_1, PAIR_2_3, HALF_4_7]),
        (5, 8, [LEAF_4, PAIR_6_7, REFERENCE_ROOTS[4]]),
        (2, 3, [REFERENCE_ROOTS[2]]),
        (1, 5, [REFERENCE_ROOTS[1], PAIR_2_3, LEAF_4]),
    ],
)
def test_inclusion_proofs_are_the_reference_proofs(
    index: int, size: int, expected: list[str]
) -> None:
    proof = inclusion_proof(index, size, nodes_of(REFERENCE_LEAVES))
    assert [step.hex() for step in proof] == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (1, 1, []),
        (0, 8, []),
        (1, 8, [LEAF_1, PAIR_2_3, HALF_4_7]),
        (6, 8, [PAIR_4_5, PAIR_6_7, REFERENCE_ROOTS[4]]),
        (2, 5, [PAIR_2_3, LEAF_4]),
    ],
)
def test_consistency_proofs_are_the_reference_proofs(
    first: int, second: int, expected: list[str]
) -> None:
    proof = consistency_proof(first, second, nodes_of(REFERENCE_LEAVES))
    assert [step.hex() for step in proof] == expected


@given(sizes, st.data())
def test_appending_in_pieces_gives_the_root_of_the_whole(size: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, size), max_size=4)))
    frontier = Frontier()
    for start, end in pairwise([0, *cuts, size]):
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes())
        frontier = frontier.append(leaves(size)[start:end])
    assert frontier.size == size
    assert frontier.root == naive_tree.root(leaves(size))


def test_appending_leaves_the_old_frontier_as_it_was() -> None:
    before = Frontier().append(leaves(3))
    before.append(leaves(5))
    assert before == Frontier().append(leaves(3))


@pytest.mark.parametrize(
    ("size", "peaks"),
    [(-1, bytes(32)), (3, bytes(32)), (1, bytes(31)), (0, bytes(32)), (1, b"")],
)
def test_a_frontier_that_cannot_be_is_refused(size: int, peaks: bytes) -> None:
    with pytest.raises(ValueError, match=r"peak|hashes"):
        Frontier.from_bytes(size, peaks)


def test_a_peak_is_a_whole_hash() -> None:
    with pytest.raises(ValueError, match="not a SHA-256 hash"):
        Frontier(1, (b"short",))


@given(sizes, st.data())
def test_every_leaf_proves_its_place_and_no_other_leaf_does(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root, leaf = naive_tree.root(leaves(size)), leaves(size)[index]
    proof = inclusion_proof(index, size, nodes_of(leaves(70)))
    assert proof == naive_tree.path(index, leaves(size))
    assert verify_inclusion(leaf, index, size, proof, root)
    assert not verify_inclusion(flipped(leaf), index, size, proof, root)
    assert not verify_inclusion(leaf, index, size, proof, flipped(root))
    assert not verify_inclusion(leaf, index, size, [*proof, leaf], root)
    for position, step in enumerate(proof):
        changed = [*proof[:position], flipped(step), *proof[position + 1 :]]
        assert not verify_inclusion(leaf, index, size, changed, root)
        assert not verify_inclusion(leaf, index, size, proof[:position], root)


@given(sizes, st.data())
def test_a_tree_proves_that_it_only_grew(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, size))
    old, new = naive_tree.root(leaves(first)), naive_tree.root(leaves(size))
    proof = consistency_proof(first, size, nodes_of(leaves(70)))
    assert proof == naive_tree.proof(first, leaves(size))
    assert verify_consistency(first, old, size, new, proof)
    assert not verify_consistency(first, flipped(old), size, new, proof)
    assert not verify_consistency(first, old, size, new, [*proof, old])
    for position, step in enumerate(proof):
        changed = [*proof[:position], flipped(step), *proof[position + 1 :]]
        assert not verify_consistency(first, old, size, new, changed)
        assert not verify_consistency(first, old, size, new, proof[:position])


def test_a_rewritten_history_has_no_proof() -> None:
    honest, rewritten = leaves(6), [flipped(leaves(1)[0]), *leaves(9)[1:]]
    proof = consistency_proof(6, 9, nodes_of(rewritten))
    roots = naive_tree.root(honest), naive_tree.root(rewritten)
    assert not verify_consistency(6, roots[0], 9, roots[1], proof)


def test_steps_that_are_no_hashes_prove_nothing() -> None:
    root, leaf = naive_tree.root(leaves(5)), leaves(2)[1]
    proof = inclusion_proof(1, 5, nodes_of(leaves(5)))
    assert not verify_inclusion(leaf, 1, 5, [proof[0][:31], *proof[1:]], root)
    assert not verify_inclusion(leaf, 5, 5, proof, root)
    assert not verify_inclusion(leaf, -1, 5, proof, root)
    two = naive_tree.root(leaves(2))
    assert not verify_consistency(2, two, 5, root, [b"short"])
    assert not verify_consistency(5, root, 2, two, [])


def test_the_empty_tree_comes_before_every_tree_but_only_with_its_own_root() -> None:
    three = naive_tree.root(leaves(3))
    assert verify_consistency(0, merkle.EMPTY_ROOT, 0, merkle.EMPTY_ROOT, [])
    assert not verify_consistency(0, merkle.EMPTY_ROOT, 0, three, [])
    assert not verify_consistency(0, three, 3, three, [])


def test_questions_beyond_the_tree_are_refused() -> None:
    nodes = nodes_of(leaves(3))
    with pytest.raises(ValueError, match="is not in a tree"):
        inclusion_proof(2, 2, nodes)
    with pytest.raises(ValueError, match="cannot come before"):
        consistency_proof(3, 2, nodes)
