"""A district with notices to two units, and browsers at the door."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from domain.kinds.paper.builder import PaperState
from sync_server.door.codes import grouped
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.at_door import Visitor, a_link
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_rich_visit


@pytest.fixture
def app(server, tmp_path):
    """The whole app."""
    return create_app(server, Settings(data=tmp_path / "data"))


@pytest.fixture
def services(app):
    """The console's services."""
    mounted = next(each for each in app.router.routes if getattr(each, "name", "") == "console")
    return mounted.app.state.services


@pytest.fixture
def visitors(app):
    """Makes browsers at the door; with a secret they have come in by it."""

    def visitor(secret: str = "") -> Visitor:
        found = Visitor(TestClient(app, "http://duji.test", raise_server_exceptions=False))
        if secret:
            assert found.enter(secret).headers["location"] == "/door"
        return found

    return visitor


@pytest.fixture
def notices(server, inspection) -> dict[str, str]:
    """A notice to each of two units, about one finding each."""
    found = {}
    for school in ("school-1", "school-2"):
        phone = inspection if school == "school-1" else Inspection.of(server)
        visit = a_rich_visit(phone, [], school)
        drafted = draft_about(server, visit, requirement="请更换，书面报告。")
        draft = replace(drafted, school_id=school)
        found[school] = paper_brought_to(server, PaperState.ISSUED, draft)
    return found


@pytest.fixture
def guest(visitors, services) -> Visitor:
    """Somebody who has come in for the first unit."""
    found: Visitor = visitors(a_link(services).secret)
    return found


@pytest.fixture
def stranger(visitors, services, notices) -> Visitor:
    """Somebody who has come in for the second unit."""
    found: Visitor = visitors(a_link(services, "school-2").secret)
    return found


@pytest.fixture
def paper(notices) -> str:
    """The first unit's notice."""
    found: str = notices["school-1"]
    return found


@pytest.fixture
def code(services, paper) -> str:
    """The code that is printed on it."""
    return str(grouped(services.door.codes.of_paper(paper)))
