"""Reading and appending the log: entries, head signatures, and what devices heard."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    insert,
    or_,
    select,
)

from domain.clock import format_instant, parse_instant
from domain.trail.line import Line, Tick, read_header
from domain.trail.timing import Answered
from sync_server.data.engine import Transaction
from sync_server.data.tables import METADATA, EntryRow

K = TypeVar("K")

_TABLES = METADATA.tables
ENTRY = _TABLES["entry"]
ENTRY_COLUMNS = tuple(column.name for column in ENTRY.columns)
HEAD_SIGNATURE = _TABLES["head_signature"]
DEVICE_ANSWER = _TABLES["device_answer"]

# Both databases allow more bound values in one statement; short lists plan better.
AT_ONCE = 800
ANSWERS_LAST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Held:
    """What must be known of an entry that the log holds, to append behind it."""

    id: str
    chain: str
    seq: int
    earliest: str


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry and its place in the log."""

    position: int
    line: Line
    accepted_at: str
    earliest: str
    latest: str
    carrier: str
    marks: str = ""


def first_chain(connection: Connection) -> str | None:
    """The chain of the log's first entry: the server's own; None while the log is empty."""
    row = connection.execute(select(ENTRY.c.chain).where(ENTRY.c.position == 0)).one_or_none()
    return None if row is None else str(row.chain)


def held(connection: Connection, ids: Iterable[str]) -> dict[str, Held]:
    """Those of the entries that the log holds."""
    columns = (ENTRY.c.id, ENTRY.c.chain, ENTRY.c.seq, ENTRY.c.earliest)
    rows = by_keys(connection, select(*columns), ENTRY.c.id, ids)
    return {row.id: Held(row.id, row.chain, row.seq, row.earliest) for row in rows}


def tips(connection: Connection, chain: str) -> list[tuple[int, str]]:
    """The seq and id of every entry of the chain that no other goes on from."""
    child = ENTRY.alias("child")
    has_child = (
        select(child.c.id).where(child.c.chain == chain, child.c.prev == ENTRY.c.id).exists()
    )
    rows = connection.execute(
        select(ENTRY.c.seq, ENTRY.c.id)
        .where(ENTRY.c.chain == chain, ~has_child)
        .order_by(ENTRY.c.seq, ENTRY.c.id)
    )
    return [(row.seq, row.id) for row in rows]


def append_entries(transaction: Transaction, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert entries, given as rows of the table in the order of ``ENTRY_COLUMNS``."""
    # By the driver itself: the most is written here, and nothing of it needs to be converted.
    connection = transaction.ledger
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(ENTRY_COLUMNS))
    insertion = f"INSERT INTO entry ({', '.join(ENTRY_COLUMNS)}) VALUES ({marks})"  # noqa: S608
    connection.exec_driver_sql(insertion, list(rows))


def keep_head_signatures(transaction: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the head signatures of entries that are appended in this transaction."""
    fresh = {row["id"]: row for row in rows}
    transaction.ledger.execute(insert(HEAD_SIGNATURE), list(fresh.values()))


def answers(connection: Connection, token_hashes: Iterable[str]) -> dict[str, dict[str, Answered]]:
    """What these devices were answered in their present boots, by token and server time."""
    rows = by_keys(connection, select(DEVICE_ANSWER), DEVICE_ANSWER.c.token_hash, token_hashes)
    found: dict[str, dict[str, Answered]] = {}
    for row in rows:
        told = Answered(parse_instant(row.at), Tick(boot=row.boot, ms=row.ms))
        found.setdefault(row.token_hash, {})[row.at] = told
    return found


def keep_answers(transaction: Transaction, given: Mapping[str, Tick], now: datetime) -> None:
    """Record that these devices are about to be told this server time, by their ticks.

    What was answered in another boot, or long ago, tells nothing any more and is let go of.
    """
    at, long_ago = format_instant(now), format_instant(now - ANSWERS_LAST)
    for token, tick in given.items():
        of_device = DEVICE_ANSWER.c.token_hash == token
        gone = or_(DEVICE_ANSWER.c.boot != tick.boot, DEVICE_ANSWER.c.at < long_ago)
        transaction.ledger.execute(delete(DEVICE_ANSWER).where(of_device, gone))
        known = select(DEVICE_ANSWER.c.at).where(of_device, DEVICE_ANSWER.c.at == at)
        if transaction.ledger.execute(known).first() is None:
            row = {"token_hash": token, "at": at, "boot": tick.boot, "ms": tick.ms}
            transaction.ledger.execute(insert(DEVICE_ANSWER), [row])


def forget_answers(transaction: Transaction) -> None:
    """Forget what devices were told: after a backup was restored, they were told more since."""
    transaction.ledger.execute(delete(DEVICE_ANSWER))


def of_subjects(
    connection: Connection, subjects: Iterable[str], before: int | None = None
) -> list[Logged]:
    """All entries of these subjects (before a position), in log order."""
    query = select(ENTRY) if before is None else select(ENTRY).where(ENTRY.c.position < before)
    rows = by_keys(connection, query, ENTRY.c.subject, subjects)
    return sorted((logged(row) for row in rows), key=lambda each: each.position)


def between(connection: Connection, first: int, end: int) -> list[Logged]:
    """The entries from one position up to another, which is left out, in log order."""
    query = select(ENTRY).where(ENTRY.c.position >= first, ENTRY.c.position < end)
    return [logged(row) for row in connection.execute(query.order_by(ENTRY.c.position))]


def logged(row: Row[Any]) -> Logged:
    """The entry in a row of the table, its bytes trusted (``verify`` is what checks them)."""
    header = read_header(row.header)
    line = Line(row.id, header, row.header, row.body, row.private)
    return Logged(
        row.position, line, row.accepted_at, row.earliest, row.latest, row.carrier, row.marks
    )


def line_of(row: EntryRow) -> Line:
    """The entry's line as it came."""
    return Line(row.id, read_header(row.header), row.header, row.body, row.private)


def by_keys(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[K]
) -> list[Row[Any]]:
    """The query's rows whose column is one of the keys, asked for a handful at a time."""
    found: list[Row[Any]] = []
    for some in in_parts(keys):
        found += connection.execute(query.where(column.in_(some)))
    return found


def in_parts(keys: Iterable[K]) -> Iterator[list[K]]:
    """The different keys, a handful at a time."""
    wanted = sorted(set(keys))  # type: ignore[type-var]
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
