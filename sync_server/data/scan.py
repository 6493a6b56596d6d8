"""Reading the ledger for a check: every row as the database holds it, nothing believed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, func, select, text

from domain.trail.receipt import Leaf
from sync_server.data.aside import raw_rows
from sync_server.data.engine import Transaction
from sync_server.data.ledger import AT_ONCE, ENTRY, HEAD_SIGNATURE
from sync_server.data.log_tree import TILE_HASH, TREE_HEAD
from sync_server.data.upsert import table_named

PHOTO_FILE = table_named("photo_file")


@contextmanager
def reading_anything(transaction: Transaction) -> Iterator[None]:
    """Read texts that are no UTF-8 any more, instead of failing at them (SQLite only)."""
    connection = transaction.ledger
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    before, driver.text_factory = driver.text_factory, _forgiving
    try:
        yield
    finally:
        driver.text_factory = before


def _forgiving(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


def entries(connection: Connection) -> Iterator[Any]:
    """Every row of ``entry`` by position."""
    query = raw_rows(ENTRY).order_by(ENTRY.c.position)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def tree_heads(connection: Connection) -> Iterator[Any]:
    """Every row of ``tree_head`` by size."""
    query = raw_rows(TREE_HEAD).order_by(TREE_HEAD.c.tree_size)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


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


def place_of(connection: Connection, entry: str) -> Any | None:
    """Position, chain and seq of an entry."""
    query = select(ENTRY.c.position, ENTRY.c.chain, ENTRY.c.seq).where(ENTRY.c.id == entry)
    return connection.execute(query).first()


def head_signatures(connection: Connection) -> Iterator[Any]:
    """Every row of ``head_signature``."""
    query = raw_rows(HEAD_SIGNATURE).order_by(HEAD_SIGNATURE.c.chain, HEAD_SIGNATURE.c.seq)
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))


def unsigned_tips(connection: Connection) -> Iterable[Any]:
    """Position and id of every entry that none goes on from and no kept signature names."""
    child = ENTRY.alias("child")
    has_child = select(child.c.id).where(child.c.chain == ENTRY.c.chain, child.c.prev == ENTRY.c.id)
    is_signed = select(HEAD_SIGNATURE.c.id).where(HEAD_SIGNATURE.c.id == ENTRY.c.id)
    query = select(ENTRY.c.position, ENTRY.c.id).where(~has_child.exists(), ~is_signed.exists())
    return connection.execute(query.order_by(ENTRY.c.position)).all()


def entry_count(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.execute(select(func.count()).select_from(ENTRY)).scalar_one())


def leaves(connection: Connection) -> Iterator[Leaf]:
    """What the log's tree is made from, by position."""
    query = select(*(ENTRY.c[name] for name in Leaf.model_fields)).order_by(ENTRY.c.position)
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        yield Leaf.model_construct(**row._mapping)


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
