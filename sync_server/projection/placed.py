"""Entries of the log as read, with their places in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from domain import kinds
from domain.clock import parse_instant
from domain.trail.timing import Interval
from domain.visit.assessment import Acceptance, Mark
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.runs import Run, Times
from sync_server.projection.folded import LoggedEntry


def placed(runs: Iterable[Run]) -> list[LoggedEntry]:
    """The entries of these runs, read, in their order."""
    return [each for run in runs for each in _of_run(run)]


def runs_within(transaction: Transaction, first: int, end: int) -> list[Run]:
    """What the log holds from one position up to another, which is left out.

    The first and the last of the runs may be parts of those that are stored.
    """
    return [_cut(run, first, end) for run in ledger.runs_between(transaction.ledger, first, end)]


def placed_of_subjects(
    transaction: Transaction, subjects: Iterable[str], before: int
) -> list[LoggedEntry]:
    """All entries of these subjects before a position, read, in log order."""
    runs = ledger.runs_of_subjects(transaction.ledger, subjects, before)
    return placed(_cut(run, 0, before) for run in runs)


def _of_run(run: Run) -> Iterator[LoggedEntry]:
    accepted_at, marks = parse_instant(run.shared.accepted_at), _marks(run.shared.marks)
    # Entries that were written together often can have happened within the same times.
    known: dict[Times, Acceptance] = {}
    for position, (line, times) in enumerate(zip(run.lines, run.times, strict=True), run.first):
        acceptance = known.get(times)
        if acceptance is None:
            earliest, latest = times
            interval = Interval(parse_instant(earliest), parse_instant(latest))
            acceptance = known[times] = Acceptance(accepted_at, interval, marks)
        yield LoggedEntry(position, kinds.read(line), acceptance)


def _cut(run: Run, first: int, end: int) -> Run:
    if first <= run.first and run.end <= end:
        return run
    some = slice(max(0, first - run.first), max(0, end - run.first))
    begin = max(first, run.first)
    return replace(run, first=begin, lines=run.lines[some], times=run.times[some])


@lru_cache(maxsize=64)
def _marks(names: str) -> frozenset[Mark]:
    return frozenset(Mark(name) for name in names.split(",") if name)
