"""The console of a real server, and browsers of several people in it."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, a_server
from tests.builders.office import Inspection, set_up_two_districts
from tests.builders.pages import Browser
from tests.builders.server import SetClock


@pytest.fixture
def clock() -> SetClock:
    """The server's clock: noon of 14 May 2026 in UTC."""
    return SetClock(NOON)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two districts, to be copied; their people are without passwords."""
    folder = tmp_path_factory.mktemp("template") / "data"
    with closing(a_server(folder, SetClock(NOON))) as server:
        set_up_two_districts(server)
    return folder


@pytest.fixture
def server(tmp_path: Path, clock: SetClock, template: Path) -> Iterator[Server]:
    """A server with two districts."""
    shutil.copytree(template, tmp_path / "data")
    server = a_server(tmp_path / "data", clock)
    yield server
    server.close()


@pytest.fixture
def browsers(server: Server, tmp_path: Path):
    """Makes browsers: ``browsers("li.zhuren")`` is signed in, without a name nobody is."""
    backups = tmp_path / "backups"
    backups.mkdir()
    app = create_app(server, Settings(data=tmp_path / "data", backups=backups))

    def browser(account: str = "") -> Browser:
        found = Browser(TestClient(app, "http://duji.test", raise_server_exceptions=False))
        if account:
            found.keep_session(server.accounts.open_session(account))
        return found

    yield browser
    app.state.backups.close()


@pytest.fixture
def supervisor(browsers) -> Browser:
    """The supervisor's browser."""
    found: Browser = browsers("li.zhuren")
    return found


@pytest.fixture
def inspection(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)
