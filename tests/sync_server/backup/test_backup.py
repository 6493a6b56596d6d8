"""A backup is checked before it counts, and every backup made here is gone back to."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from domain.errors import BadInput, Conflict, Unavailable
from domain.trail.line import sha256_hex
from sync_server.backup import creation
from sync_server.backup.creation import make_backup
from sync_server.backup.folder import BackupFolder
from sync_server.backup.photo_pool import copy_photos
from sync_server.data import copying
from sync_server.data.engine import Database
from sync_server.data.own.backed_up import backed_up_to
from sync_server.server import Server
from tests.builders.app_package import an_apk
from tests.builders.backup import (
    a_visit_with_photos,
    backed_up,
    restored,
    rows_of,
    source_of,
    verified,
)
from tests.builders.handset import a_server
from tests.builders.office import Inspection, a_picture
from tests.builders.pulled import moved, read_workbook
from tests.builders.server import SetClock

KEPT = ("account", "device_token", "console_session", "photo_file", "head_signature", "visit_photo")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def inspection(server: Server) -> Inspection:
    return Inspection.of(server)


def reach(server: Server) -> int | None:
    """How far phones are told that the backup reaches."""
    with server.database.reading() as transaction:
        return backed_up_to(transaction.ledger)


def size_of(server: Server) -> int:
    return server.log.state().checkpoint.tree_size


def is_restorable(server: Server, folder: Path, into: Path) -> bool:
    """Whether what is in the folder is a whole server again; it is left running nowhere."""
    restored(server, folder, into)
    again = a_server(into, SetClock(server.clock()))
    try:
        return verified(again).is_well
    finally:
        again.close()


def test_everything_is_in_it_and_comes_back(
    server: Server, inspection: Inspection, data: Path, tmp_path: Path
) -> None:
    pictures = a_visit_with_photos(inspection, "一", "二")
    server.accounts.open_session("li.zhuren")
    server.app_releases.publish(an_apk(tmp_path / "a.apk"), "0.2.0")
    made = backed_up(server, data, is_full=True)
    assert (made.manifest.faults, made.manifest.was_fully_verified) == ((), True)
    assert (made.manifest.tree_size, made.manifest.photos) == (size_of(server), 2)
    names = ["duji.db", "export.key", "log.key", "manifest.json", "photos.txt"]
    assert sorted(each.name for each in made.folder.iterdir()) == names
    restored(server, tmp_path / "backup", tmp_path / "new")
    again = a_server(tmp_path / "new", SetClock(server.clock()))
    assert verified(again).is_well
    for table in KEPT:
        assert set(rows_of(server, table)) <= set(rows_of(again, table)), table
    assert again.accounts.token_device(inspection.handset.token).person.account == "chen.jing"
    assert again.export_key.public_hex == server.export_key.public_hex
    for picture in pictures:
        assert again.photo_store.path(sha256_hex(picture)).read_bytes() == picture
    release = again.app_releases.newest()
    assert release is not None
    assert again.app_releases.package(release.file)[1].stat().st_size == release.size_bytes
    again.close()


def arrival(server: Server) -> int:
    """Where the log tells that the one photo has arrived."""
    with server.database.reading() as transaction:
        query = text("SELECT position FROM photo_file")
        return int(transaction.ledger.execute(query).scalar_one())


def test_phones_are_told_how_far_it_reaches(
    server: Server, inspection: Inspection, data: Path, clock: SetClock
) -> None:
    a_visit_with_photos(inspection, "一")
    assert reach(server) is None
    size = size_of(server)
    backed_up(server, data)
    assert (reach(server), size_of(server)) == (size - 1, size)
    device = server.accounts.token_device(inspection.handset.token)
    before = server.workbooks.tags(device.person)
    assert read_workbook(server.workbooks.answer(device.person)).backed_up_to == size - 1
    inspection.open_visit("school-2")
    inspection.push()
    assert read_workbook(server.workbooks.answer(device.person)).backed_up_to == size - 1
    between = server.workbooks.tags(device.person)
    assert moved(before, between) == {"mine", "duty"}
    clock.move(days=1)
    backed_up(server, data)
    assert reach(server) == size_of(server) - 1
    assert moved(between, server.workbooks.tags(device.person)) == {"server"}


def test_small_pictures_are_not_in_it_as_they_can_be_made_anew(
    server: Server, inspection: Inspection, data: Path
) -> None:
    a_visit_with_photos(inspection, "一")
    (photo,) = [each for each in (data / "photos").rglob("*") if each.is_file()]
    assert server.thumbnails.of(photo.name)
    made = backed_up(server, data)
    names = {each.name for each in made.folder.parent.rglob("*")}
    assert photo.name in names
    assert "thumbnails" not in names
    assert photo.name[2:] not in names


def test_a_photo_that_came_after_it_is_not_covered(
    server: Server, inspection: Inspection, data: Path, clock: SetClock
) -> None:
    inspection.open_visit()
    inspection.take_photo("late", a_picture("晚"))
    inspection.submit()
    inspection.push()
    backed_up(server, data)
    assert reach(server) == size_of(server) - 1
    inspection.send_photo(a_picture("晚"))
    assert (reach(server) or 0) < arrival(server)
    clock.move(hours=1)
    backed_up(server, data)
    assert reach(server) == arrival(server) == size_of(server) - 1


def test_a_photo_that_comes_while_it_is_made_is_not_covered(
    server: Server, inspection: Inspection, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection.open_visit()
    inspection.take_photo("late", a_picture("晚"))
    inspection.submit()
    inspection.push()

    def meanwhile(*words: Any) -> Any:
        inspection.send_photo(a_picture("晚"))
        inspection.open_visit("school-2")
        inspection.push()
        return copy_photos(*words)

    monkeypatch.setattr(creation, "copy_photos", meanwhile)
    made = backed_up(server, data)
    assert (made.manifest.photos, made.manifest.faults) == (0, ())
    assert reach(server) == made.manifest.last_position < arrival(server)


def test_the_next_one_copies_only_what_is_new(
    server: Server, inspection: Inspection, data: Path, clock: SetClock, tmp_path: Path
) -> None:
    a_visit_with_photos(inspection, "一", "二")
    assert backed_up(server, data).fresh_photos == 2
    a_visit_with_photos(inspection, "三", school="school-2")
    clock.move(days=1)
    second = backed_up(server, data)
    assert (second.fresh_photos, second.manifest.photos) == (1, 3)
    names = sorted(each.folder.name for each in BackupFolder(tmp_path / "backup").backups())
    restored(server, tmp_path / "backup", tmp_path / "old", names[0])
    assert is_restorable(server, tmp_path / "backup", tmp_path / "new")


def test_the_newest_are_kept(server: Server, data: Path, clock: SetClock, tmp_path: Path) -> None:
    for _ in range(4):
        last = backed_up(server, data, keep=2)
        clock.move(days=1)
    assert len(last.pruned) == 1
    kept = BackupFolder(tmp_path / "backup").backups()
    assert (kept[0].folder, len(kept)) == (last.folder, 2)
    assert len(list((tmp_path / "backup").glob("20*"))) == 2
    assert is_restorable(server, tmp_path / "backup", tmp_path / "new")


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_photo_the_server_lost_spoils_it_and_nothing_older_is_taken_away(
    server: Server, inspection: Inspection, data: Path, clock: SetClock, is_gone: bool
) -> None:
    first = backed_up(server, data, keep=1)
    reached = reach(server)
    (picture,) = a_visit_with_photos(inspection, "一")
    path = server.photo_store.path(sha256_hex(picture))
    path.unlink() if is_gone else path.write_bytes(picture[:-1] + b"?")
    clock.move(days=1)
    made = backed_up(server, data, keep=1)
    assert len(made.manifest.faults) == 1
    assert sha256_hex(picture)[:12] in made.manifest.faults[0]
    assert (reach(server), made.pruned, first.folder.exists()) == (reached, (), True)
    assert not BackupFolder(data.parent / "backup").photo(sha256_hex(picture)).exists()


def spoil(*changes: str) -> Callable[[Database, Path], None]:
    """Copy the database, and then change the copy."""
    copy_sqlite = copying.copy_sqlite

    def spoiled(database: Database, path: Path) -> None:
        copy_sqlite(database, path)
        with copying.opened_copy(path) as copy:
            copy.write(lambda tx: [tx.ledger.execute(text(each)) for each in changes])

    return spoiled


NEWEST = "(SELECT max(tree_size) FROM tree_head)"
LAST_COMMIT = (
    f"DELETE FROM run WHERE tree_size = {NEWEST}",  # noqa: S608
    f"DELETE FROM tree_head WHERE tree_size = {NEWEST}",  # noqa: S608
)


@pytest.mark.parametrize(
    "changes",
    [
        LAST_COMMIT[:1],
        LAST_COMMIT[1:],
        LAST_COMMIT,
        ("UPDATE run SET accepted_at = '2026-01-01T00:00:00.000Z' WHERE first = 5",),
    ],
)
def test_a_copy_that_is_not_the_log_is_found_without_the_full_verification(
    server: Server, data: Path, monkeypatch: pytest.MonkeyPatch, changes: tuple[str, ...]
) -> None:
    monkeypatch.setattr(creation, "copy_sqlite", spoil(*changes))
    made = backed_up(server, data)
    assert made.manifest.faults
    assert reach(server) is None


def test_the_full_verification_finds_a_changed_photo_and_a_changed_row(
    server: Server, inspection: Inspection, data: Path, clock: SetClock, monkeypatch: Any
) -> None:
    (picture,) = a_visit_with_photos(inspection, "一")
    backed_up(server, data)
    copied = BackupFolder(data.parent / "backup").photo(sha256_hex(picture))
    copied.write_bytes(picture[:-1] + b"?")
    monkeypatch.setattr(creation, "copy_sqlite", spoil("UPDATE chain SET account = 'somebody'"))
    clock.move(days=1)
    assert backed_up(server, data).manifest.faults == ()
    clock.move(days=1)
    faults = backed_up(server, data, is_full=True).manifest.faults
    assert any(sha256_hex(picture) in fault for fault in faults)
    assert any("chain" in fault for fault in faults)


def test_it_is_made_while_phones_go_on_writing(
    server: Server, inspection: Inspection, data: Path, clock: SetClock, tmp_path: Path
) -> None:
    sizes: list[int] = []

    def write() -> None:
        while len(sizes) < 3:
            inspection.open_visit("school-2")
            inspection.push()

    writer = Thread(target=write)
    writer.start()
    for _ in range(3):
        made = backed_up(server, data, is_full=True)
        assert made.manifest.faults == ()
        sizes.append(made.manifest.tree_size)
        clock.move(days=1)
    writer.join()
    assert sizes == sorted(sizes)
    assert is_restorable(server, tmp_path / "backup", tmp_path / "new")


def test_what_was_cut_off_is_no_backup_and_is_thrown_away(
    server: Server, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cutting:
        cutting.setattr(creation, "copy_photos", cut)
        with pytest.raises(KeyboardInterrupt):
            backed_up(server, data)
    assert BackupFolder(tmp_path / "backup").backups() == []
    assert reach(server) is None
    backed_up(server, data)
    assert [each.name[:2] for each in (tmp_path / "backup").glob("*20*")] == ["20"]


@pytest.mark.parametrize("place", [".", "photos/backup", ".."])
def test_it_is_never_put_where_the_data_is(server: Server, data: Path, place: str) -> None:
    with pytest.raises(BadInput, match="套在一起"):
        make_backup(source_of(server, data), data / place, 14)


def test_one_is_made_at_a_time(server: Server, data: Path, tmp_path: Path) -> None:
    with BackupFolder(tmp_path / "backup").held(), pytest.raises(Conflict, match="另一个程序"):
        backed_up(server, data)
    backed_up(server, data)
    with pytest.raises(Conflict, match="这一秒"):
        backed_up(server, data)


def test_a_full_disk_leaves_no_backup_and_tells_phones_nothing(
    server: Server, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as filling:
        filling.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            backed_up(server, data)
    assert [each.name for each in (tmp_path / "backup").iterdir()] == [".lock"]
    assert reach(server) is None


def test_a_copy_that_does_not_fit_is_a_full_disk(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(url: str, **options: Any) -> Any:
        engine = create_engine(url, **options)
        limit = "PRAGMA max_page_count=10"
        event.listen(engine, "connect", lambda driver, _: driver.execute(limit).close())
        return engine

    monkeypatch.setattr(copying, "create_engine", small)
    with pytest.raises(Unavailable) as refused:
        copying.copy_sqlite(server.database, tmp_path / "copy.db")
    assert refused.value.specific_code == "disk_full"
