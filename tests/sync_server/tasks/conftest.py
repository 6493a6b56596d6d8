"""A server with a district, and the office's verbs about tasks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.server import Server
from sync_server.tasks.commands import TaskCommands
from sync_server.tasks.desk import TaskDesk
from tests.builders.handset import NOON, a_server, set_up_district
from tests.builders.office import Inspection
from tests.builders.server import SetClock
from tests.builders.tasks import commands_of, give


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
def commands(server: Server) -> TaskCommands:
    """The office's verbs."""
    return commands_of(server.database, server.committer)


@pytest.fixture
def desk(server: Server) -> TaskDesk:
    """What the office sees."""
    return TaskDesk(server.database, server.clock)


@pytest.fixture
def task(commands: TaskCommands) -> str:
    """A task that Chen and Wang were given; its id."""
    return give(commands)


@pytest.fixture
def chen(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)


@pytest.fixture
def li() -> Viewer:
    """The supervisor."""
    return Viewer(PersonFacts("li.zhuren", "李主任", "supervisor", "wanshan", "", None))
