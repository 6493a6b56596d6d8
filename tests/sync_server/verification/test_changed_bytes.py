"""``verify`` names the table and the column, wherever one byte is changed."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from domain.kinds.register.zone import ZoneSet
from sync_server.data.following.aside import FOLLOWING_NAMES, STANDING_NAMES
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.verify import Verification
from tests.builders.server import DISTRICT, Ledger, a_ledger, set_up_district, sqlite_url
from tests.builders.tampering import (
    LEDGER_TABLES,
    change,
    flipped,
    keys_of,
    places,
    rows_of,
    verified,
)

Place = tuple[str, str]
"""A table and a column of it."""


def middle(ledger: Ledger, name: str, column: str) -> dict[str, Any]:
    """A row of the table that has something in the column, if any has."""
    rows = rows_of(ledger, name)
    filled = [row for row in rows if row[column] is not None]
    return filled[len(filled) // 2] if filled else rows[0]


def verified_with(filled: tuple[Ledger, Path], changes: list[Place]) -> Verification:
    """What is found while each of these columns has one changed byte; undone afterwards."""
    ledger, photos = filled
    changed = []
    for name, column in changes:
        row = middle(ledger, name, column)
        value = flipped(row[column])
        change(ledger, name, column, row, value)
        changed.append((name, column, {**row, column: value}, row[column]))
    found = verified(ledger, photos)
    for name, column, row, value in reversed(changed):
        change(ledger, name, column, row, value)
    return found


def of_table(found: Verification, name: str) -> list[Fault]:
    assert not found.is_well
    named = [each for each in found.faults if each.table == name]
    assert named, found.faults
    return named


# A ledger row's columns vouch for each other: each is changed alone.
@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name in LEDGER_TABLES for column in places(name)]
)
def test_one_changed_byte_of_the_ledger_is_found_and_named(
    filled: tuple[Ledger, Path], name: str, column: str
):
    named = of_table(verified_with(filled, [(name, column)]), name)
    assert column in keys_of(name) or any(column in each.column.split(", ") for each in named)


@pytest.fixture(scope="module")
def with_tiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Path]]:
    """A ledger that is long enough for the hash of a full tile."""
    folder = tmp_path_factory.mktemp("tiles")
    with a_ledger(sqlite_url(folder)) as ledger:
        set_up_district(ledger.committer)
        zones = [ZoneSet(zone=f"z{number}", name=f"第{number}片区") for number in range(300)]
        ledger.committer.write("system", zones, DISTRICT)
        yield ledger, folder


@pytest.mark.parametrize("column", places("tile_hash"))
def test_a_changed_hash_of_the_tiles_is_found_and_named(
    with_tiles: tuple[Ledger, Path], column: str
):
    assert verified(*with_tiles).faults == ()
    named = of_table(verified_with(with_tiles, [("tile_hash", column)]), "tile_hash")
    assert column in keys_of("tile_hash") or [each.column for each in named] == [column]


def test_a_hash_of_the_tiles_that_was_taken_out_is_found(with_tiles: tuple[Ledger, Path]):
    ledger, folder = with_tiles
    (row,) = rows_of(ledger, "tile_hash")
    change(ledger, "tile_hash", "n", row, 7)
    found = verified(ledger, folder).faults
    change(ledger, "tile_hash", "n", {**row, "n": 7}, row["n"])
    assert [(each.kind, each.key) for each in found] == [
        (FaultKind.TREE_WRONG, "1/7"),
        (FaultKind.TREE_WRONG, "1/0"),
    ]


# A projected table is compared by itself, row by row and column by column: all tables are changed
# at once, in all columns but the key that names the row, and then in one column of the key each.
NAMES = (*STANDING_NAMES, *FOLLOWING_NAMES)
KEYS = [sorted(keys_of(name)) for name in NAMES]
ROUNDS: list[list[Place]] = [
    [(name, column) for name in NAMES for column in places(name) if column not in keys_of(name)],
    *(
        [(name, key[number]) for name, key in zip(NAMES, KEYS, strict=True) if number < len(key)]
        for number in range(max(map(len, KEYS)))
    ),
]


@pytest.fixture(scope="module")
def found_in_rounds(filled: tuple[Ledger, Path]) -> list[Verification]:
    """What is found in each round of changes to the projected tables."""
    return [verified_with(filled, changes) for changes in ROUNDS]


def test_every_column_of_every_projected_table_is_changed_once():
    every = [(name, column) for name in NAMES for column in places(name)]
    assert sorted(chain(*ROUNDS)) == sorted(every)


@pytest.mark.parametrize(
    ("number", "name"),
    [(number, name) for number, changes in enumerate(ROUNDS) for name in dict(changes)],
)
def test_changed_bytes_of_a_projected_table_are_found_and_named(
    found_in_rounds: list[Verification], number: int, name: str
):
    named = of_table(found_in_rounds[number], name)
    changed = {column for table, column in ROUNDS[number] if table == name}
    for column in changed - keys_of(name):
        assert any(column in each.column.split(", ") for each in named), (column, named)


@pytest.mark.parametrize("column", ["size_bytes", "likeness", "seen", "position", "arrived_at"])
def test_changed_facts_of_a_photo_are_found(filled: tuple[Ledger, Path], column: str):
    ledger, photos = filled
    row = rows_of(ledger, "photo_file")[0]
    value = flipped(row[column])
    change(ledger, "photo_file", column, row, value)
    found = verified(ledger, photos)
    change(ledger, "photo_file", column, {**row, column: value}, row[column])
    expected = [(FaultKind.ROW_CHANGED, row["sha256"], column)]
    assert [(each.kind, each.key, each.column) for each in found.faults] == expected


def test_when_all_is_undone_all_is_well(filled: tuple[Ledger, Path]):
    assert verified(*filled).faults == ()
