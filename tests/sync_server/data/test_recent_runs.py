"""Runs remembered from the commit: by every byte of their rows, and not many of them."""

from dataclasses import replace

import pytest

from sync_server.data.driver.statements import Row
from sync_server.data.engine import Transaction
from sync_server.data.ledger import empty_private, runs_between, runs_to_follow
from sync_server.data.packing.recent_runs import RecentRuns
from sync_server.data.runs import Run, packed
from tests.builders.server import Ledger, Phone


def stored(ledger: Ledger) -> list[Run]:
    with ledger.database.reading_ledger() as transaction:
        return runs_between(transaction.ledger, 0, 1_000)


def followed(ledger: Ledger) -> tuple[list[Run], list[bool]]:
    """The runs as who follows is told them, and which of them were remembered."""

    def look(transaction: Transaction) -> tuple[list[Run], list[bool]]:
        remembered: list[bool] = []
        take = transaction.recent.take

        def noted(row: Row) -> Run | None:
            run = take(row)
            remembered.append(run is not None)
            return run

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(transaction.recent, "take", noted)
            return runs_to_follow(transaction, 0, 1_000), remembered

    return ledger.database.follow(look)


@pytest.mark.parametrize("is_usual", [True, False])
def test_what_was_committed_is_told_as_it_is_stored(ledger: Ledger, phone: Phone, is_usual: bool):
    phone.push(ledger.committer)
    first = len(phone.pen.lines)
    for _ in range(2):
        phone.pen.open_visit()
    phone.push(ledger.committer, phone.pen.lines[first:] if is_usual else None)
    runs, remembered = followed(ledger)
    assert remembered[-2:] == [True, True]
    assert [packed(run) for run in runs] == [packed(run) for run in stored(ledger)]
    assert [list(run.lines) for run in runs] == [list(run.lines) for run in stored(ledger)]
    assert [list(run.times) for run in runs] == [list(run.times) for run in stored(ledger)]
    assert not any(followed(ledger)[1])


def test_a_run_that_was_changed_since_is_read_anew(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    phone.push(ledger.committer)
    last = stored(ledger)[-1]
    ledger.database.write(lambda transaction: empty_private(transaction, last.first))
    runs, remembered = followed(ledger)
    assert not remembered[-1]
    assert runs[-1].lines[0].private_bytes is None


def test_no_more_are_remembered_than_that_and_none_before_one_that_was_taken(ledger: Ledger):
    (first, *_) = stored(ledger)
    length = len(first.lines)
    recent = RecentRuns(most_entries=3 * length)
    runs = [replace(first, first=100 * number) for number in range(4)]
    recent.keep((packed(run), run) for run in (*runs, runs[2]))
    assert recent.take(packed(runs[1])) is runs[1]
    assert recent.take(packed(runs[0])) is None
    assert recent.take(packed(runs[3])) is None
    recent.keep([(packed(runs[3]), runs[3])])
    assert recent.take(packed(runs[3])) is runs[3]
