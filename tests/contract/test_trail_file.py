"""What a phone exports without a network, the server takes in; later nothing of it goes twice."""

import pytest

from app.account.session import AccountSession
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.phone.rescue import Rescued
from sync_server.trail_import.run import import_trail
from tests.builders.damage import PAGE, in_one_file, with_random
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


def test_what_a_damaged_phone_gave_back_is_taken_in_and_its_new_chain_goes_on(
    office: Running, handset: Handset, phone: AccountSession, network: CutNetwork
):
    phone.sync.run()
    sha256, chain = offline_work(phone), phone.facts.chain
    again = after_damage(handset, phone)
    rescued = again.phone.accounts.rescued() or Rescued()
    assert (rescued.lost > 0, rescued.begins_anew, len(rescued.files)) == (True, True, 1)
    with (again.folder / "exports" / rescued.files[0]).open("rb") as file:
        report = import_trail(office.server, file)
    (counts,) = report.accounts.values()
    assert (counts.photos_new, counts.photos_missing) == (1, 0)
    assert counts.entries_new > 0
    assert {*counts.refused} == {"unknown_prev"}
    assert office.server.photo_store.path(sha256).is_file()
    session = again.phone.accounts.open("chen.jing")
    assert session.facts.chain != chain
    session.visits.open_visit("school-1")
    assert session.sync.run().code == "not_signed_in"
    code = office.server.accounts.issue_code("chen.jing")
    again.phone.accounts.enrol(office.url, "chen.jing", code=code)
    sync = again.phone.accounts.open("chen.jing").sync
    assert sync.run().entries_sent >= 2
    assert sync.state().unsent_entries == len(sync.state().refused) > 0
    again.phone.close()


def after_damage(handset: Handset, phone: AccountSession) -> Handset:
    """The phone opened again after the page of one of its unsent entries went bad."""
    words = "这一条所在的页坏了。"
    visit_id = phone.visits.open_visit("school-1")
    for written in ("一" * 900, words * 60, "二" * 900, "三" * 900):
        phone.visits.record_note(visit_id, NoteSection.RECORD, written)
    handset.phone.close()
    raw = in_one_file(handset.folder)
    page = raw.rindex(words.encode()) // PAGE
    (handset.folder / "duji.db").write_bytes(with_random(raw, page))
    (handset.folder / "duji.db.damaged").touch()
    return Handset(handset.folder, handset.device, handset.transport)
