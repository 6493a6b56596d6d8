"""A real server, a client of its app in this process, and a bare ledger on both databases."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from sync_server.ledger.keys import LogKey
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, a_server, set_up_district
from tests.builders.server import Ledger, Phone, SetClock, a_ledger, copy_files, sqlite_url
from tests.builders.server import set_up_district as set_up_ledger
from tests.fixtures.postgres import PostgresServer

MODULES_ON_BOTH = {
    "test_messenger",
    "test_accounts",
    "test_log",
    "test_photo_scope",
    "test_photos",
    "test_plain_requests",
    "test_shut_out",
    "test_workbook",
}
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
ON_BOTH = pytest.mark.parametrize("server", BOTH, indirect=True)


@pytest.fixture
def clock() -> SetClock:
    """The server's clock."""
    return SetClock(NOON)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks the tables most on PostgreSQL as well."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if module in MODULES_ON_BOTH and "server" in metafunc.fixturenames:
        metafunc.parametrize("server", BOTH, indirect=True)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one district, to be copied: setting one up takes longer."""
    folder = tmp_path_factory.mktemp("template") / "data"
    server = a_server(folder, SetClock(NOON))
    set_up_district(server)
    server.close()
    return folder


@pytest.fixture(scope="session")
def template_on_postgres(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """The same with its tables in PostgreSQL: the folder, and the database to be copied."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with postgres_server.database() as name:
        server = a_server(folder, SetClock(NOON), database_url=postgres_server.sqlalchemy_url(name))
        set_up_district(server)
        server.close()
        yield folder, name


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Server]:
    """A running server with one district, on SQLite unless asked otherwise."""
    folder = tmp_path / "data"
    with ExitStack() as ends:
        database_url = None
        if getattr(request, "param", "sqlite") == "postgres":
            template, database = request.getfixturevalue("template_on_postgres")
            of: PostgresServer = request.getfixturevalue("postgres_server")
            database_url = of.sqlalchemy_url(ends.enter_context(of.database(database)))
        else:
            template = request.getfixturevalue("template")
        shutil.copytree(template, folder)
        server = a_server(folder, clock, database_url=database_url)
        ends.callback(server.close)
        yield server


@pytest.fixture
def app(server: Server, tmp_path: Path) -> FastAPI:
    """The whole app."""
    return create_app(server, Settings(data=tmp_path / "data"))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the app; errors come back as answers, as over a wire."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://duji.test") as client:
        yield client


@pytest.fixture(scope="session")
def ledger_key() -> LogKey:
    """What signs the ledgers of this run."""
    return LogKey.generate()


@pytest.fixture(scope="session")
def ledger_file(ledger_key: LogKey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite ledger with a district, to be copied."""
    folder = tmp_path_factory.mktemp("ledger")
    with a_ledger(sqlite_url(folder), ledger_key) as ledger:
        set_up_ledger(ledger.committer)
    return folder / "duji.db"


@pytest.fixture(scope="session")
def ledger_on_postgres(ledger_key: LogKey, postgres_server: PostgresServer) -> Iterator[str]:
    """The database of a ledger with a district, to be copied."""
    with postgres_server.database() as name:
        with a_ledger(postgres_server.sqlalchemy_url(name), ledger_key) as ledger:
            set_up_ledger(ledger.committer)
        yield name


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with a ledger that nobody has opened: see `ledger`."""
    if request.param == "sqlite":
        copy_files(request.getfixturevalue("ledger_file"), tmp_path)
        yield sqlite_url(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(request.getfixturevalue("ledger_on_postgres")) as name:
        yield server.sqlalchemy_url(name)


@pytest.fixture
def ledger(database_url: str, ledger_key: LogKey) -> Iterator[Ledger]:
    """A running ledger with a district, one school and three people."""
    with a_ledger(database_url, ledger_key) as ledger:
        yield ledger


@pytest.fixture
def phone(ledger: Ledger) -> Phone:
    """A phone of chen.jing that is taken in."""
    return Phone().enrol(ledger.committer)
