"""Over a network that keeps breaking, everything arrives once, and hardly anything goes twice."""

import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from app.account.session import AccountSession
from app.sync.transport import HttpTransport
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import CutNetwork, Running
from tests.builders.weak_link import reach, weak_link
from tests.contract.test_phone_and_server import noise

pytestmark = pytest.mark.usefixtures("font")

MOST_RUNS = 100


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
    with weak_link(office.url, breaking=0.3, seed=8) as link:
        http = HttpTransport()
        handset = Handset(tmp_path / "phone", transport=http)
        code = office.server.accounts.issue_code("chen.jing")
        handset.phone.accounts.enrol(office.url, "chen.jing", code=code)
        reach(handset.phone.accounts._store, link.url)
        session = handset.phone.accounts.open("chen.jing")
        payload = record_a_week(session)
        runs = 0
        while session.sync.run().problem and runs < MOST_RUNS:
            runs += 1
        assert session.sync.safety().confirmed.photos == 4
        assert session.sync.state().unsent_entries == 0
        assert link.breaks > 10
        # How much less than that is for the benchmarks to say: a slow server reads less of what
        # came before a break.
        assert link.sent_bytes < 2 * payload, f"{link.sent_bytes / payload:.2f} times"
        handset.phone.close()
        http.close()
    assert office.server.log.state().checkpoint.tree_size > 25


def test_what_came_over_a_connection_that_died_unnoticed_is_kept(
    office: Running, phone: AccountSession, network: CutNetwork
):
    visit_id = phone.visits.open_visit("school-1")
    facts = phone.visits.take_photo(visit_id, noise(580), PhotoSource.CAMERA, None)
    network.lost = set(range(3, 99))
    phone.sync.run()
    data, path = facts.path.read_bytes(), f"/api/v1/photos/{facts.sha256}"
    signed_in = {"Authorization": f"Bearer {network.sent[-1].token}"}
    address = urlsplit(office.url).netloc
    dying, asking = HTTPConnection(address, timeout=60), HTTPConnection(address, timeout=60)
    announce(dying, path, len(data), signed_in)
    there, sent = 0, 0
    while not there:
        if sent < len(data) // 2:
            dying.send(data[sent : sent + 512])
            sent += 512
        time.sleep(0.05)
        asking.request("HEAD", path, headers=signed_in)
        with asking.getresponse() as answer:
            there = int(answer.headers["Upload-Offset"])
    assert 0 < there <= sent < len(data)
    dying.close()
    asking.close()


def announce(connection: HTTPConnection, path: str, size: int, headers: dict[str, str]) -> None:
    """Begin to send a photo whose bytes are still to come."""
    connection.putrequest("PATCH", path)
    upload = {"Upload-Offset": "0", "Upload-Complete": "?1", "Content-Length": str(size)}
    for name, value in (headers | upload).items():
        connection.putheader(name, value)
    connection.endheaders()
