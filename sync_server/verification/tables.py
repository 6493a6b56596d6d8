"""Checking every projected table against what the ledger makes of it."""

from collections.abc import Iterator

from sync_server.data.aside import RowDifference, differences
from sync_server.data.engine import Transaction
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.projector import Projector
from sync_server.verification.fault import Fault, FaultKind


def table_faults(transaction: Transaction, made: Transaction) -> Iterator[Fault]:
    """Every row that differs; ``made`` has empty projected tables, which are filled here."""
    Projector(made, ChainBook(made)).all()
    for difference in differences(transaction, made):
        yield from faults_of(difference)


def faults_of(difference: RowDifference) -> Iterator[Fault]:
    """What a row is called that is not what the ledger makes of it."""
    key = " ".join(str(value) for value in difference.key.values())
    if difference.found is None:
        yield Fault(FaultKind.ROW_MISSING, difference.table, key)
    elif difference.expected is None:
        yield Fault(FaultKind.ROW_TOO_MANY, difference.table, key)
    for column in difference.columns:
        yield Fault(FaultKind.ROW_CHANGED, difference.table, key, column)
