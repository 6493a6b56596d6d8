"""A log that several processes read is found to be what one process finds it to be."""

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from domain.errors import Unavailable
from sync_server.data import scan
from sync_server.data.plain_runs import PlainRun
from sync_server.verification import opening
from sync_server.verification.fault import Fault
from sync_server.verification.opening import opened_runs
from sync_server.verification.verify import verify
from tests.builders.server import Ledger, Phone
from tests.builders.tampering import change, flipped, rows_of

VISITS = 9


@pytest.fixture
def long_log(ledger: Ledger, phone: Phone) -> Ledger:
    """A log of some runs, each of another visit."""
    for _ in range(VISITS):
        phone.pen.open_visit()
        phone.push(ledger.committer)
    return ledger


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many runs others were given in one go; they are given all, three at a time."""
    told: list[int] = []
    give = ProcessPoolExecutor.submit

    def submit(self: ProcessPoolExecutor, work: Any, rows: Any) -> "Future[Any]":
        told.append(len(rows))
        return give(self, work, rows)

    def started(starting: Iterable["Future[Any]"]) -> bool:
        return all(each.result() == [] for each in starting)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(opening, "_has_started", started)
    monkeypatch.setattr(opening, "ALONE", 0)
    monkeypatch.setattr(opening, "A_PART", 3)
    return told


def faults(ledger: Ledger) -> list[Fault]:
    return list(verify(ledger.database, ledger.key.public_hex, Path).faults)


def dies(rows: Any) -> list[PlainRun | None]:
    """What a process does that the system ends in the middle of its work."""
    return os._exit(1) if rows else []


def interrupted(connection: Connection) -> None:
    """Ctrl-C, when one run was read."""
    with closing(scan.runs(connection)) as rows, closing(opened_runs(rows)) as runs:
        next(runs)
        raise KeyboardInterrupt


def test_the_same_is_found_in_the_same_order(long_log: Ledger, given: list[int]):
    assert faults(long_log) == []
    for row, column in zip(rows_of(long_log, "run")[-VISITS:], 3 * CHANGED, strict=True):
        change(long_log, "run", column, row, flipped(row[column]))
    shared = faults(long_log)
    assert len(shared) >= VISITS
    assert sum(given) == 2 * len(rows_of(long_log, "run"))
    with pytest.MonkeyPatch.context() as alone:
        alone.setattr(opening, "ALONE", 1_000)
        assert faults(long_log) == shared


CHANGED = ("lines", "times", "accepted_at")


def test_a_process_that_ends_before_its_time_is_said(
    long_log: Ledger, given: list[int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(opening, "plain_runs", dies)
    with pytest.raises(Unavailable) as ended:
        faults(long_log)
    assert (ended.value.specific_code, max(given)) == ("reader_ended", 3)


def test_who_interrupts_it_leaves_no_process_behind(long_log: Ledger, given: list[int]):
    with long_log.database.reading() as transaction, pytest.raises(KeyboardInterrupt):
        interrupted(transaction.ledger)
    assert given
    assert multiprocessing.active_children() == []


def test_a_short_log_is_read_here(long_log: Ledger, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "_readers", None)
    assert faults(long_log) == []


def test_one_core_reads_alone(long_log: Ledger, given: list[int], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert faults(long_log) == []
    assert given == []
