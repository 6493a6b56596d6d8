"""Reading the ledger for a check: every row as the database holds it, nothing believed."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, select, text

from domain.trail.receipt import Leaf
from sync_server.data.driver.statements import AT_ONCE
from sync_server.data.engine import Transaction
from sync_server.data.following.aside import raw_rows
from sync_server.data.held import Place, at_places
from sync_server.data.ledger import ENTRY, HEAD_SIGNATURE, by_keys
from sync_server.data.log_tree import TILE_HASH, TREE_HEAD
from sync_server.data.runs import split_ids, unpacked_times
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import table_named

PHOTO_FILE = table_named("photo_file")
RUNS_AT_ONCE = 100
_FORGIVING = partial(str, encoding="utf-8", errors="backslashreplace")


@contextmanager
def reading_anything(transaction: Transaction) -> Iterator[None]:
    """Read texts that are no UTF-8 any more, instead of failing at them (SQLite only)."""
    connection = transaction.ledger
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    before, driver.text_factory = driver.text_factory, _FORGIVING
    try:
        yield
    finally:
        driver.text_factory = before


def runs(connection: Connection) -> Generator[Any]:
    """Every row of ``run`` by its first position; close it where it is not taken to its end."""
    query = raw_rows(RUN).order_by(RUN.c.first)
    with connection.execute(query.execution_options(yield_per=RUNS_AT_ONCE)) as found:
        yield from found


def tree_heads(connection: Connection) -> Generator[Any]:
    """Every row of ``tree_head`` by size; close it where it is not taken to its end."""
    query = raw_rows(TREE_HEAD).order_by(TREE_HEAD.c.tree_size)
    with connection.execute(query.execution_options(yield_per=AT_ONCE)) as found:
        yield from found


def tree_head(connection: Connection, size: int) -> Any | None:
    """The tree head of this size; None when no commit ended there."""
    return connection.execute(raw_rows(TREE_HEAD).where(TREE_HEAD.c.tree_size == size)).first()


def tile_hashes(connection: Connection) -> Iterator[Any]:
    """Every row of ``tile_hash``, level by level."""
    query = raw_rows(TILE_HASH).order_by(TILE_HASH.c.level, TILE_HASH.c.n)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def next_epoch(connection: Connection, size: int) -> str | None:
    """The epoch of the tree head after that of this size; None after the newest."""
    query = select(TREE_HEAD.c.epoch).where(TREE_HEAD.c.tree_size > size)
    return connection.execute(query.order_by(TREE_HEAD.c.tree_size).limit(1)).scalar()


def epochs(connection: Connection) -> dict[str, int]:
    """How many entries the log had when each epoch ended; the newest one's is its present size."""
    end = func.max(TREE_HEAD.c.tree_size)
    rows = connection.execute(select(TREE_HEAD.c.epoch, end).group_by(TREE_HEAD.c.epoch))
    return {str(epoch): int(size) for epoch, size in rows}


def is_held(connection: Connection, place: Place) -> bool:
    """Whether the log holds this entry of the chain at this seq."""
    return any(True for _ in at_places(connection, [place]))


def held_places(connection: Connection, places: Iterable[Place]) -> set[Place]:
    """Those of the places at which the log holds the entry."""
    found = at_places(connection, places)
    return {(str(row.chain), row.seq + at, entry) for row, at, entry in found}


def indexed_place(connection: Connection, entry: str) -> Any | None:
    """Position, chain and seq of an entry that the index has, the latter as its run tells them.

    They are None where there is no such run. None for what is no id of an entry.
    """
    if not re.fullmatch("[0-9a-f]{64}", entry):
        return None
    seq = RUN.c.seq + ENTRY.c.position - RUN.c.first
    query = select(ENTRY.c.position, RUN.c.chain, seq.label("seq"))
    query = query.outerjoin_from(ENTRY, RUN, RUN.c.first == ENTRY.c.run)
    return connection.execute(query.where(ENTRY.c.id == bytes.fromhex(entry))).first()


def head_signatures(connection: Connection) -> Iterator[Any]:
    """Every row of ``head_signature``."""
    query = raw_rows(HEAD_SIGNATURE).order_by(HEAD_SIGNATURE.c.chain, HEAD_SIGNATURE.c.seq)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def signed(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the entries that a kept signature names."""
    rows = by_keys(connection, select(HEAD_SIGNATURE.c.id), HEAD_SIGNATURE.c.id, ids)
    return {row.id for row in rows}


def entry_count(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.execute(select(func.coalesce(func.sum(RUN.c.entries), 0))).scalar_one())


def leaves(connection: Connection) -> Iterator[Leaf]:
    """What the log's tree is made from, by position; ValueError where a run tells no leaves."""
    columns = (RUN.c.first, RUN.c.carrier, RUN.c.accepted_at, RUN.c.ids, RUN.c.times)
    query = select(*columns).order_by(RUN.c.first)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        ids, times = split_ids(row.ids), unpacked_times(row.times, row.accepted_at)
        for position, (entry, (earliest, latest)) in enumerate(
            zip(ids, times, strict=True), row.first
        ):
            yield Leaf(
                position=position,
                id=entry,
                accepted_at=row.accepted_at,
                earliest=earliest,
                latest=latest,
                carrier=row.carrier,
            )


def photo_files(connection: Connection) -> Iterator[Any]:
    """Every row of ``photo_file``."""
    query = raw_rows(PHOTO_FILE).order_by(PHOTO_FILE.c.sha256)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def storage_faults(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file; SQLite only, else nothing."""
    if connection.dialect.name != "sqlite":
        return []
    rows = connection.execute(text("PRAGMA integrity_check(20)"))
    return [str(row[0]) for row in rows if row[0] != "ok"]
