"""A server with one district in a folder of its own, for what an office's computer person does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.services.server import Server
from tests.builders.handset import NOON, PEOPLE, a_server, set_up_district
from tests.builders.server import SetClock


def set_up(server: Server) -> None:
    """A district whose people have accounts."""
    set_up_district(server)
    server.accounts.issue_codes(PEOPLE)


@pytest.fixture
def clock() -> SetClock:
    """The server's clock."""
    return SetClock(NOON)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one district, to be copied: setting one up takes longer."""
    folder = tmp_path_factory.mktemp("template") / "data"
    server = a_server(folder, SetClock(NOON))
    set_up(server)
    server.close()
    return folder


ON_BOTH = pytest.mark.parametrize(
    "server", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def server(
    request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock, template: Path
) -> Iterator[Server]:
    """That server, running, on SQLite unless asked otherwise."""
    if getattr(request, "param", "sqlite") == "postgres":
        url = request.getfixturevalue("postgres_url")
        server = a_server(tmp_path / "data", clock, database_url=url)
        set_up(server)
    else:
        shutil.copytree(template, tmp_path / "data")
        server = a_server(tmp_path / "data", clock)
    yield server
    server.close()
