"""Changing a ledger past everything that guards it, and checking what is found then."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import delete, insert, text

from domain.trail.line import Line
from sync_server.data.engine import Database, Transaction
from sync_server.data.ledger import runs_between
from sync_server.data.runs import Run, packed
from sync_server.data.tables import FOLLOWING_TABLES
from sync_server.data.tables.run_table import RUN, RUN_COLUMNS
from sync_server.data.upsert import table_named
from sync_server.verification.verify import Verification, verify
from sync_server.verification.witness import read_witness
from tests.builders.logged import logged
from tests.builders.sample_ledger import photo_path
from tests.builders.server import Ledger

T = TypeVar("T")

LEDGER_TABLES = ("run", "entry", "tree_head", "head_signature")


def keys_of(name: str) -> set[str]:
    """The columns of the table's key."""
    return {column.name for column in table_named(name).primary_key}


def places(name: str) -> list[str]:
    """All columns of the table."""
    return [column.name for column in table_named(name).columns]


def verified(ledger: Ledger, photos: Path, *witnesses: Path) -> Verification:
    """What is found in the ledger and its photos, beside these witnesses' files."""
    return verify(
        ledger.database,
        ledger.key.public_hex,
        lambda sha256: photo_path(photos, sha256),
        [read_witness(path) for path in witnesses],
    )


def flipped(value: Any) -> Any:
    """The value with its last byte changed to another that fits its type."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 4])
    if isinstance(value, str):
        return value[:-1] + chr(ord(value[-1]) ^ 4) if value else "x"
    if isinstance(value, float):
        return value + 0.001
    return 1 if value is None else value ^ 64


def key_of(row: dict[str, Any], name: str) -> dict[str, Any]:
    """What names the row of this table, as values to be bound."""
    return {f"k_{column.name}": row[column.name] for column in table_named(name).primary_key}


def behind_its_back(database: Database, name: str) -> Callable[[Callable[[Transaction], T]], T]:
    """What does something to this table: it may be one that follows, where the ledger is not."""
    return database.follow if table_named(name) in FOLLOWING_TABLES else database.write


def change(ledger: Ledger, name: str, column: str, row: dict[str, Any], value: Any) -> None:
    """Write the value past everything that guards it."""
    key = key_of(row, name)
    where = " AND ".join(f"{each[2:]} = :{each}" for each in key)
    update = text(f"UPDATE {name} SET {column} = :value WHERE {where}")  # noqa: S608

    def write(transaction: Transaction) -> None:
        if transaction.ledger.dialect.name == "sqlite":
            transaction.ledger.exec_driver_sql("PRAGMA foreign_keys=OFF")
        assert transaction.ledger.execute(update, {**key, "value": value}).rowcount == 1

    behind_its_back(ledger.database, name)(write)


def run_with(ledger: Ledger, line: Line) -> Run:
    """The run that the line stands in."""
    position = logged(ledger.database, line.id).position
    with ledger.database.reading() as transaction:
        (found,) = runs_between(transaction.ledger, position, position + 1)
    return found


def put_in_place(ledger: Ledger, runs: list[Run], made: list[Run]) -> None:
    """Put other runs in the place of these."""
    rows = [dict(zip(RUN_COLUMNS, packed(run), strict=True)) for run in made]

    def write(transaction: Transaction) -> None:
        gone = delete(RUN).where(RUN.c.first.in_([run.first for run in runs]))
        assert transaction.ledger.execute(gone).rowcount == len(runs)
        transaction.ledger.execute(insert(RUN), rows)

    ledger.database.write(write)


def rewrite(ledger: Ledger, line: Line, changed: Callable[[Line], Line]) -> None:
    """Put another line in the place of this one, and leave its id as it was told."""
    run = run_with(ledger, line)
    lines = [changed(each) if each.id == line.id else each for each in run.lines]
    put_in_place(ledger, [run], [replace(run, lines=lines)])


def mark(ledger: Ledger, line: Line, marks: str) -> None:
    """Give the line's run these marks."""
    run = run_with(ledger, line)
    put_in_place(ledger, [run], [replace(run, shared=replace(run.shared, marks=marks))])


def rows_of(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    """Every row of the table, by column."""
    with ledger.database.reading() as transaction:
        rows = transaction.ledger.execute(text(f"SELECT * FROM {name}"))  # noqa: S608
        return [dict(row._mapping) for row in rows]
