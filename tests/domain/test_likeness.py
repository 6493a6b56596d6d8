import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.visit.likeness import LOOKALIKE_DISTANCE, bands, dhash, hamming, looks_alike

hashes = st.integers(0, 2**64 - 1)
BUSY = 0x9B8B8B4B48195D0F


def with_flipped(value: int, positions: set[int]) -> int:
    for position in positions:
        value ^= 1 << position
    return value


def test_a_bit_is_set_where_the_left_neighbour_is_brighter() -> None:
    falling, rising, flat = list(range(9, 0, -1)), list(range(9)), [7] * 9
    assert dhash([falling, *[rising] * 7]) == 0xFF00000000000000
    assert dhash([flat] * 8) == 0
    assert dhash([*[flat] * 7, [0, 0, 0, 0, 0, 0, 0, 1, 0]]) == 1


@pytest.mark.parametrize("rows", [[[0] * 9] * 7, [[0] * 8] * 8, []])
def test_another_shape_has_no_hash(rows: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="8 rows of 9"):
        dhash(rows)


@given(hashes, st.sets(st.integers(0, 63)))
def test_distance_counts_differing_bits(value: int, positions: set[int]) -> None:
    assert hamming(value, with_flipped(value, positions)) == len(positions)


@given(hashes, st.sets(st.integers(0, 63), max_size=LOOKALIKE_DISTANCE))
def test_lookalikes_always_share_a_band(value: int, positions: set[int]) -> None:
    other = with_flipped(value, positions)
    assert any(one == two for one, two in zip(bands(value), bands(other), strict=True))


@given(hashes)
def test_bands_hold_the_whole_hash(value: int) -> None:
    first, second, third, fourth = bands(value)
    assert max(first, second, third, fourth) < 2**16
    assert first << 48 | second << 32 | third << 16 | fourth == value


def test_photos_look_alike_up_to_the_distance() -> None:
    assert looks_alike(BUSY, with_flipped(BUSY, {0, 20, 63}))
    assert not looks_alike(BUSY, with_flipped(BUSY, {0, 20, 40, 63}))


@pytest.mark.parametrize("bits_set", [8, 32, 56])
def test_a_picture_with_some_structure_is_like_itself(bits_set: int) -> None:
    assert looks_alike(2**bits_set - 1, 2**bits_set - 1)


@pytest.mark.parametrize("bits_set", [0, 7, 57, 64])
def test_pictures_without_structure_are_like_none(bits_set: int) -> None:
    assert not looks_alike(2**bits_set - 1, 2**bits_set - 1)
