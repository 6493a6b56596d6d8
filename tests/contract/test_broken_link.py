"""Over a network that keeps breaking, everything arrives once, and hardly anything goes twice."""

import pytest

from app.accounts import AccountSession
from app.sync.transport import HttpTransport
from domain.entries.content import PhotoSource
from domain.entries.visit import Method
from tests.builders.broken_link import broken_link
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import Running
from tests.contract.test_phone_and_server import noise

pytestmark = pytest.mark.usefixtures("font")

MOST_RUNS = 300


def record_a_week(session: AccountSession) -> int:
    """Two visits with photos; how many bytes there are to send."""
    size = 0
    for number in range(2):
        visit_id = session.visits.open_visit("school-1")
        session.visits.check_in(visit_id, AT_SCHOOL)
        for count in range(1, 12):
            session.visits.record_count(visit_id, Method.TALKS, count)
        for _ in range(2):
            data = noise(580 + number)
            facts = session.visits.take_photo(visit_id, data, PhotoSource.CAMERA, AT_SCHOOL)
            size += facts.path.stat().st_size
    return size + session.sync.state().unsent_bytes


def test_what_is_sent_is_little_more_than_what_there_is(office: Running, tmp_path):
    with broken_link(office.url, seed=8) as (url, link):
        http = HttpTransport()
        handset = Handset(tmp_path / "phone", transport=http)
        code = office.server.accounts.issue_code("chen.jing")
        handset.phone.accounts.enrol(office.url, "chen.jing", code=code)
        move_to(handset, url)
        session = handset.phone.accounts.open("chen.jing")
        payload = record_a_week(session)
        runs = 0
        while session.sync.run().problem and runs < MOST_RUNS:
            runs += 1
        assert session.sync.safety().confirmed.photos == 4
        assert session.sync.state().unsent_entries == 0
        assert link.cuts > 10
        assert link.up_bytes < 1.2 * payload, f"{link.up_bytes / payload:.2f} times"
        handset.phone.close()
        http.close()
    assert office.server.log.state().checkpoint.tree_size > 25


def move_to(handset: Handset, url: str) -> None:
    """Reach the server by another way from now on."""
    from sqlmodel import update

    from app.store.tables import ChainRow

    with handset.phone.accounts._store.database.write() as transaction:
        transaction.exec(update(ChainRow).values(server_url=url))
