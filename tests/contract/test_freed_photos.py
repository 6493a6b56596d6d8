"""Photos that a phone let go of, and a server that went back to a backup from before them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.account.session import AccountSession
from domain.trail.line import sha256_hex
from sync_server.backup.folder import BackupFolder
from sync_server.server import Server
from tests.builders.arrivals import photos_told_lost
from tests.builders.backup import backed_up
from tests.builders.phone import Handset
from tests.builders.real_server import Running
from tests.builders.server import SetClock
from tests.contract.test_restored_server import OneAddress, gone_back, network, recorded, verified

__all__ = ["network"]

pytestmark = pytest.mark.usefixtures("font")


def stamped(handset: Handset) -> dict[str, bytes]:
    """The stamped files that are on the phone, by their hash."""
    files = (each.read_bytes() for each in (handset.folder / "photos").iterdir())
    return {sha256_hex(each): each for each in files}


@pytest.fixture
def wait(office: Running, handset: Handset) -> Callable[[int], None]:
    """Let days go by for server and phone."""

    def days_pass(days: int) -> None:
        office.clock.move(days=days)
        handset.device.clock.go_on(days=days)

    return days_pass


@pytest.fixture
def older(office: Running, phone: AccountSession, tmp_path: Path) -> str:
    """The name of a backup from before there was any photo."""
    assert phone.sync.run().problem is None
    return backed_up(office.server, tmp_path / "server").folder.name


@pytest.fixture
def freed(
    office: Running,
    handset: Handset,
    phone: AccountSession,
    wait: Callable[[int], None],
    older: str,
    tmp_path: Path,
) -> dict[str, bytes]:
    """Two photos that the newest backup holds and that the phone has let go of since."""
    wait(1)
    for school, words in (("school-1", "查看食堂"), ("school-2", "查看宿舍")):
        recorded(phone, school, words)
    assert phone.sync.run().problem is None
    photos = stamped(handset)
    wait(31)
    assert phone.sync.run().problem is None
    assert handset.phone.storage.free().files == 0, "no backup holds them yet"
    made = backed_up(office.server, tmp_path / "server")
    assert (made.folder.name > older, made.manifest.faults) == (True, ())
    assert phone.sync.run().problem is None
    assert handset.phone.storage.free().files == len(photos) == 2
    assert stamped(handset) == {}
    return photos


def received(phone: AccountSession) -> list[tuple[int, int]]:
    """Of each visit, how many photos the server has and how many there are."""
    book = phone.workbook()
    assert book is not None
    return [(each.photos_received, each.photos_total) for each in book.visits]


def held(server: Server, photos: dict[str, bytes]) -> list[str]:
    """Which of the photos the server has, byte by byte."""
    paths = {sha256: server.photo_store.path(sha256) for sha256 in photos}
    return [
        sha256
        for sha256, path in paths.items()
        if path.is_file() and path.read_bytes() == photos[sha256]
    ]


def test_a_log_that_forgot_them_finds_them_in_the_newer_backup(
    office: Running,
    handset: Handset,
    phone: AccountSession,
    network: OneAddress,
    freed: dict[str, bytes],
    older: str,
    tmp_path: Path,
):
    with gone_back(office, network, tmp_path / "new", older) as server:
        assert server.committer.epoch != office.server.committer.epoch
        since = len(network.sent)
        for _ in range(2):
            assert phone.sync.run().problem is None
        assert {each.method for each in network.sent[since:]}.isdisjoint({"PUT", "PATCH"})
        assert phone.sync.state().unsent_photos == []
        assert received(phone) == [(1, 1), (1, 1)]
        assert held(server, freed) == list(freed)
        assert verified(server).is_well


def test_one_that_no_backup_holds_any_more_is_missed_by_name_and_the_rest_goes_on(
    office: Running,
    handset: Handset,
    phone: AccountSession,
    network: OneAddress,
    freed: dict[str, bytes],
    older: str,
    tmp_path: Path,
):
    gone, kept = freed
    BackupFolder(tmp_path / "backup").photo(gone).unlink()
    with gone_back(office, network, tmp_path / "new", older) as server:
        for _ in range(2):
            assert phone.sync.run().problem is None
        (waiting,) = phone.sync.state().unsent_photos
        assert "不在这部手机上" in (waiting.problem or "")
        assert sorted(received(phone)) == [(0, 1), (1, 1)]
        assert held(server, freed) == [kept]
        assert verified(server).is_well
        originals = list((handset.folder / "originals").iterdir())
        assert len(originals) == 2, "the untouched ones stay for the office's period"


def test_one_whose_arrival_the_backup_tells_is_told_lost_and_asked_for(
    office: Running,
    phone: AccountSession,
    network: OneAddress,
    freed: dict[str, bytes],
    tmp_path: Path,
):
    gone, kept = freed
    BackupFolder(tmp_path / "backup").photo(gone).unlink()
    with gone_back(office, network, tmp_path / "new") as server:
        assert photos_told_lost(server.database) == [gone]
        for _ in range(2):
            assert phone.sync.run().problem is None
        (waiting,) = phone.sync.state().unsent_photos
        assert "不在这部手机上" in (waiting.problem or "")
        assert (held(server, freed), verified(server).is_well) == ([kept], True)


def test_what_the_new_log_has_not_told_of_and_no_new_backup_holds_stays_on_the_phone(
    office: Running,
    handset: Handset,
    phone: AccountSession,
    network: OneAddress,
    wait: Callable[[int], None],
    older: str,
    tmp_path: Path,
):
    wait(1)
    recorded(phone, "school-1", "查看食堂")
    assert phone.sync.run().problem is None
    backed_up(office.server, tmp_path / "server")
    wait(31)
    with gone_back(office, network, tmp_path / "new", older) as server:
        for _ in range(2):
            assert phone.sync.run().problem is None
            assert handset.phone.storage.free().files == 0
        photos = stamped(handset)
        assert held(server, photos) == list(photos)
        assert isinstance(server.clock, SetClock)
        server.clock.move(days=31)
        assert phone.sync.run().problem is None
        assert handset.phone.storage.free().files == 0
        backed_up(server, tmp_path / "new")
        assert phone.sync.run().problem is None
        assert handset.phone.storage.free().files == 1
