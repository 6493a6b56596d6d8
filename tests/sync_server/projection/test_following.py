"""The tables follow the ledger: never ahead of it, whole at every step, and nobody is misled."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from domain.errors import Conflict, Unavailable
from domain.kinds.visit.course import VisitAmended
from domain.kinds.visit.review import VisitApproved
from sync_server.data import engine
from sync_server.data.connections import take_tables
from sync_server.data.engine import Database, Transaction
from sync_server.data.following.aside import put_following_right
from sync_server.data.following.place import Lag, lag_of, move_to, place_of
from sync_server.data.tables import FOLLOWING_TABLES
from sync_server.ledger.append import OfficeEntry
from sync_server.projection import batch
from sync_server.projection import rebuild as rebuilding
from sync_server.projection.batch import follow_batch
from sync_server.projection.follower import Follower
from sync_server.projection.rebuild import rebuild
from sync_server.projection.shadow import Shadow
from sync_server.projection.upgrade import upgrade
from sync_server.verification.verify import verify
from tests.builders.held_up import under_lock
from tests.builders.holding import tables_held
from tests.builders.sample_ledger import record_visit
from tests.builders.server import Ledger, Phone, a_ledger, sqlite_url, version_of


def lag(database: Database) -> Lag:
    """How far the tables are, without making them follow."""
    with database.looking_up() as connection:
        return lag_of(connection)


def visits(database: Database) -> int:
    """How many visits the tables have, without making them follow."""
    with database.looking_up() as connection:
        return int(connection.execute(text("SELECT count(*) FROM visit")).scalar_one())


def push_visits(ledger: Ledger, phone: Phone, number: int = 1) -> str:
    """Bring so many visits; the last one's id."""
    found = [record_visit(phone, "school-1") for _ in range(number)]
    phone.push(ledger.committer)
    return found[-1]


def is_sound(ledger: Ledger) -> bool:
    """Whether ledger and tables are what they should be, and a rebuild finds nothing."""
    found = verify(ledger.database, ledger.key.public_hex, lambda _: None)  # type: ignore[arg-type,return-value]
    return not found.faults and rebuild(ledger.database) == {}


def test_a_push_is_answered_before_the_tables_have_it_and_whoever_reads_finds_it(
    ledger: Ledger, phone: Phone
) -> None:
    visit = push_visits(ledger, phone)
    assert lag(ledger.database).entries > 0
    assert visits(ledger.database) == 0
    assert version_of(ledger.database, visit)
    assert lag(ledger.database).entries == 0
    assert visits(ledger.database) == 1


def test_a_crash_between_commit_and_tables_leaves_them_to_be_followed(
    ledger: Ledger, phone: Phone
) -> None:
    push_visits(ledger, phone)
    ledger.committer.close()
    ledger.database.close()
    again = Database(ledger.database.url)
    upgrade(again)
    assert lag(again).entries == 0
    assert visits(again) == 1
    again.close()
    assert is_sound(ledger)


def test_a_batch_that_is_cut_off_leaves_tables_and_position_as_they_were(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone, 3)
    monkeypatch.setattr(batch, "MOST_ENTRIES", 5)
    before = lag(ledger.database)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("index_runs", "follow_entries", "move_to"):
        with monkeypatch.context() as patched:
            patched.setattr(batch, step, cut_off)
            with pytest.raises(KeyboardInterrupt):
                follow_batch(ledger.database)
        assert lag(ledger.database) == before
    follow_batch(ledger.database)
    assert before.position < lag(ledger.database).position < before.end
    assert is_sound(ledger)


def test_a_rebuild_that_is_cut_off_changes_nothing_and_the_next_one_does(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone)
    with ledger.database.reading():
        pass
    spoil = text("UPDATE visit SET zone = 'nowhere'")
    ledger.database.follow(lambda found: found.tables.execute(spoil))

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rebuilding, "put_right", cut_off)
        with pytest.raises(KeyboardInterrupt):
            rebuild(ledger.database)
    assert rebuild(ledger.database) == {"visit": 1}
    assert is_sound(ledger)


def test_what_comes_during_a_rebuild_is_neither_lost_nor_held_up(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone)
    approach = Shadow.approach

    def while_it_is_made(shadow: Any, database: Database) -> None:
        approach(shadow, database)
        push_visits(ledger, phone, 2)

    monkeypatch.setattr(Shadow, "approach", while_it_is_made)

    def while_it_is_compared(transaction: Transaction, made: Any) -> Any:
        push_visits(ledger, phone, 2)
        return put_following_right(transaction, made)

    monkeypatch.setattr(rebuilding, "put_following_right", while_it_is_compared)
    assert rebuild(ledger.database) == {}
    with ledger.database.reading():
        assert visits(ledger.database) == 5


def test_any_number_may_follow_at_once(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone, 12)
    monkeypatch.setattr(batch, "MOST_ENTRIES", 4)
    others = [Database(ledger.database.url) for _ in range(3)]

    def follow(database: Database) -> None:
        while lag(database).entries:
            follow_batch(database)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(follow, others))
    for each in others:
        each.close()
    assert visits(ledger.database) == 12
    assert is_sound(ledger)


def test_one_that_slept_before_its_turn_goes_on_from_where_the_others_came(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone)
    other, slept = Database(ledger.database.url), list[Lag]()

    def take_after_a_sleep(connection: Any) -> None:
        if not slept:
            slept.append(lag(other))
            push_visits(ledger, phone)
            follow_batch(other)
            push_visits(ledger, phone)
        take_tables(connection)

    monkeypatch.setattr("sync_server.data.engine.take_tables", take_after_a_sleep)
    assert follow_batch(ledger.database) == lag(ledger.database).end > slept[0].end
    other.close()
    assert visits(ledger.database) == 3
    assert is_sound(ledger)


@pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
def test_a_follower_whose_connection_was_lost_keeps_nothing_of_its_batch(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone)

    def lose(connection: Any, *_: object) -> None:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        other = Database(ledger.database.url)
        with other.looking_up() as killing:
            killing.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        other.close()

    with monkeypatch.context() as patched:
        patched.setattr(batch, "index_runs", lose)
        with pytest.raises(Unavailable):
            follow_batch(ledger.database)
    assert visits(ledger.database) == 0
    assert is_sound(ledger)


def test_no_guard_is_passed_on_tables_that_lag(ledger: Ledger, phone: Phone) -> None:
    visit = push_visits(ledger, phone)
    seen = version_of(ledger.database, visit)
    phone.pen.write(VisitAmended(), subject=visit)
    phone.push(ledger.committer)
    approval = OfficeEntry(VisitApproved(version=seen), None, visit, seen)
    with pytest.raises(Conflict):
        ledger.committer.write("zhou.min", [approval])
    seen = version_of(ledger.database, visit)
    approval = OfficeEntry(VisitApproved(version=seen), None, visit, seen)
    ledger.committer.write("zhou.min", [approval])
    assert lag(ledger.database).entries == 0


def test_tables_that_come_up_to_the_ledger_only_under_the_lock_are_enough(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was pushed after a writing was handed in is seen by its guards too."""
    visit = push_visits(ledger, phone)
    seen = version_of(ledger.database, visit)
    monkeypatch.setattr(Follower, "wait", lambda *_: None)
    phone.pen.write(VisitAmended(), subject=visit)
    phone.push(ledger.committer)
    assert lag(ledger.database).entries == 1
    with pytest.raises(Conflict):
        ledger.committer.write(
            "zhou.min", [OfficeEntry(VisitApproved(version=seen), None, visit, seen)]
        )


def test_who_commits_cannot_write_the_tables_and_whoever_comes_next_can(
    ledger: Ledger, phone: Phone
) -> None:
    push_visits(ledger, phone)
    spoil = text("UPDATE visit SET zone = 'nowhere'")

    def write(transaction: Transaction) -> None:
        transaction.tables.execute(spoil)

    with pytest.raises(RuntimeError, match="only read here"):
        ledger.database.write(write)
    ledger.database.follow(write)
    assert rebuild(ledger.database) == {"visit": 1}
    assert is_sound(ledger)


def test_a_writing_is_turned_away_while_the_tables_are_far_behind(
    ledger: Ledger, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_visits(ledger, phone, 2)
    monkeypatch.setattr(engine, "MOST_UNDER_LOCK", 3)
    monkeypatch.setattr(Follower, "wait", lambda *_: None)
    with pytest.raises(Unavailable) as turned_away:
        under_lock(ledger, lambda transaction: transaction.tables).result(10)
    assert turned_away.value.specific_code == "tables_behind"
    assert phone.push(ledger.committer).refused == ()
    monkeypatch.undo()
    push_visits(ledger, phone)
    assert is_sound(ledger)


def test_the_follower_goes_on_by_itself(ledger: Ledger, phone: Phone) -> None:
    follower = running(ledger, 30)
    push_visits(ledger, phone)
    for _ in range(3_000):
        if not lag(ledger.database).entries:
            break
        threading.Event().wait(0.01)
    follower.close()
    follower.close()
    assert visits(ledger.database) == 1


def running(ledger: Ledger, patience_s: float) -> Follower:
    """A follower with a thread, whom readers wait for so long."""
    follower = Follower(ledger.database, patience_s)
    ledger.database.following = follower
    follower.start()
    return follower


def test_readers_wait_with_patience_and_are_told_what_they_lack(
    ledger: Ledger, phone: Phone
) -> None:
    follower = running(ledger, 0.05)
    with tables_held(ledger.database):
        push_visits(ledger, phone)
        with ledger.database.reading():
            assert visits(ledger.database) == 0
        told = follower.behind()
        assert told is not None
        assert told.entries == lag(ledger.database).entries > 0
        assert told.accepted_at is not None
    follower.catch_up()
    assert follower.behind() is None
    follower.close()


def test_tables_that_find_no_room_stop_nobody_from_pushing(
    ledger: Ledger, phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    follower = running(ledger, 0.05)

    def full(*_: object) -> None:
        raise Unavailable("full", code="disk_full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(batch, "follow_entries", full)
        assert phone.push(ledger.committer).refused == ()
        visit = push_visits(ledger, phone)
        with ledger.database.reading():
            assert visits(ledger.database) == 0
    follower.close()
    assert "cannot follow just now" in caplog.text
    ledger.database.following = Follower(ledger.database)
    assert version_of(ledger.database, visit)
    assert is_sound(ledger)


def test_tables_that_claim_more_than_the_log_has_are_made_anew(
    ledger: Ledger, phone: Phone
) -> None:
    push_visits(ledger, phone)
    with ledger.database.reading() as transaction:
        stands = place_of(transaction.tables)

    def forge(transaction: Transaction) -> None:
        move_to(transaction.tables, type(stands)(stands.fold, stands.position - 1, "f" * 64, "e"))

    ledger.database.follow(forge)
    push_visits(ledger, phone)
    assert version_of(ledger.database, push_visits(ledger, phone))
    assert visits(ledger.database) == 3
    assert is_sound(ledger)


def test_the_file_that_commits_go_to_has_no_table_that_follows(tmp_path: Path) -> None:
    """On SQLite a file has one writer at a time: no push may wait for a fold."""
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        there = set(inspect(ledger.database.log).get_table_names())
    assert {"run", "chain", "photo_file", "setting"} <= there
    assert not there & {table.name for table in FOLLOWING_TABLES}
