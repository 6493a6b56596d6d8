"""``verify`` names a run that was taken out, put in, cut or joined, and every byte of one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line
from sync_server.data.ledger import runs_between
from sync_server.data.runs import Run
from sync_server.verification.fault import Fault, FaultKind
from sync_server.verification.verify import verify
from tests.builders.server import Ledger, Phone
from tests.builders.tampering import change, flipped, put_in_place, rewrite, rows_of, run_with


def faults(ledger: Ledger) -> list[Fault]:
    return list(verify(ledger.database, ledger.key.public_hex, Path).faults)


@pytest.fixture
def notes(ledger: Ledger, phone: Phone) -> list[Line]:
    """Five notes on one visit, the last two of another commit."""
    visit = phone.pen.open_visit()
    for number in range(5):
        phone.pen.write(
            VisitNoted(section=NoteSection.RECORD), TextPrivate(text=f"第{number}条"), visit
        )
        if number != 3:
            continue
        phone.push(ledger.committer)
    phone.push(ledger.committer)
    return phone.pen.lines[2:]


def part(run: Run, start: int, end: int) -> Run:
    """A run of some of its lines."""
    return replace(
        run, first=run.first + start, lines=run.lines[start:end], times=run.times[start:end]
    )


def test_a_run_that_was_cut_in_two_is_found(ledger: Ledger, notes: list[Line]):
    run = run_with(ledger, notes[0])
    put_in_place(ledger, [run], [part(run, 0, 2), part(run, 2, 5)])
    found = [(each.kind, each.key) for each in faults(ledger)]
    assert found == [(FaultKind.RUN_CUT_WRONG, str(run.first + 2))]


def test_two_runs_of_two_commits_that_were_joined_are_found(ledger: Ledger, notes: list[Line]):
    first, second = run_with(ledger, notes[0]), run_with(ledger, notes[-1])
    assert first.end == second.first
    lines, times = [*first.lines, *second.lines], [*first.times, *second.times]
    put_in_place(ledger, [first, second], [replace(first, lines=lines, times=times)])
    found = {(each.kind, each.key) for each in faults(ledger)}
    assert (FaultKind.RUN_CUT_WRONG, str(first.first)) in found
    assert (FaultKind.POSITION_MISSING, str(second.first)) in found


def test_two_runs_of_two_subjects_that_were_joined_are_found(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    phone.pen.open_visit()
    phone.push(ledger.committer)
    first, second = (run_with(ledger, line) for line in phone.pen.lines[1:])
    lines, times = [*first.lines, *second.lines], [*first.times, *second.times]
    put_in_place(ledger, [first, second], [replace(first, lines=lines, times=times)])
    (fault,) = faults(ledger)
    place = (fault.kind, fault.key, fault.column)
    assert place == (FaultKind.COLUMN_NOT_THE_HEADERS, str(first.first), "subject")


def test_a_run_that_was_taken_out_is_missed_entry_by_entry(ledger: Ledger, notes: list[Line]):
    run = run_with(ledger, notes[0])
    put_in_place(ledger, [run], [part(run, 0, 1)])
    missing = [each.key for each in faults(ledger) if each.kind is FaultKind.POSITION_MISSING]
    assert missing == [str(position) for position in range(run.first + 1, run.end)]


def test_a_run_that_nobody_delivered_is_found(ledger: Ledger, notes: list[Line]):
    run, last = run_with(ledger, notes[0]), run_with(ledger, notes[-1])
    put_in_place(ledger, [run], [run, part(run, 1, 3)])
    assert (FaultKind.ROW_TOO_MANY, str(run.first + 1)) in {(e.kind, e.key) for e in faults(ledger)}
    put_in_place(ledger, [part(run, 1, 3)], [replace(last, first=last.end)])
    found = {(each.kind, each.key, each.column) for each in faults(ledger)}
    assert found == {(FaultKind.TREE_WRONG, str(last.end), "tree_size")}


@pytest.mark.parametrize("column", ["ids", "times", "lines", "private"])
def test_every_byte_of_what_a_run_packs_is_vouched_for(
    ledger: Ledger, notes: list[Line], column: str
):
    first = run_with(ledger, notes[0]).first
    (row,) = (each for each in rows_of(ledger, "run") if each["first"] == first)
    whole = row[column]
    for at in range(0, len(whole), max(1, len(whole) // 40)):
        changed = flipped(whole[: at + 1]) + whole[at + 1 :]
        change(ledger, "run", column, row, changed)
        found = faults(ledger)
        assert {(each.table, each.key, each.column) for each in found} == {
            ("run", str(first), column)
        }, at
    change(ledger, "run", column, row, whole)
    assert faults(ledger) == []


PIECES: dict[str, tuple[Callable[[Line], Line], str]] = {
    "header": (lambda line: replace(line, header_bytes=_louder(line.header_bytes)), "lines"),
    "body": (lambda line: replace(line, body_bytes=_louder(line.body_bytes or b"")), "lines"),
    "private": (
        lambda line: replace(line, private_bytes=_louder(line.private_bytes or b"")),
        "private",
    ),
}


def _louder(raw: bytes) -> bytes:
    """The same JSON with another salt or time in it."""
    return raw.replace(b"private-", b"private+").replace(b"body-", b"body+").replace(b"T0", b"T1")


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_that_was_packed_anew_with_another_piece_is_found_once(
    ledger: Ledger, notes: list[Line], piece: str
):
    changed, column = PIECES[piece]
    rewrite(ledger, notes[1], changed)
    (fault,) = faults(ledger)
    place = (fault.kind, fault.table, fault.column)
    assert place == (FaultKind.BYTES_CHANGED, "run", column)
    run = run_with_position(ledger, int(fault.key))
    assert str(run.first + 2) in fault.detail


def run_with_position(ledger: Ledger, position: int) -> Run:
    with ledger.database.reading() as transaction:
        (found,) = runs_between(transaction.ledger, position, position + 1)
    return found


@pytest.mark.parametrize("entries", [1, 4, 6, 2**20])
def test_a_wrong_number_of_entries_is_found(ledger: Ledger, notes: list[Line], entries: int):
    first = run_with(ledger, notes[0]).first
    (row,) = (each for each in rows_of(ledger, "run") if each["first"] == first)
    change(ledger, "run", "entries", row, entries)
    (fault,) = faults(ledger)
    place = (fault.kind, fault.key, fault.column)
    assert place == (FaultKind.RUN_UNEVEN, str(first), "entries")


def test_a_changed_id_of_the_index_is_named_there_and_the_ledger_is_well(
    ledger: Ledger, notes: list[Line]
):
    (row,) = (each for each in rows_of(ledger, "entry") if each["id"] == bytes.fromhex(notes[0].id))
    change(ledger, "entry", "kind", row, "visit.opened")
    (fault,) = faults(ledger)
    place = (fault.kind, fault.table, fault.key, fault.column)
    assert place == (FaultKind.ROW_CHANGED, "entry", str(row["position"]), "kind")
