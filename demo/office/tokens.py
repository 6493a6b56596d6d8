"""What the demo's supervisor lets the city's platform read."""

from datetime import timedelta

from demo.region import SUPERVISOR
from domain.clock import local_date
from domain.ids import uuid7
from domain.kinds.office.token import TokenScope
from sync_server.office.commands import Office
from sync_server.office.tokens import TokenCommands, Wanted
from sync_server.server import Server

HALF_A_YEAR = timedelta(days=183)


def give_token(server: Server) -> None:
    """A token for what the city adds up; nobody keeps its secret, so that nothing is read by it."""
    until = local_date(server.clock()) + HALF_A_YEAR
    scopes = [TokenScope.MONTH, TokenScope.FINDINGS, TokenScope.REGISTER]
    commands = TokenCommands(Office(server.database, server.committer), server.clock)
    commands.give(SUPERVISOR[0], Wanted(uuid7(), "市督导平台", scopes, until))
