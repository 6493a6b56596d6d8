"""Many at once: threads on one committer, and processes on one PostgreSQL."""

import subprocess
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.errors import Conflict, DujiError
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.review import VisitReturned
from domain.wire.messages import RefusedLine
from sync_server.ledger.acceptance import Push, Reception
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.ledger.committer import Committer
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from tests.builders.held_up import held_up
from tests.builders.sample_ledger import record_visit
from tests.builders.server import (
    DISTRICT,
    Ledger,
    Phone,
    a_ledger,
    set_up_district,
    sqlite_url,
    version_of,
)
from tests.fixtures.depth import IS_SOAK, examples


def count(ledger: Ledger, table: str = "entry") -> int:
    with ledger.database.reading() as transaction:
        query = text(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(transaction.ledger.execute(query).scalar_one())


def test_eight_racing_pushes_of_one_delivery_all_succeed_with_the_same_receipts(
    ledger: Ledger, phone: Phone
):
    record_visit(phone, "school-1", "p1")
    before = count(ledger)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: phone.push(ledger.committer), range(8)))
    assert count(ledger) == before + len(phone.pen.lines)
    assert {answer.receipts for answer in answers} == {answers[0].receipts}
    assert all(answer.refused == () for answer in answers)
    assert count(ledger, "visit") == 1


def heads(ledger: Ledger) -> int:
    return count(ledger, "tree_head")


def test_pushes_that_wait_together_share_one_commit(ledger: Ledger):
    phones = [Phone().enrol(ledger.committer) for _ in range(5)]
    before = heads(ledger)
    go = held_up(ledger)
    futures = [ledger.committer.submit(phone.delivery(), phone.carrier) for phone in phones]
    go()
    wait(futures)
    assert heads(ledger) == before + 1
    assert len({future.result().receipts[0].checkpoint for future in futures}) == 1


def test_the_same_line_twice_in_one_group_is_one_line(ledger: Ledger, phone: Phone):
    go = held_up(ledger)
    futures = [ledger.committer.submit(phone.delivery(), phone.carrier) for _ in range(3)]
    go()
    assert len({future.result().receipts for future in futures}) == 1


def test_one_request_that_spoils_a_group_fails_alone(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
):
    spoiling, take = Phone().enrol(ledger.committer), Reception.take

    def spoil(reception: Reception, push: Push) -> list[RefusedLine]:
        taken = take(reception, push)
        if push.carrier == spoiling.carrier:
            raise RuntimeError("spoiled")
        return taken

    monkeypatch.setattr(Reception, "take", spoil)
    go = held_up(ledger)
    good = ledger.committer.submit(phone.delivery(), phone.carrier)
    bad = ledger.committer.submit(spoiling.delivery(), spoiling.carrier)
    after = ledger.committer.submit_office(
        OfficeWriting("zhou.min", [OfficeEntry(ZoneSet(zone="west", name="西片区"))])
    )
    go()
    with pytest.raises(RuntimeError, match="spoiled"):
        bad.result()
    assert len(good.result().receipts) == len(after.result()) == 1
    assert count(ledger, "zone") == 2


def test_a_refused_writing_leaves_its_group_in_peace(ledger: Ledger, phone: Phone):
    go = held_up(ledger)
    zone = OfficeEntry(ZoneSet(zone="west", name="西片区"))
    stranger = ledger.committer.submit_office(OfficeWriting("nobody", [zone]))
    good = ledger.committer.submit(phone.delivery(), phone.carrier)
    go()
    with pytest.raises(DujiError):
        stranger.result()
    assert len(good.result().receipts) == 1


def test_of_two_reviews_in_one_group_the_second_sees_the_first(ledger: Ledger, phone: Phone):
    visit = record_visit(phone, "school-1")
    phone.push(ledger.committer)
    seen = version_of(ledger.database, visit)
    phone.pen.write(VisitAmended(), subject=visit)
    go = held_up(ledger)
    pushed = ledger.committer.submit(phone.delivery(), phone.carrier)
    review = OfficeEntry(VisitReturned(version=seen), None, visit, seen)
    late = ledger.committer.submit_office(OfficeWriting("zhou.min", [review]))
    go()
    assert pushed.result().refused == ()
    with pytest.raises(Conflict):
        late.result()


PIECES = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(1, 6)), max_size=9)


@settings(max_examples=examples(15))
@given(pieces=PIECES, school=st.sampled_from(["school-1", "elsewhere"]))
def test_positions_have_no_gap_and_tables_follow_in_whatever_groups_lines_come(
    pieces: list[tuple[int, int, int]], school: str
):
    with tempfile.TemporaryDirectory() as folder, a_ledger(sqlite_url(Path(folder))) as ledger:
        set_up_district(ledger.committer)
        phones = [Phone().enrol(ledger.committer) for _ in range(2)]
        for phone in phones:
            record_visit(phone, school, "p1")
            record_visit(phone, "school-1", "p2")
        push_in_pieces(ledger.committer, phones, pieces)
        assert rebuild(ledger.database) == {}
        found = verify(ledger.database, ledger.key.public_hex, Path)
        assert found.faults == ()
        assert found.entries == count(ledger)


def push_in_pieces(
    committer: Committer, phones: list[Phone], pieces: list[tuple[int, int, int]]
) -> None:
    """Pieces of chains (whose, from how far back, how far on), without waiting; then the rest."""
    sent = [0, 0]
    waiting: list[Future[Any]] = []
    for index, back, on in [*pieces, (0, 0, 100), (1, 0, 100)]:
        lines = phones[index].pen.lines[max(0, sent[index] - back) : sent[index] + on]
        sent[index] += on
        waiting.append(committer.submit(phones[index].delivery(lines), phones[index].carrier))
    for answer in waiting:
        assert answer.result().refused == ()


# How many visits each of the processes brings, and the phone they share.
VISITS = 40 if IS_SOAK else 4


@pytest.mark.slow
@pytest.mark.postgres
def test_four_processes_on_one_postgresql_take_every_line_once(postgres_url: str, tmp_path: Path):
    with a_ledger(postgres_url) as ledger:
        set_up_district(ledger.committer)
        key = tmp_path / "log.key"
        key.write_text(ledger.key.private_bytes().hex(), "ascii")
        command = [sys.executable, "-m", "tests.sync_server.ledger.racing_process"]
        raced = subprocess.run([*command, postgres_url, str(key), "4", str(VISITS)], check=False)
        assert raced.returncode == 0
        found = verify(ledger.database, ledger.key.public_hex, Path)
        assert found.faults == ()
        with ledger.database.reading() as transaction:
            query = text("SELECT max(position) + 1, count(*), count(DISTINCT id) FROM entry")
            assert len(set(transaction.ledger.execute(query).one())) == 1
            query = text("SELECT count(*) FROM visit WHERE district = :district")
            visits = transaction.tables.execute(query, {"district": DISTRICT}).scalar_one()
        assert visits == 4 * VISITS + VISITS
