"""The office's pages of a district that was made for measuring, through the whole app."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from domain.clock import Clock
from sync_server.cli.serve import settle
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app, utc_now
from tests.benchmarks.large import SUPERVISOR
from tests.builders.pages import Browser


@contextmanager
def opened(folder: Path, clock: Clock = utc_now) -> Iterator[tuple[Server, Browser]]:
    """The supervisor's browser in the district of this folder, as a server that runs serves it."""
    settings = Settings(data=folder)
    server = build_server(settings, clock)
    browser = Browser(TestClient(create_app(server, settings), "http://duji.test"))
    browser.keep_session(server.accounts.open_session(SUPERVISOR))
    settle()
    yield server, browser
    server.close()
