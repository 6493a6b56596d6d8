"""Copied folders: a phone that exists twice, a server that goes back to its backup."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.account.session import AccountSession
from app.visits.photos.acts import PhotoFacts
from domain.kinds.arrival import PhotosArrived, PhotosSeen
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method, NoteSection
from domain.visit.flag import FlagCode
from tests.builders.logged import logged_since
from tests.builders.phone import AT_SCHOOL, FakeDevice, FakeKeys, Handset
from tests.builders.real_server import CutNetwork, Running, serving
from tests.contract.test_phone_and_server import noise


def begin(session: AccountSession, school: str = "school-1") -> str:
    """A visit with a check-in."""
    visit_id = session.visits.open_visit(school)
    session.visits.check_in(visit_id, AT_SCHOOL)
    return visit_id


def enrol(handset: Handset, office: Running) -> AccountSession:
    """Chen Jing signs in with a new code."""
    code = office.server.accounts.issue_code("chen.jing")
    handset.phone.accounts.enrol(office.url, "chen.jing", code=code)
    return handset.phone.accounts.open("chen.jing")


def held(office: Running) -> set[str]:
    """The ids of all entries the server holds but its own words about photo files."""
    own = (PhotosArrived.kind, PhotosSeen.kind)
    lines = [each.line for each in logged_since(office.server.database)]
    return {line.id for line in lines if line.header.kind not in own}


def flags(office: Running, visit_id: str) -> set[str]:
    """What the office reads on the visit."""
    with office.server.database.session() as session:
        run = session.connection().exec_driver_sql
        query = f"SELECT code FROM visit_flag WHERE visit = '{visit_id}'"  # noqa: S608
        return set(run(query).scalars())


def cloned(handset: Handset, folder: Path) -> list[Handset]:
    """The phone, started anew, and a copy of it with all its keys."""
    handset.phone.close()
    shutil.copytree(handset.folder, folder)
    device = FakeDevice(keys=FakeKeys(dict(handset.device.keys.secrets)))
    network = handset.transport
    return [Handset(handset.folder, handset.device, network), Handset(folder, device, network)]


def test_cloned_phones_write_on_both_sets_arrive_and_both_are_flagged(
    office: Running, handset: Handset, phone: AccountSession, tmp_path: Path
):
    visit_id = begin(phone)
    phone.sync.run()
    phones = cloned(handset, tmp_path / "clone")
    sessions = [each.phone.accounts.open("chen.jing") for each in phones]
    for session, text in zip(sessions, ("原来的手机", "复制出来的手机"), strict=True):
        session.visits.record_note(visit_id, NoteSection.RECORD, text)
    for session in (*sessions, sessions[0]):
        session.visits.record_count(visit_id, Method.TALKS, 1)
        assert session.sync.run().problem is None
    assert all(session.sync.state().needs_sign_in for session in sessions)
    assert FlagCode.FORK in flags(office, visit_id)
    again = [enrol(each, office) for each in phones]
    for session in again:
        begin(session, "school-2")
        assert session.sync.run().problem is None
        assert not session.sync.state().needs_sign_in
    assert len({session.facts.chain for session in (*sessions, *again)}) == 3
    for each in phones:
        each.phone.close()


def test_phone_restored_from_its_own_backup_finds_out_before_it_writes(
    office: Running, handset: Handset, phone: AccountSession, network: CutNetwork, tmp_path: Path
):
    begin(phone)
    phone.sync.run()
    handset.phone.close()
    shutil.copytree(handset.folder, tmp_path / "backup")
    again = Handset(handset.folder, handset.device, network)
    late = again.phone.accounts.open("chen.jing")
    later = begin(late)
    late.sync.run()
    again.phone.close()
    restored = Handset(tmp_path / "backup", handset.device, network)
    session = restored.phone.accounts.open("chen.jing")
    session.sync.run()
    assert session.sync.state().needs_sign_in
    assert later in {each.visit_id for each in session.visits.list()}
    session = enrol(restored, office)
    session.visits.record_note(later, NoteSection.RECORD, "接着写")
    assert session.sync.run().problem is None
    assert FlagCode.FORK not in flags(office, later)
    restored.phone.close()


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("has_new_epoch", [True, False])
def test_server_that_goes_back_to_a_backup_gets_back_what_it_forgot(
    tmp_path: Path, network: CutNetwork, has_new_epoch: bool
):
    data, handset = tmp_path / "server", Handset(tmp_path / "phone", transport=network)
    with serving(data) as office:
        port = urlsplit(office.url).port or 0
        session = enrol(handset, office)
        first = begin(session)
        early = session.visits.take_photo(first, noise(300), PhotoSource.CAMERA, None)
        session.sync.run()
    shutil.copytree(data, tmp_path / "backup")
    with serving(data, port) as office:
        late = session.visits.take_photo(first, noise(301), PhotoSource.CAMERA, None)
        session.sync.run()
        everything = held(office)
    go_back(data, tmp_path / "backup", has_new_epoch=has_new_epoch)
    with serving(data, port) as office:
        assert held(office) < everything
        for _ in range(2):
            assert session.sync.run(is_automatic=True).problem is None
        assert held(office) >= everything
        check_photos(office, early, late)
        assert not session.sync.state().needs_sign_in
    handset.phone.close()


def check_photos(office: Running, *photos: PhotoFacts) -> None:
    """The server has each of them, byte by byte."""
    for photo in photos:
        path = office.server.photo_store.path(photo.sha256)
        assert path.read_bytes() == photo.path.read_bytes()


def go_back(data: Path, backup: Path, *, has_new_epoch: bool = False) -> None:
    """Put the backup in the place of the server's folder."""
    shutil.rmtree(data)
    shutil.copytree(backup, data)
    if has_new_epoch:
        open_epoch(data)


def open_epoch(data: Path) -> None:
    """Say in the restored log that it goes on in a new epoch."""
    with closing(sqlite3.connect(data / "duji.db")) as database, database:
        newest = "(SELECT max(tree_size) FROM tree_head)"
        database.execute(f"UPDATE tree_head SET epoch = 'epoch-2' WHERE tree_size = {newest}")  # noqa: S608


def test_photo_alone_that_the_backup_lacked_goes_again(tmp_path: Path, network: CutNetwork, font):
    data, handset = tmp_path / "server", Handset(tmp_path / "phone", transport=network)
    with serving(data) as office:
        port = urlsplit(office.url).port or 0
        session = enrol(handset, office)
        visit_id = begin(session)
        facts = session.visits.take_photo(visit_id, noise(300), PhotoSource.CAMERA, None)
        network.lost = {len(network.sent) + 2}
        session.sync.run()
        assert len(session.sync.state().unsent_photos) == 1
    shutil.copytree(data, tmp_path / "backup")
    with serving(data, port):
        assert session.sync.run().photos_sent == 1
    go_back(data, tmp_path / "backup")
    with serving(data, port) as office:
        session.sync.run()
        assert office.server.photo_store.path(facts.sha256).is_file()
    handset.phone.close()
