"""The rows of the office's acts."""

from collections.abc import Iterable, Iterator

from domain.audit.act import Act, act_of
from domain.clock import format_instant
from sync_server.data.driver.statements import Row
from sync_server.data.engine import Transaction
from sync_server.data.tables import ActRow
from sync_server.data.upsert import row_of, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry


def write_acts(transaction: Transaction, book: ChainBook, placed: Iterable[LoggedEntry]) -> None:
    """Write the acts that these entries tell of; their chains are known to the book."""
    upsert_rows(transaction.tables, ActRow, list(_rows(book, placed)))


def _rows(book: ChainBook, placed: Iterable[LoggedEntry]) -> Iterator[Row]:
    for each in placed:
        author = book.author(each.reading.line.header.chain)
        act = act_of(each.reading, author)
        if act is not None:
            yield _row(each, act)


def _row(entry: LoggedEntry, act: Act) -> Row:
    return row_of(
        ActRow,
        position=entry.position,
        district=act.district,
        at=format_instant(entry.acceptance.accepted_at),
        account=act.account,
        act=act.act,
        sort=act.sort.value,
        noun=act.noun,
        code=act.code,
    )
