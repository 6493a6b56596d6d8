"""Which hash tiles a log has and how they are named (C2SP tlog-tiles)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.trail.tiles import Tile, read_tile, tiles_of
from tests.builders import c2sp


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 5, 17), "tile/0/005.p/17"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(0, 1000), "tile/0/x001/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(2, 1234067, 1), "tile/2/x001/x234/067.p/1"),
    ],
)
def test_a_tile_is_named_by_level_and_index_in_groups_of_three(tile: Tile, path: str) -> None:
    assert tile.path == path == c2sp.tile_path(tile.level, tile.index, tile.width)
    _, level, index = path.split("/", 2)
    assert read_tile(level, index) == tile


@given(st.integers(0, 63), st.integers(0, 2**60), st.integers(1, 256))
def test_every_tile_is_read_by_its_own_name(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert tile.path == c2sp.tile_path(level, index, width)
    _, named, rest = tile.path.split("/", 2)
    assert read_tile(named, rest) == tile


@pytest.mark.parametrize(
    ("level", "index"),
    [
        ("00", "000"),
        ("64", "000"),
        ("x", "000"),
        ("0", "0"),
        ("0", "0000"),
        ("0", "x000/001"),
        ("0", "x001/x000"),
        ("0", "000.p/0"),
        ("0", "000.p/256"),
        ("0", "000.p/01"),
        ("0", "entries/000"),
        ("0", ""),
        ("0", "٠٠٠"),
    ],
)
def test_a_tile_has_no_second_name(level: str, index: str) -> None:
    assert read_tile(level, index) is None


def test_a_log_of_seventy_thousand_has_these_tiles() -> None:
    """The example of the specification."""
    paths = [tile.path for tile in tiles_of(70_000)]
    assert paths[:2] == ["tile/0/000", "tile/0/001"]
    assert paths[272:] == [
        "tile/0/272",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert len(paths) == 277


@given(st.integers(0, 200_000))
@example(256)
def test_the_tiles_of_a_log_stand_in_it_and_no_wider_ones(size: int) -> None:
    tiles = tiles_of(size)
    assert all(tile.stands_in(size) for tile in tiles)
    assert sum(tile.width for tile in tiles if tile.level == 0) == size
    edges = [tile for tile in tiles if tile.width < 256]
    assert not any(Tile(tile.level, tile.index, tile.width + 1).stands_in(size) for tile in edges)
