"""The projected tables made anew beside those in use, from the log's first entry on."""

from sync_server.data.engine import Database, Transaction
from sync_server.data.following.aside import Aside
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry, placed, runs_within
from sync_server.projection.projector import follow_entries
from sync_server.projection.standing_tables import keep_standing, take_run

ENTRIES_AT_ONCE = 2_000
_AT_A_LOOK = 20_000


class Shadow:
    """Empty projected tables, as `aside` makes them, brought up to any position of the log."""

    def __init__(self, made: Aside) -> None:
        self._made = made
        self._position = 0

    def approach(self, database: Database) -> None:
        """Go on to about the log's end; nobody is held up, and no look at it lasts long."""
        before = -1
        while before < self._position:
            before = self._position
            with database.reading_ledger() as transaction:
                self.go_on(transaction, before + _AT_A_LOOK)

    def go_on(self, transaction: Transaction, end: int) -> None:
        """Go on up to this position of the ledger, or to its end where that comes first."""
        made = self._made.with_ledger(transaction)
        while entries := self._stand(made, end):
            follow_entries(made, ChainBook(made), entries)

    def stand_on(self, transaction: Transaction, end: int) -> None:
        """Go on so far with what stands alone; nothing that follows can be made after it."""
        made = self._made.with_ledger(transaction)
        while self._stand(made, end):
            pass

    def _stand(self, transaction: Transaction, end: int) -> list[LoggedEntry]:
        """The entries that come next, after what stands was brought past them."""
        first = self._position
        runs = runs_within(transaction, first, min(end, first + ENTRIES_AT_ONCE))
        entries = placed(runs)
        book = ChainBook(transaction)
        at = 0
        for run in runs:
            take_run(book, run, entries[at : at + len(run.lines)])
            at += len(run.lines)
        keep_standing(transaction, book, entries)
        self._position = first + len(entries)
        return entries
