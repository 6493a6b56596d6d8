"""One step behind the ledger: some entries more, and the position, in one transaction."""

import logging
from collections.abc import Iterator

from domain.errors import Unavailable
from sync_server.data import ledger
from sync_server.data.engine import Database, Transaction
from sync_server.data.following.entry_index import index_runs
from sync_server.data.following.making import discard_strange, is_of_log
from sync_server.data.following.place import after, lag_of, move_to, place_of
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import placed
from sync_server.projection.projector import follow_entries
from sync_server.projection.versions import FOLD_VERSION

_LOG = logging.getLogger("duji.server")

# Larger ones take longer than somebody who waits for the tables should; smaller ones pay the
# fixed cost of a batch more often.
MOST_ENTRIES = 1_000


class Astray(Exception):
    """The tables follow another log than this one."""


def follow_batch(database: Database) -> int:
    """Bring the tables on by a batch; at which position they stand then.

    Any number of processes may do so: each looks where the tables stand once it alone may
    change them. Astray, with nothing changed, where they are not of this log; Unavailable
    (``other_fold``) where another version's process has made them anew.
    """
    return database.follow(_batch)


def _batch(transaction: Transaction) -> int:
    stands = place_of(transaction.tables)
    if stands.fold != FOLD_VERSION:
        raise Unavailable("Another version of the server makes the tables.", code="other_fold")
    if not is_of_log(transaction.ledger, stands):
        raise Astray
    first = stands.position
    runs = ledger.runs_to_follow(transaction, first, first + MOST_ENTRIES)
    if not runs:
        return first
    index_runs(transaction.tables, runs)
    follow_entries(transaction, ChainBook(transaction), placed(runs))
    reached = after(transaction.ledger, runs[-1].end, FOLD_VERSION)
    move_to(transaction.tables, reached)
    return reached.position


def batches(database: Database) -> Iterator[int]:
    """Bring the tables up to the log's end, batch by batch; where they stand after each.

    Tables of another log are thrown away and made anew.
    """
    reached, before = 0, -1
    while reached != before:
        before = reached
        try:
            reached = follow_batch(database)
        except Astray:
            if discard_strange(database):
                _LOG.warning("the tables were another log's; making them anew")
            reached, before = 0, -1
            continue
        yield reached
        with database.looking_up() as connection:
            if lag_of(connection).end <= reached:
                return
