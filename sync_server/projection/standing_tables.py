"""From accepted entries to the projected tables that stand, in the commit that takes them.

The next commit rests on them: on which chains there are and where they end, and on which photos
are here.
"""

from collections.abc import Sequence

from sync_server.data.engine import Transaction
from sync_server.data.runs import Run
from sync_server.projection.chain_book import CHAIN_KINDS, ChainBook, Link
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


def take_run(book: ChainBook, run: Run, entries: Sequence[LoggedEntry]) -> None:
    """Let the book go on by the entries of a run, whose lines these are."""
    if any(line.header.kind in CHAIN_KINDS for line in run.lines):
        for at, each in enumerate(entries):
            book.take(_link(run, at, at), each.reading.body)
    elif entries:
        book.take(_link(run, 0, len(entries) - 1), None)


def _link(run: Run, first: int, last: int) -> Link:
    """What a chain needs to know of these of the run's entries, which follow each other."""
    line = run.lines[last]
    earliest, _ = run.times[last]
    before = run.lines[first].header.prev
    place = (run.first + last, line.header.chain, line.header.seq, line.id, before)
    return Link(*place, run.shared.accepted_at, earliest)
