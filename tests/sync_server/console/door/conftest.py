"""A district with notices to two units, and browsers at the door."""

import pytest
from starlette.testclient import TestClient

from sync_server.door.codes import grouped
from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.at_door import Visitor, a_link
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import matched

FIELDS = {"issued_on": "2026-05-14", "due_on": "2026-05-29", "requirement": "请更换，书面报告。"}


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
def notices(server, supervisor, inspection) -> dict[str, str]:
    """A notice to each of two units, about one finding each."""
    found = {}
    for school in ("school-1", "school-2"):
        a_rich_visit(inspection if school == "school-1" else Inspection.of(server), [], school)
        unit = f"/schools/{school}/notice"
        tick = matched(r'name="findings" value="([^"]+)"', supervisor.page(unit))
        answer = supervisor.fill(unit, unit, findings=tick, **FIELDS)
        found[school] = answer.headers["location"].partition("?")[0].rpartition("/")[2]
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
