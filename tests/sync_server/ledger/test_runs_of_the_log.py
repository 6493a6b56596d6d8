"""The log keeps runs, and knows by them alone what it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, event

from domain.errors import NotFound
from domain.kinds.piece import TextPrivate
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.record import NoteSection, VisitNoted
from domain.trail.line import Line
from sync_server.data import ledger as log
from sync_server.data.engine import Transaction
from sync_server.data.following.entry_index import put_right
from sync_server.data.held import Held, held, held_anywhere, place_of
from sync_server.data.ledger import ENTRY
from sync_server.data.runs import MOST_LINES, Run
from sync_server.projection.rebuild import rebuild
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import verify
from tests.builders.logged import logged, logged_since
from tests.builders.server import DISTRICT, Ledger, Phone
from tests.builders.trail import Pen


def note(phone: Phone, visit: str, number: int = 0) -> Line:
    """One more note on the visit."""
    private = TextPrivate(text=f"第{number}条")
    return phone.pen.write(VisitNoted(section=NoteSection.RECORD), private, visit)


def runs_of(ledger: Ledger, phone: Phone) -> list[Run]:
    """The runs of the phone's chain."""
    with ledger.database.reading() as transaction:
        everything = log.runs_between(transaction.ledger, 0, 10_000)
    return [run for run in everything if run.lines[0].header.chain == phone.author.chain]


@contextmanager
def looked_up(ledger: Ledger) -> Iterator[list[str]]:
    """The statements that read runs meanwhile."""
    seen: list[str] = []

    def note_it(_c: object, _u: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and "FROM run" in statement:
            seen.append(statement)

    event.listen(ledger.database.log, "before_cursor_execute", note_it)
    yield seen
    event.remove(ledger.database.log, "before_cursor_execute", note_it)


def test_lines_of_one_visit_are_one_run_and_the_next_visits_another(ledger: Ledger, phone: Phone):
    for _ in range(2):
        visit = phone.pen.open_visit()
        for number in range(3):
            note(phone, visit, number)
    phone.push(ledger.committer)
    assert [len(run.lines) for run in runs_of(ledger, phone)] == [1, 4, 4]
    assert [line for run in runs_of(ledger, phone) for line in run.lines] == phone.pen.lines


def test_what_comes_in_another_commit_is_another_run(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit()
    for number in range(2):
        note(phone, visit, number)
        phone.push(ledger.committer)
    assert [len(run.lines) for run in runs_of(ledger, phone)] == [1, 2, 1]


def test_a_long_delivery_is_cut_into_runs(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit()
    for number in range(MOST_LINES + 3):
        note(phone, visit, number)
    phone.push(ledger.committer)
    assert [len(run.lines) for run in runs_of(ledger, phone)] == [1, MOST_LINES, 4]
    middle = phone.pen.lines[MOST_LINES - 1 :][:3]
    with ledger.database.reading() as transaction:
        found = held(transaction.ledger, map(place_of, middle))
    assert list(found) == [line.id for line in middle]


def test_lines_that_go_on_from_the_tip_are_known_to_be_new_without_a_look_at_the_log(
    ledger: Ledger, phone: Phone
):
    phone.push(ledger.committer)
    note(phone, phone.pen.open_visit())
    with looked_up(ledger) as seen:
        phone.push(ledger.committer, phone.pen.lines[1:])
    assert [each for each in seen if "run.subject IN" not in each and "first = " not in each] == []
    with looked_up(ledger) as seen:
        phone.push(ledger.committer)
    assert [each for each in seen if "run.seq" in each] != []


def test_what_the_log_holds_is_told_without_the_index(ledger: Ledger, phone: Phone):
    note(phone, phone.pen.open_visit())
    first = phone.push(ledger.committer)
    fork = Pen(phone.author)
    fork.head = replace(phone.pen.head)
    fork.open_visit()
    phone.pen.open_visit()
    phone.push(ledger.committer)
    end = len(logged_since(ledger.database))
    emptied = ledger.database.follow(lambda found: found.tables.execute(delete(ENTRY)).rowcount)
    assert emptied == end
    answer = phone.push(ledger.committer, [*phone.pen.lines, *fork.lines])
    assert answer.refused == ()
    assert [leaf.id for leaf in answer.receipts[0].leaves()] == [
        line.id for line in phone.pen.lines[:3]
    ]
    assert answer.receipts[0].checkpoint == first.receipts[0].checkpoint
    (state,) = answer.chains
    ends = [phone.pen.lines[-1], fork.lines[-1]]
    assert {tip.id for tip in state.tips} == {line.id for line in ends}
    end = len(logged_since(ledger.database))
    changed = ledger.database.follow(lambda transaction: put_right(transaction.tables, end))
    assert changed == emptied
    assert verify(ledger.database, ledger.key.public_hex, Path).faults == ()


def test_an_entry_is_found_by_its_id_in_its_own_chain_alone(ledger: Ledger, phone: Phone):
    other = Phone().enrol(ledger.committer)
    for each in (phone, other):
        each.pen.open_visit()
        each.push(ledger.committer)
    line, chain = phone.pen.lines[1], phone.author.chain
    with ledger.database.reading() as transaction:
        connection = transaction.ledger
        found = held_anywhere(connection, chain, [line.id, other.pen.lines[1].id])
        assert found == held(connection, [(chain, 2, line.id)])
        assert held(connection, [(chain, 1, line.id), (other.author.chain, 2, line.id)]) == {}
    earliest = logged(ledger.database, line.id).earliest
    assert found == {line.id: Held(line.id, chain, 2, earliest)}


def test_parts_of_runs_are_read_by_position(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit()
    for number in range(4):
        note(phone, visit, number)
    phone.push(ledger.committer)
    everything = logged_since(ledger.database)
    assert [each.position for each in everything] == list(range(len(everything)))
    end = everything[-1].position + 1
    with ledger.database.reading() as transaction:
        for first in range(end - 6, end + 1):
            for last in range(first, end + 1):
                assert log.between(transaction.ledger, first, last) == everything[first:last]
        of_visit = [each for each in everything if each.line.subject == visit]
        for before in range(end - 6, end + 1):
            some = log.of_subjects(transaction.ledger, [visit], before)
            assert some == [each for each in of_visit if each.position < before]
        some_ids = [everything[at].line.id for at in (2, end - 2, end - 1)]
        assert [each.line.id for each in log.by_ids(transaction.ledger, some_ids)] == some_ids


def test_a_private_piece_is_emptied_and_everything_else_stays(ledger: Ledger, phone: Phone):
    visit = phone.pen.open_visit()
    lines = [note(phone, visit, number) for number in range(3)]
    phone.push(ledger.committer)
    before = logged_since(ledger.database)
    position = logged(ledger.database, lines[1].id).position
    ledger.database.write(lambda transaction: log.empty_private(transaction, position))
    gone = replace(before[position], line=replace(before[position].line, private_bytes=None))
    after = [gone if each.position == position else each for each in before]
    assert logged_since(ledger.database) == after
    faults = verify(ledger.database, ledger.key.public_hex, Path).faults
    assert [(each.kind, each.table, each.column) for each in faults] == [
        (FaultKind.PRIVATE_GONE, "run", "private")
    ]
    assert str(position) in faults[0].detail
    with pytest.raises(NotFound):
        ledger.database.write(lambda transaction: log.empty_private(transaction, len(before)))


def test_rebuild_puts_the_index_right(ledger: Ledger, phone: Phone):
    phone.pen.open_visit()
    phone.push(ledger.committer)
    ledger.committer.write("system", [ZoneSet(zone="z9", name="九片区")], DISTRICT)
    assert rebuild(ledger.database) == {}
    last = len(logged_since(ledger.database)) - 1

    def spoil(transaction: Transaction) -> None:
        gone = delete(ENTRY).where(ENTRY.c.position == 1)
        transaction.ledger.execute(gone)
        moved = ENTRY.update().where(ENTRY.c.position == last)
        transaction.ledger.execute(moved.values(position=last + 5, kind="zone.unset"))

    ledger.database.follow(spoil)
    assert rebuild(ledger.database) == {"entry": 3}
    assert verify(ledger.database, ledger.key.public_hex, Path).faults == ()
    assert rebuild(ledger.database) == {}
