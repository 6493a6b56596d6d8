"""From accepted entries to the projected tables that stand, in the commit that takes them.

The next commit rests on them: on which chains there are and where they end, and on which photos
are here.
"""

from collections.abc import Sequence

from sync_server.data.engine import Transaction
from sync_server.data.ledger import Logged
from sync_server.projection.chain_book import ChainBook, Link
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.photo_files import PhotoFiles, named, told_of_files


def keep_standing(transaction: Transaction, book: ChainBook, placed: Sequence[LoggedEntry]) -> None:
    """Write what stands after these entries, in log order; the book has taken them already."""
    book.keep()
    readings = ((each.position, each.reading) for each in placed)
    told = list(told_of_files(readings, book))
    if not told:
        return
    files = PhotoFiles(transaction)
    files.load(set(named(body for _, body in told)))
    for position, body in told:
        files.take(position, body)
    files.keep()


def link_of(logged: Logged) -> Link:
    """What a chain needs to know of an entry that the log holds."""
    header = logged.line.header
    place = (logged.position, header.chain, header.seq, logged.line.id, header.prev)
    return Link(*place, logged.accepted_at, logged.earliest)
