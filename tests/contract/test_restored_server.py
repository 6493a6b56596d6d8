"""A server that went back to a backup gets from its phones all that it forgot."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from app.account.session import AccountSession
from app.store import lines
from app.store.tables import PhotoRow
from app.sync.transport import Answer, Request
from domain.kinds.visit.builder import State
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from sync_server.backup.folder import BackupFolder
from sync_server.office.commands import Office
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.verification.fault import FaultKind
from sync_server.verification.verify import Verification, verify
from sync_server.verification.witness import read_witness
from sync_server.wiring import create_app
from tests.builders.arrivals import entries_of_arrivals, photos_told_lost
from tests.builders.backup import backed_up, restored
from tests.builders.handset import a_server
from tests.builders.office import a_picture
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.real_server import CutNetwork, Running
from tests.builders.running import running
from tests.builders.server import SetClock

pytestmark = pytest.mark.usefixtures("font")


@dataclass
class OneAddress(CutNetwork):
    """Phones go on asking the same address, whichever machine answers there."""

    now: str = ""

    def send(self, server_url: str, request: Request) -> Answer:
        return super().send(self.now or server_url, request)


@pytest.fixture
def network() -> Iterator[OneAddress]:
    made = OneAddress()
    yield made
    made.close()


@contextmanager
def gone_back(
    office: Running, network: OneAddress, data: Path, name: str | None = None
) -> Iterator[Server]:
    """The server as the newest backup (or the one of this name) has it, at the old address."""
    restored(office.server, data.parent / "backup", data, name)
    server = a_server(data, SetClock(office.clock()))
    with running(create_app(server, Settings(data=data))) as network.now:
        yield server


def recorded(phone: AccountSession, school: str, text: str) -> str:
    """A submitted visit with a note and a photo."""
    visit_id = phone.visits.open_visit(school)
    phone.visits.check_in(visit_id, AT_SCHOOL)
    phone.visits.record_note(visit_id, NoteSection.RECORD, text)
    phone.visits.take_photo(visit_id, a_picture(text), PhotoSource.CAMERA, AT_SCHOOL)
    phone.visits.submit(visit_id, has_no_problem=True)
    return visit_id


def receipts(phone: AccountSession, folder: Path) -> Path:
    """The receipts that the phone keeps, as a witness file."""
    with phone.sync._store.database.read() as transaction:
        kept = lines.receipts(transaction)
    path = folder / "witness.json"
    path.write_text(json.dumps([each.model_dump() for each in kept]), "utf-8")
    return path


def verified(server: Server, *witnesses: Path) -> Verification:
    key, photo = server.log_key.public_hex, server.photo_store.path
    return verify(server.database, key, photo, [read_witness(each) for each in witnesses])


def lose_a_visit(office: Running, phone: AccountSession, data: Path) -> tuple[str, str]:
    """A visit that the backup holds, approved later, and one that it does not."""
    first = recorded(phone, "school-1", "查看食堂")
    phone.sync.run()
    assert backed_up(office.server, data, is_full=True).manifest.faults == ()
    second = recorded(phone, "school-2", "查看宿舍")
    assert phone.sync.run().problem is None
    seen = phone.visits.visit(first).visit.version
    Office(office.server.database, office.server.committer).approve_visit("li.zhuren", first, seen)
    return first, second


def test_everything_recorded_after_the_backup_comes_back_by_itself(
    office: Running, phone: AccountSession, network: OneAddress, tmp_path: Path
):
    first, second = lose_a_visit(office, phone, tmp_path / "server")
    kept = receipts(phone, tmp_path)
    with gone_back(office, network, tmp_path / "new") as server:
        assert {each.kind for each in verified(server, kept).faults} == {FaultKind.WITNESS_LOST}
        since = len(network.sent)
        assert phone.sync.run().problem is None
        assert [each.method for each in network.sent[since:]].count("PUT") == 1
        found = verified(server, kept, receipts(phone, tmp_path))
        assert (found.faults, found.photos, len(found.restorations)) == ((), 2, 1)
        book = phone.workbook()
        assert book is not None
        states = {each.visit: (each.state, each.photos_received) for each in book.visits}
        # What the office said since is gone: it has to say it again.
        assert states == {first: (State.SUBMITTED, 1), second: (State.SUBMITTED, 1)}
        again = phone.sync.run()
        assert (again.entries_sent, again.photos_sent, again.problem) == (0, 0, None)
        assert phone.visits.visit(second).visit.notes[NoteSection.RECORD].text == "查看宿舍"


def arrivals_on(phone: AccountSession) -> dict[str, tuple[int | None, str | None]]:
    """Where the phone was told that its photos' arrivals stand, and in which epoch."""
    with phone.sync._store.database.read() as transaction:
        rows = transaction.exec(select(PhotoRow)).all()
        return {row.sha256: (row.arrival, row.arrival_epoch) for row in rows}


def arrivals_of(server: Server) -> dict[str, tuple[int | None, str | None]]:
    """Where they stand in the server's log."""
    told = entries_of_arrivals(server.database)
    epoch = server.committer.epoch
    return {sha256: (position, epoch) for position, photos in told for sha256 in photos}


def test_a_photo_that_the_backup_lost_is_told_lost_and_brought_again(
    office: Running, phone: AccountSession, network: OneAddress, tmp_path: Path
):
    for school, words in (("school-1", "查看食堂"), ("school-2", "查看宿舍")):
        recorded(phone, school, words)
    assert phone.sync.run().problem is None
    before = arrivals_on(phone)
    assert before == arrivals_of(office.server)
    assert backed_up(office.server, tmp_path / "server").manifest.faults == ()
    lost, kept = before
    BackupFolder(tmp_path / "backup").photo(lost).unlink()
    with gone_back(office, network, tmp_path / "new") as server:
        assert photos_told_lost(server.database) == [lost]
        since = len(network.sent)
        assert phone.sync.run().problem is None
        assert [each.method for each in network.sent[since:]].count("PUT") == 1
        after = arrivals_on(phone)
        assert after == arrivals_of(server)
        # The one that is there stands where it stood, in the new epoch's word; the other anew.
        assert (after[kept][0], after[kept][1]) == (before[kept][0], server.committer.epoch)
        assert (after[lost][0] or 0) > max(position or 0 for position, _ in before.values())
        assert verified(server).is_well


def test_a_phone_that_was_taken_in_after_the_backup_signs_in_again_and_loses_nothing(
    office: Running, network: OneAddress, tmp_path: Path
):
    backed_up(office.server, tmp_path / "server")
    handset = Handset(tmp_path / "phone", transport=network)
    code = office.server.accounts.issue_code("wang.fang")
    handset.phone.accounts.enrol(office.url, "wang.fang", code=code)
    phone = handset.phone.accounts.open("wang.fang")
    visit = recorded(phone, "school-3", "查看操场")
    assert phone.sync.run().problem is None
    with gone_back(office, network, tmp_path / "new") as server:
        assert phone.sync.run().code == "not_signed_in"
        assert phone.sync.state().needs_sign_in
        code = server.accounts.issue_code("wang.fang")
        handset.phone.accounts.enrol(office.url, "wang.fang", code=code)
        phone = handset.phone.accounts.open("wang.fang")
        assert phone.sync.run().problem is None
        book = phone.workbook()
        assert book is not None
        assert [(each.visit, each.photos_received) for each in book.visits] == [(visit, 1)]
        assert verified(server).is_well
    handset.phone.close()
