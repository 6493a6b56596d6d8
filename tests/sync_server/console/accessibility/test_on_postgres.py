"""Every page of the full district on PostgreSQL: it answers there as it does on SQLite."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from tests.builders.handset import NOON, a_server
from tests.builders.office import set_up_two_districts
from tests.builders.server import SetClock
from tests.sync_server.console.accessibility.district import ROLES, District, account_of, fill

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

TAG = re.compile(r"<(\w+)")
LISTED_FILE = re.compile(r'href="(/[\w/-]+\.(?:xlsx|csv)[^"]*)"')
CSV = "text/csv; charset=utf-8"


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str) -> Iterator[District]:
    """The full district of a server over PostgreSQL, beside one with nothing but its register."""
    folder = tmp_path / "data"
    server = a_server(folder, SetClock(NOON), database_url=SecretStr(postgres_url))
    set_up_two_districts(server)
    yield fill(server, folder)
    server.close()


def answers(district: District) -> Iterator[tuple[str, int, Counter[str]]]:
    """What the role that sees most gets at each place: its status, and how many of which tags.

    In which order things of one moment stand is left to their ids, which are others each time.
    A list's files are asked for too.
    """
    client = TestClient(district.app(), "http://duji.test")
    client.cookies.set("duji_session", district.server.accounts.open_session(account_of(ROLES[0])))
    files = dict[str, None]()
    for place in district.places:
        answer = client.get(place)
        files |= dict.fromkeys(map(unescape, LISTED_FILE.findall(answer.text)))
        yield place, answer.status_code, Counter(TAG.findall(answer.text))
    for file in files:
        answer = client.get(file)
        lines = answer.text.count("\n") if answer.headers["content-type"] == CSV else 0
        yield file, answer.status_code, Counter(lines=lines)


def test_every_page_answers_on_postgresql_as_on_sqlite(on_postgres, district):
    pairs = zip(answers(district), answers(on_postgres), strict=True)
    wrong = [
        (place, there, status, status_there, tags - tags_there, tags_there - tags)
        for (place, status, tags), (there, status_there, tags_there) in pairs
        if (status, tags) != (status_there, tags_there)
    ]
    assert wrong == []
