"""A server whose people have accounts, as phones need that seal trail files."""

import pytest

from sync_server.server import Server
from tests.builders.handset import PEOPLE


@pytest.fixture
def server(server: Server) -> Server:
    """That server, running, on SQLite unless asked otherwise."""
    server.accounts.issue_codes(PEOPLE)
    return server
