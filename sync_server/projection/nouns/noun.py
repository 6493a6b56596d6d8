"""Who writes the rows of the subjects of a noun that is folded from all its entries."""

from collections.abc import Callable, Mapping, Sequence

from sync_server.data.engine import Transaction
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.workbook_marks import WorkbookMarks

Entries = Mapping[str, Sequence[LoggedEntry]]
"""All entries of each subject, in log order."""

Write = Callable[[Transaction, ChainBook, Entries, WorkbookMarks], None]

WRITERS: dict[str, Write] = {}
"""By noun; the visits that a subject names are written before it."""


def writes(noun: str) -> Callable[[Write], Write]:
    """Register what writes all that is said of subjects of this noun."""

    def decorate(write: Write) -> Write:
        WRITERS[noun] = write
        return write

    return decorate
