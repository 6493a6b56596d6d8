"""What a phone exports without a network, the server takes in; later nothing of it goes twice."""

import pytest

from app.account.session import AccountSession
from domain.kinds.visit.photo import PhotoSource
from sync_server.trail_import.run import import_trail
from tests.builders.phone import Handset
from tests.builders.real_server import CutNetwork, Running
from tests.contract.test_phone_and_server import log_size, noise, recorded

pytestmark = pytest.mark.usefixtures("font")


def offline_work(phone: AccountSession) -> str:
    """A submitted visit, and one with a photo; the photo's hash."""
    recorded(phone)
    visit_id = phone.visits.open_visit("school-2")
    return phone.visits.take_photo(visit_id, noise(300), PhotoSource.CAMERA, None).sha256


def test_exported_file_is_taken_in_whole_and_once(
    office: Running, phone: AccountSession, network: CutNetwork
):
    phone.sync.run()
    sha256 = offline_work(phone)
    before, asked = log_size(office), len(network.sent)
    made = phone.export.make()
    assert len(network.sent) == asked
    for _ in range(2):
        with made.path.open("rb") as file:
            assert import_trail(office.server, file).is_whole
        # Each line, and the arrival of each photo.
        assert log_size(office) == before + len(made.line_ids) + len(made.photo_ids)
    assert office.server.photo_store.path(sha256).is_file()
    size = log_size(office)
    outcome = phone.sync.run()
    assert (outcome.problem, outcome.entries_sent) == (None, len(made.line_ids))
    assert log_size(office) == size
    assert network.bytes_sent("PUT", asked) == 0


def test_phone_that_is_lost_after_the_export_loses_nothing(
    office: Running, handset: Handset, phone: AccountSession
):
    sha256 = offline_work(phone)
    made = phone.export.make()
    phone.export.note_handed_over(made)
    handset.phone.accounts.sign_out("chen.jing")
    with made.path.open("rb") as file:
        report = import_trail(office.server, file)
    assert report.is_whole
    assert office.server.photo_store.path(sha256).is_file()
