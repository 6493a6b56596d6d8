"""What no token is, and how often one may be shown."""

from datetime import date

import pytest

from domain.errors import NotSignedIn, TooMany
from domain.ids import uuid7
from domain.kinds.office.token import TokenScope
from sync_server.access.rate_limits import READS_PER_MINUTE, ReadingPace
from sync_server.access.tokens import PREFIX
from sync_server.office.commands import Office
from sync_server.office.tokens import TokenCommands, Wanted
from sync_server.server import Server


@pytest.mark.parametrize(
    "shown", ["", "duji_", PREFIX + "x", "x" * 300, PREFIX + "y" * 300, "令牌"]
)
def test_what_is_no_token_opens_nothing(server: Server, shown: str) -> None:
    with pytest.raises(NotSignedIn):
        server.tokens.reader(shown)


def test_a_token_that_asks_too_often_is_told_when_to_ask_again(server: Server) -> None:
    commands = TokenCommands(Office(server.database, server.committer), server.clock)
    wanted = Wanted(uuid7(), "平台", [TokenScope.VISITS], date(2027, 1, 1))
    secret = commands.give("li.zhuren", wanted)
    for _ in range(READS_PER_MINUTE):
        server.tokens.reader(secret)
    with pytest.raises(TooMany) as refused:
        server.tokens.reader(secret)
    assert 0 < int(str(refused.value.facts["retry_after_s"])) <= 60


def test_one_token_s_pace_is_none_of_another_s() -> None:
    pace = ReadingPace(1)
    pace.hit("one")
    pace.hit("other")
    with pytest.raises(TooMany):
        pace.hit("one")
