"""Reading and appending the log: runs of entries, and head signatures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    select,
    update,
)

from domain.errors import NotFound
from domain.trail.delivery import SignedHead
from domain.trail.line import Line
from sync_server.data.driver.statements import AT_ONCE, executed, fetched, in_parts, insertion
from sync_server.data.engine import Transaction
from sync_server.data.packing.usual_rows import UsualLines
from sync_server.data.runs import (
    ID_BYTES,
    MOST_LINES,
    Run,
    is_said,
    packed,
    packed_private,
    unpacked,
    unpacked_private,
)
from sync_server.data.tables import METADATA
from sync_server.data.tables.run_table import RUN, RUN_COLUMNS

K = TypeVar("K")

_TABLES = METADATA.tables
ENTRY = _TABLES["entry"]
HEAD_SIGNATURE = _TABLES["head_signature"]

_INSERT_RUN = insertion("run", RUN_COLUMNS)
_RUNS_BETWEEN = (
    f"SELECT {', '.join(RUN_COLUMNS)} FROM run"  # noqa: S608
    " WHERE first > ? AND first < ? AND first + entries > ? ORDER BY first"
)
_INSERT_SIGNATURE = insertion("head_signature", ("id", "chain", "seq", "signature"))


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry and its place in the log."""

    position: int
    line: Line
    accepted_at: str
    earliest: str
    latest: str
    carrier: str
    marks: str
    tree_size: int


def first_chain(connection: Connection) -> str | None:
    """The chain of the log's first entry: the server's own; None while the log is empty."""
    row = connection.execute(select(RUN.c.chain).where(RUN.c.first == 0)).one_or_none()
    return None if row is None else str(row.chain)


def tips(connection: Connection, chain: str) -> list[tuple[int, str]]:
    """The seq and id of every entry of the chain that no other goes on from."""
    end = func.substr(RUN.c.ids, (RUN.c.entries - 1) * ID_BYTES + 1).label("end")
    query = select(RUN.c.seq, RUN.c.entries, RUN.c.prev, end).where(RUN.c.chain == chain)
    rows = connection.execute(query).all()
    followed = {row.prev for row in rows}
    ends = sorted((row.seq + row.entries - 1, bytes(row.end).hex()) for row in rows)
    return [(seq, entry) for seq, entry in ends if entry not in followed]


def append_runs(transaction: Transaction, runs: Sequence[Run | UsualLines]) -> None:
    """Insert runs that were never in the log."""
    rows = [each.row() if isinstance(each, UsualLines) else packed(each) for each in runs]
    executed(transaction.ledger, _INSERT_RUN, rows)
    transaction.recent.keep(zip(rows, runs, strict=True))


def empty_private(transaction: Transaction, position: int) -> None:
    """Empty the private piece of one entry: header, body and all proofs stay as they are.

    NotFound where the log has no such position. That an entry of the log tells why is for the
    caller to see to.
    """
    query = select(RUN.c.first, RUN.c.private).where(*reaching(RUN.c.first, position, position + 1))
    row = transaction.ledger.execute(query).one_or_none()
    if row is None:
        raise NotFound("The log has no entry at this position.", position=position)
    pieces = unpacked_private(row.private)
    pieces[position - row.first] = None
    emptied = update(RUN).where(RUN.c.first == row.first).values(private=packed_private(pieces))
    transaction.ledger.execute(emptied)


def keep_head_signatures(transaction: Transaction, heads: Iterable[SignedHead]) -> None:
    """Insert the head signatures of entries that are appended in this transaction."""
    fresh = {head.id: (head.id, head.chain, head.seq, head.signature) for head in heads}
    executed(transaction.ledger, _INSERT_SIGNATURE, list(fresh.values()))


def of_subjects(
    connection: Connection, subjects: Iterable[str], before: int | None = None
) -> list[Logged]:
    """All entries of these subjects (before a position), in log order."""
    found = (each for run in runs_of_subjects(connection, subjects, before) for each in logged(run))
    return [each for each in found if before is None or each.position < before]


def runs_of_subjects(
    connection: Connection, subjects: Iterable[str], before: int | None = None
) -> list[Run]:
    """All runs of these subjects (that begin before a position), in log order."""
    query = select(RUN) if before is None else select(RUN).where(RUN.c.first < before)
    runs = map(run_of, by_keys(connection, query, RUN.c.subject, subjects))
    return sorted(runs, key=lambda run: run.first)


def between(connection: Connection, first: int, end: int) -> list[Logged]:
    """The entries from one position up to another, which is left out, in log order."""
    runs = runs_between(connection, first, end)
    return [each for run in runs for each in logged(run) if first <= each.position < end]


def of_kinds(connection: Connection, kinds: Iterable[str]) -> Iterator[Logged]:
    """All entries of these kinds, each of ``FOUND_BY_KIND``, in log order."""
    query = select(ENTRY.c.position).where(ENTRY.c.kind.in_(sorted(kinds)))
    for position in connection.scalars(query.order_by(ENTRY.c.position)).all():
        yield from between(connection, position, position + 1)


def runs_between(connection: Connection, first: int, end: int) -> list[Run]:
    """The runs that any of these positions are in, in log order."""
    query = select(RUN).where(*reaching(RUN.c.first, first, end)).order_by(RUN.c.first)
    return [run_of(row) for row in connection.execute(query)]


def runs_to_follow(transaction: Transaction, first: int, end: int) -> list[Run]:
    """The same; what this process has just committed is not unpacked again."""
    rows = fetched(transaction.ledger, _RUNS_BETWEEN, (first - MOST_LINES, end, first))
    return [
        transaction.recent.take(row) or unpacked(dict(zip(RUN_COLUMNS, row, strict=True)))
        for row in rows
    ]


def by_ids(connection: Connection, ids: Iterable[str]) -> list[Logged]:
    """Those of the entries that the index knows, in log order."""
    query = select(ENTRY.c.position, ENTRY.c.run)
    keys = map(bytes.fromhex, ids)
    found = {row.position: row.run for row in by_keys(connection, query, ENTRY.c.id, keys)}
    runs = map(run_of, by_keys(connection, select(RUN), RUN.c.first, found.values()))
    some = (each for run in runs for each in logged(run) if each.position in found)
    return sorted(some, key=lambda each: each.position)


def saying(connection: Connection, words: bytes, those: ColumnElement[bool]) -> list[Logged]:
    """Entries of ``those`` runs with these words in their lines, in log order.

    A run is gone into where headers and bodies have them.
    """
    query = select(RUN).where(those).order_by(RUN.c.first)
    found: list[Logged] = []
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        if is_said(row.lines, words):
            entries = logged(run_of(row))
            found += [each for each in entries if words in each.line.raw]
    return found


def run_of(row: Row[Any]) -> Run:
    """The run in a row of the table."""
    return unpacked(row._asdict())


def logged(run: Run) -> Iterator[Logged]:
    """The entries of a run."""
    shared = run.shared
    for position, (line, (earliest, latest)) in enumerate(
        zip(run.lines, run.times, strict=True), run.first
    ):
        times = (shared.accepted_at, earliest, latest)
        yield Logged(position, line, *times, shared.carrier, shared.marks, shared.tree_size)


def reaching(column: ColumnElement[int], first: int, end: int) -> tuple[ColumnElement[bool], ...]:
    """That a run, whose ``column`` counts from its first entry on, has any of first..end."""
    return column > first - MOST_LINES, column < end, column + RUN.c.entries > first


def by_keys(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[K]
) -> list[Row[Any]]:
    """The query's rows whose column is one of the keys, asked for a handful at a time."""
    found: list[Row[Any]] = []
    for some in in_parts(keys):
        found += connection.execute(query.where(column.in_(some)))
    return found
