"""Tokens of other systems, as the office gives them."""

from datetime import date

from domain.ids import uuid7
from domain.kinds.office.token import TokenScope
from sync_server.office.commands import Office
from sync_server.office.tokens import TokenCommands, Wanted
from sync_server.server import Server


def a_token(server: Server, *scopes: TokenScope, by: str = "li.zhuren") -> str:
    """The secret of a new token of the giver's district; without scopes it opens everything."""
    commands = TokenCommands(Office(server.database, server.committer), server.clock)
    wanted = Wanted(uuid7(), "市督导平台", scopes or tuple(TokenScope), date(2027, 5, 1))
    return commands.give(by, wanted)
