"""Photos that a phone let go of, and a server that went back to a backup from before them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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

GONE = "不在这部手机上"


@dataclass
class Both:
    """A phone and its server, for whom time passes alike."""

    office: Running
    handset: Handset
    phone: AccountSession
    folder: Path
    older: str = ""

    def wait(self, days: int) -> None:
        """Let days go by."""
        self.office.clock.move(days=days)
        self.handset.device.clock.go_on(days=days)

    def sync(self, times: int = 1) -> None:
        """Let the phone do its rounds, all of them well."""
        for _ in range(times):
            assert self.phone.sync.run().problem is None

    def back_up(self) -> str:
        """The name of a new backup."""
        made = backed_up(self.office.server, self.folder / "server")
        assert made.manifest.faults == ()
        return made.folder.name

    def free(self) -> int:
        """Let go of what may go; how many files that were."""
        return self.handset.phone.storage.free().files

    def stamped(self) -> dict[str, bytes]:
        """The stamped files that are on the phone, by their hash."""
        files = (each.read_bytes() for each in (self.handset.folder / "photos").iterdir())
        return {sha256_hex(each): each for each in files}

    def received(self) -> list[tuple[int, int]]:
        """Of each visit, how many photos the server has and how many there are."""
        book = self.phone.workbook()
        assert book is not None
        return sorted((each.photos_received, each.photos_total) for each in book.visits)

    def complaints(self) -> list[str]:
        """What the phone says of each photo that did not get through."""
        return [each.problem or "" for each in self.phone.sync.state().unsent_photos]

    def lose(self, sha256: str) -> None:
        """Take the photo out of every backup."""
        BackupFolder(self.folder / "backup").photo(sha256).unlink()

    @contextmanager
    def gone_back(self, network: OneAddress, name: str | None) -> Iterator[Server]:
        """The server as the backup has it."""
        with gone_back(self.office, network, self.folder / "new", name) as server:
            assert server.committer.epoch != self.office.server.committer.epoch
            yield server


@pytest.fixture
def both(office: Running, handset: Handset, phone: AccountSession, tmp_path: Path) -> Both:
    """A day after a backup that has the phone and no photo."""
    both = Both(office, handset, phone, tmp_path)
    both.sync()
    both.older = both.back_up()
    both.wait(1)
    return both


@pytest.fixture
def freed(both: Both) -> dict[str, bytes]:
    """Two photos that the newest backup holds and that the phone has let go of since."""
    for school, words in (("school-1", "查看食堂"), ("school-2", "查看宿舍")):
        recorded(both.phone, school, words)
    both.sync()
    photos = both.stamped()
    both.wait(31)
    both.sync()
    assert both.free() == 0, "no backup holds them yet"
    assert both.back_up() > both.older
    both.sync()
    assert both.free() == len(photos) == 2
    assert both.stamped() == {}
    return photos


def held(server: Server, photos: dict[str, bytes]) -> list[str]:
    """Which of the photos the server has, byte by byte."""
    paths = {sha256: server.photo_store.path(sha256) for sha256 in photos}
    there = {sha256: path.read_bytes() for sha256, path in paths.items() if path.is_file()}
    assert there.items() <= photos.items()
    return list(there)


def test_a_log_that_forgot_them_finds_them_in_the_newer_backup(
    both: Both, network: OneAddress, freed: dict[str, bytes]
):
    with both.gone_back(network, both.older) as server:
        since = len(network.sent)
        both.sync(times=2)
        assert {each.method for each in network.sent[since:]}.isdisjoint({"PUT", "PATCH"})
        assert both.complaints() == []
        assert both.received() == [(1, 1), (1, 1)]
        assert held(server, freed) == list(freed)
        assert verified(server).is_well


def test_one_that_no_backup_holds_any_more_is_missed_by_name_and_the_rest_goes_on(
    both: Both, network: OneAddress, freed: dict[str, bytes]
):
    gone, kept = freed
    both.lose(gone)
    with both.gone_back(network, both.older) as server:
        both.sync(times=2)
        (complaint,) = both.complaints()
        assert GONE in complaint
        assert both.received() == [(0, 1), (1, 1)]
        assert held(server, freed) == [kept]
        assert verified(server).is_well
        originals = list((both.handset.folder / "originals").iterdir())
        assert len(originals) == 2, "the untouched ones stay for the office's period"


def test_one_whose_arrival_the_backup_tells_is_told_lost_and_asked_for(
    both: Both, network: OneAddress, freed: dict[str, bytes]
):
    gone, kept = freed
    both.lose(gone)
    with both.gone_back(network, None) as server:
        assert photos_told_lost(server.database) == [gone]
        both.sync(times=2)
        (complaint,) = both.complaints()
        assert GONE in complaint
        assert (held(server, freed), verified(server).is_well) == ([kept], True)


def test_what_no_backup_of_the_new_epoch_holds_stays_on_the_phone(both: Both, network: OneAddress):
    recorded(both.phone, "school-1", "查看食堂")
    both.sync()
    both.back_up()
    both.wait(31)
    with both.gone_back(network, both.older) as server:
        assert isinstance(server.clock, SetClock)
        for days in (0, 31):
            server.clock.move(days=days)
            both.sync(times=2)
            assert both.free() == 0
        photos = both.stamped()
        assert held(server, photos) == list(photos)
        backed_up(server, both.folder / "new")
        both.sync()
        assert both.free() == 1
