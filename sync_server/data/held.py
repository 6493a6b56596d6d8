"""Looking up entries by their chain and seq: what of a delivery the log holds already."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from domain.trail.line import Line
from sync_server.data.ledger import reaching
from sync_server.data.runs import ID_BYTES, time_at
from sync_server.data.tables.run_table import RUN

# A run without what it packs.
_UNREAD = select(
    RUN.c.first,
    RUN.c.entries,
    RUN.c.chain,
    RUN.c.seq,
    RUN.c.carrier,
    RUN.c.accepted_at,
    RUN.c.tree_size,
    RUN.c.ids,
    RUN.c.times,
)


@dataclass(frozen=True, slots=True)
class Held:
    """What must be known of an entry that the log holds, to append behind it."""

    id: str
    chain: str
    seq: int
    earliest: str


Place = tuple[str, int, str]
"""Chain, seq and id of an entry: where it is, if the log holds it."""


def place_of(line: Line) -> Place:
    """Where the line is, if the log holds it."""
    return line.header.chain, line.header.seq, line.id


def at_places(connection: Connection, places: Iterable[Place]) -> Iterator[tuple[Any, int, str]]:
    """Those of the entries that the log holds: the run, the place in it, and the id.

    What a run packs is not read.
    """
    wanted: dict[str, dict[tuple[int, bytes], str]] = {}
    for chain, seq, entry in places:
        wanted.setdefault(chain, {})[seq, bytes.fromhex(entry)] = entry
    for chain, named in sorted(wanted.items()):
        seqs = [seq for seq, _ in named]
        some = reaching(RUN.c.seq, min(seqs), max(seqs) + 1)
        for row in connection.execute(_UNREAD.where(RUN.c.chain == chain, *some)):
            for at in range(len(row.ids) // ID_BYTES):
                found = named.get((row.seq + at, row.ids[at * ID_BYTES : (at + 1) * ID_BYTES]))
                if found is not None:
                    yield row, at, found


def held(connection: Connection, places: Iterable[Place]) -> dict[str, Held]:
    """Those of the entries that the log holds, by id."""
    return {
        entry: Held(entry, row.chain, row.seq + at, time_at(row.times, at, row.accepted_at)[0])
        for row, at, entry in at_places(connection, places)
    }


def held_anywhere(connection: Connection, chain: str, ids: Iterable[str]) -> dict[str, Held]:
    """Those of the entries that the log holds on this chain, whatever their seq.

    The whole chain is looked through.
    """
    wanted, found = {bytes.fromhex(entry): entry for entry in ids}, dict[str, Held]()
    for row in connection.execute(_UNREAD.where(RUN.c.chain == chain)):
        for at in range(len(row.ids) // ID_BYTES):
            entry = wanted.get(row.ids[at * ID_BYTES : (at + 1) * ID_BYTES])
            if entry is not None:
                earliest, _ = time_at(row.times, at, row.accepted_at)
                found[entry] = Held(entry, chain, row.seq + at, earliest)
    return found
