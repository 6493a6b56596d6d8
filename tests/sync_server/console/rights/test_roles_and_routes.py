"""Every route lets in the roles that the table says, and nobody else."""

import re

import pytest
from fastapi.routing import APIRoute

from sync_server.access.viewer import Viewer
from sync_server.api.routes import ROUTES
from sync_server.data.accounts import PersonFacts
from tests.sync_server.console.accessibility.conftest import district  # noqa: F401
from tests.sync_server.console.rights.house import BY_ITS_OWNER, NOT_HERE, House, role_of, routes
from tests.sync_server.console.rights.letters import ACTS, FILES, LETTERS, NOBODY, UNIT
from tests.sync_server.console.rights.table import (
    API,
    BY_TOKEN,
    CONSOLE,
    EVERY_ROUTE,
    OPEN,
    OPEN_API,
    OWN,
)

# What is written with, or looked at before something is written.
FORMS = r"import|findings/new$|/paper$|/papers/.*/edit$|attend/|trainings/{code}/code"
FORMS += r"|(trainings|activities|meetings|news|tasks|campaigns)/(new|.*/edit)$"
FORMS += r"|campaigns/.*/(teams/|letters$)"


@pytest.fixture(scope="module")
def house(district) -> House:  # noqa: F811
    """A full district with somebody in every role."""
    return House.of(district)


def is_let_in(house: House, named: str, letter: str) -> bool:
    """Whether somebody in this role gets past the question who they are."""
    browser, address = house.browser(letter), house.address(named, letter)
    if named.startswith("GET"):
        answer = browser.client.get(address, follow_redirects=False)
    else:
        answer = browser.send(address, form_token=house.token(browser))
    assert answer.status_code < 500, answer.text[:400]
    outside = answer.headers.get("location", "").startswith(("/sign-in", "/door/enter?out"))
    if outside or answer.status_code == 401:
        return named in OPEN
    return answer.status_code != 403 and (
        answer.status_code != 404 or named in BY_ITS_OWNER | NOT_HERE
    )


def test_every_route_of_console_and_api_stands_in_the_table():
    served = [route for route in ROUTES if isinstance(route, APIRoute)]
    api = {f"{method} {route.path}" for route in served for method in route.methods or ()}
    assert len(served) == len(ROUTES)
    assert set(routes()) == set(CONSOLE)
    assert api == set(API) | set(BY_TOKEN) | set(OPEN_API)
    assert len(EVERY_ROUTE) == len(CONSOLE) + len(API) + len(BY_TOKEN) + len(OPEN_API)


@pytest.mark.parametrize("named", sorted(CONSOLE))
def test_a_route_lets_in_whom_the_table_says(house, named):
    before = house.entries()
    let_in = [each for each in (NOBODY, *LETTERS, UNIT) if is_let_in(house, named, each)]
    assert "".join(sorted(let_in)) == "".join(sorted(CONSOLE[named]))
    assert house.entries() == before or named.endswith(FILES)


def test_an_auditor_sees_what_the_office_sees_and_sends_no_form_but_of_their_own():
    for named, who in CONSOLE.items():
        is_reading = named.startswith("GET") and who != ACTS and "M" in who
        if is_reading and named != "GET /messages":  # for who deals with them alone
            assert ("A" in who) != bool(re.search(FORMS, named)), named
    sends = {each for each, who in CONSOLE.items() if each.startswith("POST") and "A" in who}
    own = {each for each in (*OWN, *OPEN) if each.startswith("POST")}
    assert sends == own | {"POST /check/picture"}


def test_every_right_but_reading_is_refused_to_an_auditor():
    person = PersonFacts("shen.ji", "", role_of("A").value, "wanshan", "", None)
    viewer = Viewer(person)
    rights = {name for name in dir(Viewer) if name.startswith("may_") and getattr(viewer, name)}
    sees = {"may_see_all", "may_see_months", "may_see_register", "may_see_visits", "may_audit"}
    sees |= {"may_see_papers", "may_see_tasks", "may_see_campaigns"}
    assert rights == sees | {"may_export"}
