"""A real server, a client of its app in this process, and a bare ledger on both databases."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, a_server, set_up_district
from tests.builders.server import Ledger, Phone, SetClock, a_ledger, sqlite_url
from tests.builders.server import set_up_district as set_up_ledger

MODULES_ON_BOTH = {
    "test_accounts",
    "test_log",
    "test_photo_scope",
    "test_photos",
    "test_plain_requests",
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


@pytest.fixture
def server(
    request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock, template: Path
) -> Iterator[Server]:
    """A running server with one district, on SQLite unless asked otherwise."""
    folder = tmp_path / "data"
    if getattr(request, "param", "sqlite") == "postgres":
        server = a_server(folder, clock, database_url=request.getfixturevalue("postgres_url"))
        set_up_district(server)
    else:
        shutil.copytree(template, folder)
        server = a_server(folder, clock)
    yield server
    server.close()


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


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """A running ledger with a district, one school and three people."""
    with a_ledger(database_url) as ledger:
        set_up_ledger(ledger.committer)
        yield ledger


@pytest.fixture
def phone(ledger: Ledger) -> Phone:
    """A phone of chen.jing that is taken in."""
    return Phone().enrol(ledger.committer)
