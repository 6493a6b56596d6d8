"""Backups of a PostgreSQL: by its own programs where they are, else said plainly."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from domain.errors import BadInput, Conflict, Unavailable
from domain.trail.line import sha256_hex
from sync_server.backup.creation import Made, make_backup
from sync_server.backup.manifest import DUMP
from sync_server.backup.restoration import Restored, Target, find_backup, restore_backup
from sync_server.data.copying import PostgresTools
from sync_server.data.own.backed_up import backed_up_to
from sync_server.server import Server
from tests.builders.backup import a_visit_with_photos, rows_of, source_of, verified
from tests.builders.handset import a_server
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.fixtures.missing import skip_for_lack_of
from tests.fixtures.postgres import PostgresServer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("server", ["postgres"], indirect=True),
]


@pytest.fixture
def other_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A second empty database."""
    name = f"duji_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield postgres_server.url(name, driver="+psycopg")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def pictures(server: Server) -> list[bytes]:
    return a_visit_with_photos(Inspection.of(server), "一", "二")


@pytest.fixture
def tools() -> PostgresTools:
    """The programs that this machine has."""
    found = PostgresTools()
    if found.dump_program is None or found.restore_program is None:
        skip_for_lack_of("pg_dump", "install it (Debian: apt install postgresql-client)")
    return found


@dataclass
class Place:
    """A server, the folder around its data, and the programs to back it up with."""

    server: Server
    folder: Path
    tools: PostgresTools

    def backed_up(self, *, is_full: bool = False) -> Made:
        source = source_of(self.server, self.folder / "data", tools=self.tools)
        return make_backup(source, self.folder / "backup", 14, is_full=is_full)

    def restored(self, url: str | None, *, is_restored: bool = False) -> Restored:
        shelf, backup = find_backup(self.folder / "backup")
        target = Target(self.folder / "new", self.server.clock, url, is_restored, self.tools)
        return restore_backup(shelf, backup, target)


@pytest.fixture
def place(server: Server, tmp_path: Path, tools: PostgresTools) -> Place:
    return Place(server, tmp_path, tools)


def reach(server: Server) -> int | None:
    with server.database.reading() as transaction:
        return backed_up_to(transaction.ledger)


def test_everything_is_in_it_and_comes_back(
    server: Server, pictures: list[bytes], place: Place, other_url: str
) -> None:
    size = server.log.state().checkpoint.tree_size
    made = place.backed_up(is_full=True)
    assert (made.manifest.faults, made.manifest.database, reach(server)) == ((), DUMP, size - 1)
    assert place.restored(other_url).gap.tree_size == size
    again = a_server(place.folder / "new", SetClock(server.clock()), database_url=other_url)
    assert verified(again).is_well
    assert rows_of(again, "photo_file") == rows_of(server, "photo_file")
    assert rows_of(again, "device_token") == rows_of(server, "device_token")
    assert again.photo_store.path(sha256_hex(pictures[0])).read_bytes() == pictures[0]
    again.close()


def test_without_pg_dump_the_database_is_not_in_it_and_phones_free_nothing(
    server: Server, pictures: list[bytes], place: Place, other_url: str
) -> None:
    place.tools = PostgresTools(None, None)
    made = place.backed_up()
    assert (made.manifest.database, made.manifest.photos, reach(server)) == (None, 2, None)
    with pytest.raises(BadInput, match="没有完整的备份"):
        place.restored(other_url)


def test_a_database_somebody_put_back_is_gone_on_from(
    server: Server, pictures: list[bytes], place: Place, other_url: str
) -> None:
    place.backed_up()
    url = server.database.engine.url.render_as_string(hide_password=False)
    for target in (url, other_url):
        with pytest.raises(Conflict, match="没有恢复"):
            place.restored(target, is_restored=target == other_url)
    size = server.log.state().checkpoint.tree_size
    assert place.restored(url, is_restored=True).gap.tree_size == size
    again = a_server(place.folder / "new", SetClock(server.clock()), database_url=url)
    assert verified(again).is_well
    assert len(verified(again).restorations) == 1
    again.close()


def test_a_dump_needs_a_postgresql(place: Place) -> None:
    place.backed_up()
    with pytest.raises(BadInput, match="DUJI_DATABASE_URL"):
        place.restored(None)
    assert not (place.folder / "new" / "log.key").exists()


def test_a_program_that_fails_is_told_in_its_own_words(server: Server, place: Place) -> None:
    place.tools = PostgresTools(place.tools.restore_program, None)
    with pytest.raises(Unavailable, match="pg_restore：") as refused:
        place.backed_up()
    assert refused.value.specific_code == "dump_failed"
    assert reach(server) is None
