"""Checking every projected table against what the ledger makes of it."""

from collections.abc import Iterator

from sync_server.data.aside import differences
from sync_server.data.engine import Transaction
from sync_server.services.chain_book import ChainBook
from sync_server.services.projector import Projector
from sync_server.services.verification.finding import Fault, Finding


def table_findings(transaction: Transaction, made: Transaction) -> Iterator[Finding]:
    """Every row that differs; ``made`` has empty projected tables, which are filled here."""
    Projector(made, ChainBook(made)).all()
    for difference in differences(transaction, made):
        key = " ".join(str(value) for value in difference.key.values())
        if difference.found is None:
            yield Finding(Fault.ROW_MISSING, difference.table, key)
        elif difference.expected is None:
            yield Finding(Fault.ROW_TOO_MANY, difference.table, key)
        for column in difference.columns:
            yield Finding(Fault.ROW_CHANGED, difference.table, key, column)
