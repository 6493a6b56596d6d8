"""Checking every projected table against what the ledger makes of it."""

from collections.abc import Iterator

from sync_server.data.engine import Transaction
from sync_server.data.following.aside import (
    Aside,
    RowDifference,
    following_differences,
    standing_differences,
)
from sync_server.data.following.making import is_of_log
from sync_server.data.following.place import FOLLOWED, Place
from sync_server.projection.shadow import Shadow
from sync_server.verification.fault import Fault, FaultKind


def table_faults(
    transaction: Transaction, made: Aside, place: Place | None, end: int
) -> Iterator[Fault]:
    """Every row that differs; ``made`` has empty projected tables, which are filled here.

    ``place`` is where the tables that follow stand: they are compared with what the log makes up
    to there. Without it there are none. What stands is compared at the log's ``end``.
    """
    shadow = Shadow(made)
    if place is not None:
        shadow.go_on(transaction, place.position)
        if not is_of_log(transaction.ledger, place):
            yield Fault(FaultKind.ROW_CHANGED, FOLLOWED.name, str(place.fold), "position")
        for difference in following_differences(transaction, made):
            yield from faults_of(difference)
    shadow.stand_on(transaction, end)
    for difference in standing_differences(transaction, made):
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
