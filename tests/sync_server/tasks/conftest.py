"""A server with two districts, and the office's verbs about tasks."""

import pytest

from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.server import Server
from sync_server.tasks.commands import TaskCommands
from sync_server.tasks.desk import TaskDesk
from tests.builders.handset import set_up_district
from tests.builders.office import Inspection
from tests.builders.tasks import commands_of, give


@pytest.fixture
def server(server: Server) -> Server:
    """The server with another district beside the first."""
    set_up_district(server, "other", ".other")
    return server


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
