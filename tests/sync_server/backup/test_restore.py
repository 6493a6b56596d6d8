"""Going back to a backup: in a new epoch, with the gap told, and nothing half there."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from domain.errors import BadInput, Conflict, DujiError
from domain.trail.line import sha256_hex
from sync_server.backup import restoration
from sync_server.backup.folder import BackupFolder
from sync_server.data.own.backed_up import backed_up_to
from sync_server.server import Server
from tests.builders.arrivals import entries_of_arrivals, photos_told_lost
from tests.builders.backup import a_visit_with_photos, backed_up, restored, rows_of, verified
from tests.builders.handset import a_server
from tests.builders.office import Inspection
from tests.builders.server import SetClock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def inspection(server: Server) -> Inspection:
    return Inspection.of(server)


@pytest.fixture
def again(
    server: Server, inspection: Inspection, clock: SetClock, tmp_path: Path
) -> Iterator[Server]:
    """A server gone back to a backup, after which the lost one took two more visits."""
    a_visit_with_photos(inspection, "一")
    backed_up(server, tmp_path / "data")
    clock.move(minutes=1)
    backed_up(server, tmp_path / "data")
    a_visit_with_photos(inspection, "二", school="school-2")
    restored(server, tmp_path / "backup", tmp_path / "new")
    made = a_server(tmp_path / "new", SetClock(server.clock()))
    yield made
    made.close()


def test_the_log_goes_on_in_a_new_epoch_and_says_why(again: Server, server: Server) -> None:
    state, before = again.log.state().checkpoint, server.log.state().checkpoint
    assert state.epoch != before.epoch
    assert again.committer.epoch == state.epoch
    found = verified(again)
    assert found.is_well
    (told,) = found.restorations
    assert (told.epoch_before, told.tree_size) == (before.epoch, state.tree_size - 1)
    assert told.backed_up_at == "2026-05-14T04:01:00.000Z"


def test_phones_are_told_of_no_backup_until_there_is_a_new_one(again: Server) -> None:
    with again.database.reading() as transaction:
        assert backed_up_to(transaction.ledger) is None


def test_a_folder_with_something_in_it_is_left_alone(
    server: Server, data: Path, tmp_path: Path
) -> None:
    backed_up(server, data)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(Conflict, match="没有恢复"):
        restored(server, tmp_path / "backup", tmp_path / "other")
    assert [each.name for each in (tmp_path / "other").iterdir()] == ["note.txt"]


@pytest.mark.parametrize("name", ["duji.db", "log.key", "export.key", "photos.txt"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_a_backup_that_was_changed_is_not_gone_back_to(
    server: Server, data: Path, tmp_path: Path, name: str, is_gone: bool
) -> None:
    path = backed_up(server, data).folder / name
    path.unlink() if is_gone else path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(BadInput, match="没有恢复"):
        restored(server, tmp_path / "backup", tmp_path / "new")
    assert not (tmp_path / "new" / "duji.db").exists()


def resembling(picture: bytes) -> bytes:
    """Another file of the same picture."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(out, "JPEG", quality=60)
    return out.getvalue()


def test_a_photo_that_is_gone_from_the_backup_is_asked_for_again(
    server: Server, inspection: Inspection, data: Path, tmp_path: Path
) -> None:
    (picture,) = a_visit_with_photos(inspection, "校门口食堂操场教室")
    inspection.open_visit("school-2")
    inspection.take_photo("p2", resembling(picture))
    inspection.push()
    inspection.send_photo(resembling(picture))
    server.looker.look()
    assert any("similar_photo" in row for row in rows_of(server, "visit_flag"))
    backed_up(server, data)
    lost = sha256_hex(picture)
    BackupFolder(tmp_path / "backup").photo(lost).unlink()
    assert restored(server, tmp_path / "backup", tmp_path / "new").missing_photos == (lost,)
    again = a_server(tmp_path / "new", SetClock(server.clock()))
    assert photos_told_lost(again.database) == [lost]
    device = again.accounts.token_device(inspection.handset.token)
    assert not again.photos.state(lost, device).is_complete
    Inspection(again, inspection.handset).send_photo(picture)
    position, told = entries_of_arrivals(again.database)[-1]
    assert (told, again.photos.state(lost, device).position) == ([lost], position)
    assert verified(again).is_well
    assert again.looker.look() == 1
    assert any("similar_photo" in row for row in rows_of(again, "visit_flag"))
    again.close()


def test_a_photo_of_a_newer_backup_is_known_again_when_a_phone_asks(
    server: Server, inspection: Inspection, data: Path, tmp_path: Path, clock: SetClock
) -> None:
    older = backed_up(server, data)
    clock.move(days=1)
    (picture,) = a_visit_with_photos(inspection, "一")
    backed_up(server, data)
    restored(server, tmp_path / "backup", tmp_path / "new", older.folder.name)
    again = a_server(tmp_path / "new", SetClock(clock()))
    phone = Inspection(again, inspection.handset)
    phone.push()
    device = again.accounts.token_device(inspection.handset.token)
    assert again.photos.state(sha256_hex(picture), device).is_complete
    assert verified(again).is_well
    again.close()


def test_a_restore_that_was_cut_off_can_be_begun_again(
    server: Server, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    backed_up(server, data)
    with monkeypatch.context() as cutting:
        cutting.setattr(restoration, "open_epoch", cut)
        with pytest.raises(KeyboardInterrupt):
            restored(server, tmp_path / "backup", tmp_path / "new")
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["restoring"]
    restored(server, tmp_path / "backup", tmp_path / "new")
    again = a_server(tmp_path / "new", SetClock(server.clock()))
    assert verified(again).is_well
    again.close()


def test_only_a_whole_backup_is_taken_unless_one_is_named(
    server: Server, inspection: Inspection, data: Path, tmp_path: Path, clock: SetClock
) -> None:
    good = backed_up(server, data)
    (picture,) = a_visit_with_photos(inspection, "一")
    server.photo_store.path(sha256_hex(picture)).unlink()
    clock.move(days=1)
    bad = backed_up(server, data)
    assert restored(server, tmp_path / "backup", tmp_path / "a").backup.folder == good.folder
    named = restored(server, tmp_path / "backup", tmp_path / "b", bad.folder.name)
    assert named.missing_photos == (sha256_hex(picture),)
    assert restored(server, good.folder, tmp_path / "c").backup.folder == good.folder
    with pytest.raises(BadInput, match=good.folder.name):
        restored(server, tmp_path / "backup", tmp_path / "d", "2020-01-01_000000")
    with pytest.raises(BadInput, match="没有完整的备份"):
        restored(server, tmp_path / "nothing", tmp_path / "d")


def said_otherwise(folder: Path, **facts: Any) -> None:
    """A backup's manifest as another version would have written it; None leaves a fact out."""
    path = folder / "manifest.json"
    told = json.loads(path.read_text("utf-8")) | facts
    kept = {name: value for name, value in told.items() if value is not None}
    path.write_text(json.dumps(kept), "utf-8")


@pytest.mark.parametrize("is_named", [False, True])
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"format": None, "v": 1}, "older_backup"),
        ({"format": 1}, "older_backup"),
        ({"format": 3}, "newer_backup"),
        ({"revision": "0002"}, "older_database"),
        ({"revision": "4999"}, "newer_database"),
    ],
)
def test_a_backup_of_another_format_is_refused_before_anything_is_written(
    server: Server, tmp_path: Path, facts: dict[str, Any], code: str, *, is_named: bool
) -> None:
    made = backed_up(server, tmp_path / "data")
    said_otherwise(made.folder, **facts)
    before = {each: each.stat().st_mtime_ns for each in (tmp_path / "backup").rglob("*")}
    with pytest.raises(DujiError, match="没有动") as caught:
        restored(
            server, tmp_path / "backup", tmp_path / "new", made.folder.name if is_named else None
        )
    assert caught.value.specific_code == code
    assert not (tmp_path / "new").exists()
    assert {each: each.stat().st_mtime_ns for each in (tmp_path / "backup").rglob("*")} == before


def test_backups_of_another_format_are_never_taken_away(
    server: Server, clock: SetClock, tmp_path: Path
) -> None:
    other = backed_up(server, tmp_path / "data").folder
    said_otherwise(other, format=1)
    for _ in range(2):
        clock.move(minutes=1)
        backed_up(server, tmp_path / "data", keep=1)
    assert other.is_dir()
    assert len(BackupFolder(tmp_path / "backup").backups()) == 1
