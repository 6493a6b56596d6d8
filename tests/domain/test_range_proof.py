"""One proof for neighbouring leaves: right for every run of every tree, and for nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trail.merkle import Frontier, leaf_hash
from domain.trail.range_proof import Growth, RangeProof, range_root
from tests.builders import naive_tree
from tests.fixtures.depth import examples

LEAVES = [leaf_hash(str(number).encode()) for number in range(600)]


def grown(before: int, size: int) -> Growth:
    return Growth(Frontier().append(LEAVES[:before]), LEAVES[before:size])


def flipped(data: bytes) -> bytes:
    return bytes([data[0] ^ 1]) + data[1:]


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Sizes before and after a commit, and a run of leaves among the new ones."""
    size = draw(st.integers(1, 300))
    before = draw(st.integers(0, size - 1))
    start = draw(st.integers(before, size - 1))
    return before, size, start, draw(st.integers(start + 1, size))


@given(runs())
def test_a_run_of_leaves_is_proved_with_one_proof(run: tuple[int, int, int, int]) -> None:
    before, size, start, end = run
    growth = grown(before, size)
    proof = growth.proof(start, end)
    assert growth.after == Frontier().append(LEAVES[:size])
    assert range_root(start, LEAVES[start:end], size, proof) == naive_tree.root(LEAVES[:size])


def test_thousands_of_random_runs_are_proved_and_none_of_their_forgeries() -> None:
    chance = random.Random(9)
    for _ in range(examples(2_000)):
        size = chance.randint(1, len(LEAVES))
        start = chance.randrange(size)
        end = chance.randint(start + 1, size)
        before = chance.randint(0, start)
        growth = grown(before, size)
        proof, root = growth.proof(start, end), growth.after.root
        assert range_root(start, LEAVES[start:end], size, proof) == root
        at = chance.randrange(start, end)
        leaves = [*LEAVES[start:at], flipped(LEAVES[at]), *LEAVES[at + 1 : end]]
        assert range_root(start, leaves, size, proof) != root


@given(runs(), st.data())
def test_a_tampered_proof_leads_to_another_root_or_none(
    run: tuple[int, int, int, int], data: st.DataObject
) -> None:
    before, size, start, end = run
    growth = grown(before, size)
    proof, leaves, root = growth.proof(start, end), LEAVES[start:end], growth.after.root
    sides = [list(proof.left), list(proof.right)]
    side = data.draw(st.sampled_from(sides))
    if side:
        at = data.draw(st.integers(0, len(side) - 1))
        right = side[at]
        side[at] = flipped(right)
        assert range_root(start, leaves, size, RangeProof(*map(tuple, sides))) != root
        side[at] = right[:31]
        assert range_root(start, leaves, size, RangeProof(*map(tuple, sides))) is None
        del side[at]
        assert range_root(start, leaves, size, RangeProof(*map(tuple, sides))) is None
    else:
        side.append(root)
        assert range_root(start, leaves, size, RangeProof(*map(tuple, sides))) is None


@given(runs(), st.integers(-3, 3).filter(bool))
def test_leaves_are_proved_at_their_own_place_alone(
    run: tuple[int, int, int, int], away: int
) -> None:
    before, size, start, end = run
    growth = grown(before, size)
    found = range_root(start + away, LEAVES[start:end], size, growth.proof(start, end))
    assert found != growth.after.root


def test_only_what_a_commit_added_is_proved_from_it() -> None:
    growth = grown(5, 9)
    for start, end in ((4, 6), (6, 6), (8, 10)):
        with pytest.raises(ValueError, match="not added here"):
            growth.proof(start, end)
    assert range_root(0, [], 0, RangeProof()) is None


def test_a_commit_tells_which_subtrees_it_completed() -> None:
    found = dict(grown(200, 600).completed(8))
    assert found == {index: naive_tree.node(LEAVES, 8, index) for index in (0, 1)}
    assert grown(300, 400).completed(8) == []
