"""A server with a district, and the office's verbs about campaigns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.campaigns.commands import CampaignCommands
from sync_server.server import Server
from tests.builders.campaigns import commands_of
from tests.builders.handset import NOON, a_server, set_up_district
from tests.builders.office import Inspection
from tests.builders.server import SetClock


@pytest.fixture
def clock() -> SetClock:
    """The server's clock: noon of 14 May 2026 in UTC."""
    return SetClock(NOON)


@pytest.fixture
def server(tmp_path: Path, clock: SetClock) -> Iterator[Server]:
    """A server with two districts."""
    server = a_server(tmp_path / "data", clock)
    set_up_district(server)
    set_up_district(server, "other", ".other")
    yield server
    server.close()


@pytest.fixture
def commands(server: Server) -> CampaignCommands:
    """The office's verbs."""
    return commands_of(server.database, server.committer)


@pytest.fixture
def chen(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)
