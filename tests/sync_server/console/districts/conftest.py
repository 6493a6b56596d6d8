"""Two districts, and a supervisor of the one whom the other grants something."""

from collections.abc import Callable

import pytest

from domain.kinds.author import Role
from domain.kinds.register.grant import GrantPrivate, GrantSet
from sync_server.server import Server
from tests.builders.handset import write
from tests.builders.pages import Browser

GUEST, HOME, OTHER = "li.zhuren.other", "other", "wanshan"
Grant = Callable[..., None]


@pytest.fixture
def grant(server: Server) -> Grant:
    """Lets the guest be something in the other district."""

    def granted(
        role: Role = Role.AUDITOR, from_on: str = "2026-05-01", to_on: str | None = None
    ) -> None:
        seat = GrantSet(account=GUEST, role=role, from_on=from_on, to_on=to_on)
        write(server, OTHER, (seat, GrantPrivate(name="李主任")))

    return granted


@pytest.fixture
def guest(browsers) -> Browser:
    """The guest's browser, which looks at their own district."""
    found: Browser = browsers(GUEST)
    return found
