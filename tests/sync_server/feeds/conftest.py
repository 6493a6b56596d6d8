"""A district with some visits and findings, another one beside it, and who reads them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from domain.kinds.office.token import TokenScope
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import set_up_district
from tests.builders.office import Inspection, a_rich_visit, set_up_theme
from tests.builders.server import SetClock
from tests.builders.tokens import a_token
from tests.builders.trail import an_author

VISITS = 5
Scopes = Callable[..., dict[str, str]]
Sql = Callable[[str], list[Any]]


@pytest.fixture
def visited(server: Server, clock: SetClock) -> Server:
    """Visits of two schools on several days, and one of the other district."""
    set_up_theme(server)
    set_up_district(server, "other", ".other")
    set_up_theme(server, "other")
    for number in range(VISITS):
        a_rich_visit(Inspection.of(server), [], f"school-{number % 2 + 1}")
        clock.move(days=1)
    other = Inspection.of(server, author=an_author("chen.jing.other", district="other"))
    a_rich_visit(other, [], "school-1.other")
    return server


@pytest.fixture
def asked(visited: Server, tmp_path: Path) -> TestClient:
    """A client of the whole app; errors come back as answers."""
    app = create_app(visited, Settings(data=tmp_path / "data"))
    return TestClient(app, "http://duji.test", raise_server_exceptions=False)


@pytest.fixture
def bearer(visited: Server) -> Scopes:
    """The headers of who shows a new token with these scopes."""

    def headers(*scopes: TokenScope, by: str = "li.zhuren") -> dict[str, str]:
        return {"Authorization": f"Bearer {a_token(visited, *scopes, by=by)}"}

    return headers


@pytest.fixture
def sql(visited: Server) -> Sql:
    """What a query of the database answers."""

    def rows(query: str) -> list[Any]:
        with visited.database.reading() as transaction:
            return [tuple(row) for row in transaction.tables.execute(text(query))]

    return rows
