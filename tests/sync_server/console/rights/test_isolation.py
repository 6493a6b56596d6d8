"""Without a grant an account sees nothing of another district, on any route, and writes nothing."""

import re

import pytest
from sqlmodel import select

from sync_server.data.tables import ChainRow, PaperRow, VisitPhotoRow, VisitRow
from tests.builders.pages import Browser
from tests.sync_server.console.accessibility.conftest import district  # noqa: F401
from tests.sync_server.console.rights.house import House
from tests.sync_server.console.rights.letters import FILES
from tests.sync_server.console.rights.table import CONSOLE, DOOR, OPEN

STRANGER = "li.zhuren.other"
WORDS = r"第[123]小学|chen\.jing(?!\.other)|wang\.fang(?!\.other)|zhao\.tong(?!\.other)"
# What is asked for stands in the address that a page comes back to.
ASKED = re.compile(r'(action|value|href)="[^"]*"')
# What an empty field shows is an example, the same for everybody.
EXAMPLE = re.compile(r'placeholder="[^"]*"')


# This one says something of the stranger's own district with every field left empty.
AT_HOME = {"POST /service-notice/new"}


@pytest.fixture(scope="module")
def house(district) -> House:  # noqa: F811
    """A full district; of the other one there is nothing but its register."""
    return House.of(district)


@pytest.fixture(scope="module")
def told(house) -> re.Pattern[str]:
    """What would tell of something of the full district."""
    with house.district.server.database.session() as session:
        chains = [row.chain for row in session.exec(select(ChainRow)) if row.district == "wanshan"]
        ids = [row.visit for row in session.exec(select(VisitRow))]
        ids += [row.paper for row in session.exec(select(PaperRow))]
        photos = [row.sha256 for row in session.exec(select(VisitPhotoRow))]
    assert ids
    assert photos
    return re.compile("|".join([WORDS, *chains, *ids, *photos]))


def stranger(house: House) -> Browser:
    """A supervisor of the other district, just signed in."""
    browser = house.browser("-")
    browser.keep_session(house.district.server.accounts.open_session(STRANGER))
    return browser


@pytest.mark.parametrize("named", sorted(set(CONSOLE) - set(OPEN) - set(DOOR)))
def test_no_route_tells_a_stranger_anything_or_does_anything_there(house, told, named):
    browser, address = stranger(house), house.address(named, "S")
    before = house.entries()
    if named.startswith("GET"):
        answer = browser.client.get(address)
    else:
        answer = browser.send(address, form_token=house.token(browser))
    text = EXAMPLE.sub("", answer.text.replace(address, ""))
    if "{" in named and told.search(address):
        assert answer.status_code in (400, 403, 404)
        text = ASKED.sub("", text)
    assert told.findall(text) == []
    assert house.entries() == before or named.endswith(FILES) or named in AT_HOME


def test_a_stranger_does_not_come_to_look_there(house, told):
    browser = stranger(house)
    for place in ("/in/wanshan", "/in/wanshan?to=/visits", "/in/nowhere"):
        assert browser.get(place).status_code == 404
    assert told.findall(browser.page("/schools") + browser.page("/visits")) == []
