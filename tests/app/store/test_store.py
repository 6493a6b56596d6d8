"""The phone's database: durable, migrated step by step, and rows that can be made again."""

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import create_engine, inspect

from app.store import Database, lines, visit_lists, visit_rows
from app.store.migrations import BEFORE_FIRST, STEPS, migrate
from app.store.tables import PhoneTable
from app.store.visit_lists import Page
from app.visits.practice import ACCOUNT
from domain.errors import Unavailable
from domain.kinds.visit.record import Method, NoteSection
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.sqlite_work import counted


def store_of(handset: Handset):
    """The store behind the handset."""
    return handset.phone.accounts._store


def test_database_waits_for_the_disk(handset: Handset):
    with store_of(handset).database.read() as transaction:
        connection = transaction.connection()
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]


def read_until_refused(database: Database) -> None:
    """Begin one transaction after the other."""
    while True:
        with database.read():
            pass


def test_closing_waits_for_what_is_under_way_and_lets_nothing_begin(tmp_path):
    database, inside, go_on = Database(tmp_path / "new.db"), threading.Event(), threading.Event()
    done: list[str] = []

    def work() -> None:
        with database.write() as transaction:
            inside.set()
            assert go_on.wait(60)
            done.append(str(transaction.connection().exec_driver_sql("SELECT 'kept'").scalar_one()))

    def close() -> None:
        database.close()
        done.append("closed")

    threads = [threading.Thread(target=each) for each in (work, close)]
    threads[0].start()
    assert inside.wait(60)
    threads[1].start()
    with pytest.raises(Unavailable) as refusal:
        read_until_refused(database)
    go_on.set()
    for each in threads:
        each.join()
    assert done == ["kept", "closed"]
    assert refusal.value.specific_code == "store_closed"


def test_migrated_tables_are_those_the_code_writes(tmp_path):
    Database(tmp_path / "new.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    found = inspect(engine)
    for table in PhoneTable.metadata.sorted_tables:
        columns = {each["name"]: each["nullable"] for each in found.get_columns(table.name)}
        assert columns == {each.name: bool(each.nullable) for each in table.columns}
    engine.dispose()


def test_every_step_keeps_the_rows_of_the_one_before(handset: Handset):
    visits = handset.practise().visits
    visit_id = visits.open_visit("practice-1")
    handset.phone.close()
    more = (*STEPS, ("CREATE TABLE later (x INTEGER)", "ALTER TABLE line ADD COLUMN y TEXT"))
    engine = create_engine(f"sqlite:///{handset.folder / 'duji.db'}")
    with engine.begin() as connection:
        migrate(connection, more)
        migrate(connection, more)
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        assert version == BEFORE_FIRST + len(more)
        held = connection.exec_driver_sql("SELECT count(*) FROM line").scalar_one()
    engine.dispose()
    assert held == 2
    assert visit_id


def test_failed_step_changes_nothing(tmp_path):
    Database(tmp_path / "x.db").close()
    database = Database(tmp_path / "x.db")
    broken = (*STEPS, ("CREATE TABLE later (x INTEGER)", "NONSENSE"))
    with pytest.raises(Unavailable), database.write() as transaction:
        migrate(transaction.connection(), broken)
    with database.read() as transaction:
        connection = transaction.connection()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        assert version == BEFORE_FIRST + len(STEPS)
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
    assert "later" not in tables
    database.close()


def test_database_of_a_newer_app_is_left_alone(tmp_path):
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(Unavailable, match="升级"):
        Database(path)


@pytest.mark.parametrize("version", [1, BEFORE_FIRST])
def test_database_of_a_trial_version_is_refused_and_its_file_stays_as_it_was(tmp_path, version):
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode=wal")
        connection.execute("CREATE TABLE line (n INTEGER)")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Unavailable, match="没有动") as caught:
        Database(path)
    assert caught.value.specific_code == "older_database"
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x.db"]


def test_full_disk_is_said_in_words(handset: Handset, monkeypatch):
    visits = handset.practise().visits
    visit_id = visits.open_visit("practice-1")
    with store_of(handset).database.write() as transaction:
        pages = transaction.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    with pytest.raises(Unavailable, match="空间满了"):
        fill(handset, visits, visit_id, pages)
    handset = handset.restart()
    assert handset.practise().visits.visit(visit_id).visit.visit_id == visit_id
    handset.phone.close()


def test_unsent_lines_are_found_by_their_own_index(at_work):
    from sqlalchemy import event

    database = at_work.visits._recorder.store.database
    asked: list[tuple[str, object]] = []

    def listen(_connection, _cursor, statement, parameters, *_more) -> None:
        asked.append((statement, parameters))

    event.listen(database._engine, "before_cursor_execute", listen)
    with database.read() as transaction:
        lines.unsent_total(transaction, "chen.jing")
        lines.refused(transaction, "chen.jing")
        lines.unsent(transaction, "chen.jing", 10, with_refused=True)
        for statement, parameters in [each for each in asked if "FROM line" in each[0]]:
            run = transaction.connection().exec_driver_sql
            plan = str(run(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
            assert "ix_line_unsent" in plan


def fill(handset: Handset, visits, visit_id: str, pages: int) -> None:
    """Write until the database may not grow any more."""
    from sqlalchemy import event

    engine = store_of(handset).database._engine
    engine.dispose()

    def bound(connection, _record):
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    event.listen(engine, "connect", bound)
    for number in range(100):
        visits.record_note(visit_id, "record", f"{number} " + "长" * 2000)


def test_rows_are_made_again_when_missing_or_old(handset: Handset):
    visits = handset.practise().visits
    kept = [visits.open_visit("practice-1") for _ in range(4)]
    visits.check_in(kept[0], AT_SCHOOL)
    before = visits.list()
    with store_of(handset).database.write() as transaction:
        connection = transaction.connection()
        connection.exec_driver_sql("DELETE FROM visit_row WHERE visit = ?", (kept[0],))
        connection.exec_driver_sql(
            "UPDATE visit_row SET fold_version = 0, leader = '' WHERE visit = ?", (kept[1],)
        )
        connection.exec_driver_sql(
            "UPDATE folded_visit SET document = '{}' WHERE visit = ?", (kept[1],)
        )
        connection.exec_driver_sql("DELETE FROM folded_visit WHERE visit = ?", (kept[2],))
    handset = handset.restart()
    again = handset.practise().visits
    assert again.list() == before
    with store_of(handset).database.read() as transaction:
        held = visit_rows.folded_visits(transaction, kept)
        trails = store_of(handset).trails
        assert held == {each: trails.fold(transaction, each) for each in kept}
        rows = [visit_rows.visit_row(transaction, each) for each in kept]
    assert [each and each.leader for each in rows] == [ACCOUNT] * len(kept)
    handset.phone.close()


def test_writers_of_several_threads_take_turns(handset: Handset):
    visits = handset.practise().visits
    visit_id = visits.open_visit("practice-1")

    def write(method: Method) -> None:
        for number in range(1, 11):
            visits.record_count(visit_id, method, number)

    threads = [
        threading.Thread(target=write, args=(each,))
        for each in (Method.TALKS, Method.MEETINGS, Method.PATROLS)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    visit = visits.visit(visit_id).visit
    assert visit.quantities == {"talks": 10, "meetings": 10, "patrols": 10}
    assert visit.ignored == ()


def test_two_windows_on_one_installation_write_one_chain(handset: Handset):
    first = handset.practise().visits
    other = Handset(handset.folder, handset.device)
    second = other.practise().visits
    visit_id = first.open_visit("practice-1")
    second.record_note(visit_id, NoteSection.RECORD, "乙")
    first.record_note(visit_id, NoteSection.FEEDBACK, "甲")
    visit = second.visit(visit_id).visit
    assert (len(visit.notes), visit.ignored) == (2, ())
    other.phone.close()


def test_search_and_pages(handset: Handset):
    visits = handset.practise().visits
    for _ in range(5):
        visits.open_visit("practice-1")
    visits.open_visit("elsewhere_100")
    assert len(visits.list(limit=4)) == 4
    assert len(visits.list(limit=4, offset=4)) == 2
    assert [each.school_name for each in visits.list(search="e_1")] == ["elsewhere_100"]
    assert visits.list(search="练_小学") == []
    assert visits.list(search="%") == []
    assert len(visits.list(search="练习 2026-05")) == 5
    with store_of(handset).database.read() as transaction:
        page = Page(state="submitted")
        assert visit_lists.list_visits(transaction, "practice", page) == []


def test_page_of_five_thousand_visits_is_as_little_work_as_one_of_five_hundred(handset: Handset):
    visits = handset.practise().visits
    visits.open_visit("practice-1")
    works = []
    for count in (500, 4_500):
        copies = f"""
            INSERT INTO visit_row
            SELECT visit || '-{count}-' || n, account, school_id, school_name, visit_type,
            theme_id, date('2026-05-14', '-' || (n % 400) || ' days'), month, state,
            is_amending, campaign_id, leader, has_follow_ups, flags, search_text, fold_version,
            units, called
            FROM (SELECT * FROM visit_row LIMIT 1), (
            WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {count})
            SELECT n FROM c)
        """  # noqa: S608
        with store_of(handset).database.write() as transaction:
            transaction.connection().exec_driver_sql(copies)
        with counted() as work:
            assert len(visits.list(search="练习")) == 50
        works.append(work)
    assert works[0].statements == works[1].statements
    assert works[1].steps < works[0].steps * 1.1


def test_save_is_no_more_work_the_more_is_stored(handset: Handset):
    visits = handset.practise().visits
    visit_id = visits.open_visit("practice-1", theme_id="month-05")
    works = []
    for number in range(60):
        with counted() as work:
            visits.record_count(visit_id, Method.TALKS, number + 1)
        works.append(work)
    assert works[-1] == works[4]
