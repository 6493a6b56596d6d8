"""A server with two districts, and the office's verbs about campaigns."""

import pytest

from sync_server.campaigns.commands import CampaignCommands
from sync_server.server import Server
from tests.builders.campaigns import commands_of
from tests.builders.handset import set_up_district
from tests.builders.office import Inspection


@pytest.fixture
def server(server: Server) -> Server:
    """The server with another district beside the first."""
    set_up_district(server, "other", ".other")
    return server


@pytest.fixture
def commands(server: Server) -> CampaignCommands:
    """The office's verbs."""
    return commands_of(server.database, server.committer)


@pytest.fixture
def chen(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)
