"""Photo files make room only when they are safe elsewhere and their time is over."""

import os
from datetime import timedelta

import pytest

from app.storage.storage import LITTLE_ROOM_BYTES
from domain.clock import format_instant
from domain.kinds.visit.photo import PhotoSource
from domain.phone.freeing import Kept
from tests.app.sync.test_photo_sync import noise, with_photo
from tests.app.sync.test_push import record
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import Handset
from tests.builders.register import an_office_visit
from tests.builders.trail import MAY_14

CAMERA = PhotoSource.CAMERA

pytestmark = pytest.mark.usefixtures("font")


@pytest.fixture
def storage(enrolled: Handset):
    """The phone's storage."""
    return enrolled.phone.storage


def later(at_work, server: FakeServer, days: int, backed_up_to: int | None = 10_000) -> None:
    """So many days pass; the server makes a backup of all it has, and says so."""
    server.at = MAY_14 + timedelta(days=days)
    server.date = None
    record(at_work)
    server.say(server_at=format_instant(server.at), backed_up_to=backed_up_to)
    at_work.sync.run()


def test_photo_goes_once_it_is_backed_up_and_old_and_its_preview_stays(
    enrolled, at_work, server: FakeServer, storage
):
    visit_id, facts = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)
    usage = storage.usage()
    assert (usage.may_go_files, usage.may_go_bytes) == (1, facts.path.stat().st_size)
    freed = storage.free()
    assert (freed.files, freed.size_bytes) == (1, usage.may_go_bytes)
    assert not facts.path.exists()
    view = at_work.visits.visit(visit_id)
    assert view.freed == {facts.photo_id}
    assert view.photo_files[facts.photo_id][1].is_file()
    assert storage.usage().may_go_files == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ((29, 10_000), Kept.TOO_RECENT),
        ((400, None), Kept.NOT_BACKED_UP),
        ((400, 1), Kept.NOT_BACKED_UP),
    ],
)
def test_photo_stays_for_a_reason(at_work, server, storage, said, why):
    _, facts = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, *said)
    assert storage.usage().kept_photos == {why: 1}
    storage.free()
    assert facts.path.exists()


def test_unconfirmed_photo_stays_whatever_the_office_says(at_work, server, storage):
    _, facts = with_photo(at_work)
    server.on("HEAD", facts.sha256, *[failing(503)] * 3)
    at_work.sync.run()
    later(at_work, server, 999)
    usage = storage.usage()
    assert usage.kept_photos == usage.kept_originals == {Kept.NOT_CONFIRMED: 1}
    storage.free()
    assert facts.path.exists()


def test_photo_that_came_after_the_backup_stays(enrolled, at_work, server: FakeServer, storage):
    _, facts = with_photo(at_work)
    server.on("HEAD", facts.sha256, failing(503))
    at_work.sync.run()
    position = server.size - 1
    enrolled.device.clock.at += timedelta(hours=1)
    at_work.sync.run()
    later(at_work, server, 60, backed_up_to=position)
    assert storage.usage().kept_photos == {Kept.NOT_BACKED_UP: 1}


def test_photo_stays_until_the_log_of_a_new_epoch_has_told_of_it(
    at_work, server: FakeServer, storage
):
    _, facts = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)
    assert storage.usage().may_go_files == 1
    server.epoch = "epoch-2"
    server.say(epoch="epoch-2")
    server.on("HEAD", facts.sha256, failing(503))
    at_work.sync.run()
    reasons = {Kept.NOT_CONFIRMED: 1}
    assert (storage.usage().kept_photos, storage.usage().kept_originals) == (reasons, reasons)
    at_work.sync.run()
    assert storage.usage().may_go_files == 1


def test_original_goes_when_the_office_s_period_is_over(at_work, server, storage, enrolled):
    with_photo(at_work)
    at_work.sync.run()
    (original,) = (enrolled.folder / "originals").iterdir()
    server.say(keep_originals_days=100)
    later(at_work, server, 99, None)
    assert storage.usage().kept_originals == {Kept.TOO_RECENT: 1}
    later(at_work, server, 101, None)
    assert storage.free().files == 1
    assert not original.exists()


def test_original_of_two_photos_stays_while_one_of_them_needs_it(
    at_work, server: FakeServer, storage, enrolled
):
    picture = noise(300)
    first, second = (at_work.visits.open_visit("school-1") for _ in range(2))
    at_work.visits.take_photo(first, picture, CAMERA, None)
    at_work.sync.run()
    facts = at_work.visits.take_photo(second, picture, CAMERA, None)
    server.on("HEAD", facts.sha256, *[failing(503)] * 3)
    later(at_work, server, 999)
    assert len(list((enrolled.folder / "originals").iterdir())) == 1
    storage.free()
    assert len(list((enrolled.folder / "originals").iterdir())) == 1


def test_kill_between_row_and_file_is_made_good_for(
    at_work, server: FakeServer, storage, monkeypatch: pytest.MonkeyPatch
):
    visit_id, facts = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)

    def killed(_paths):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.storage._removed", killed)
        patch.setattr(storage, "_finish_earlier", lambda: None)
        with pytest.raises(KeyboardInterrupt):
            storage.free()
    assert facts.path.exists()
    assert at_work.visits.visit(visit_id).freed == {facts.photo_id}
    age(facts.path, days=1)
    storage.free()
    assert not facts.path.exists()


def age(path, days: int) -> None:
    """Let a file be older than the clock of the test."""
    then = (MAY_14 - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_photo_that_came_back_from_the_server_is_not_taken_away_again(
    at_work, server: FakeServer, storage
):
    _, facts = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)
    data = facts.path.read_bytes()
    storage.free()
    facts.path.write_bytes(data)
    storage.free()
    assert facts.path.exists()


def test_freed_photo_is_not_sent_again_by_a_restored_server(at_work, server, storage):
    visit_id, _ = with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)
    storage.free()
    server.complete.clear()
    server.photos.clear()
    server.show(an_office_visit(visit_id, photos_total=1))
    at_work.sync.run()
    (waiting,) = at_work.sync.state().unsent_photos
    assert "不在这部手机上" in (waiting.problem or "")


def test_room_is_made_by_itself_only_when_there_is_little(enrolled, at_work, server, storage):
    with_photo(at_work)
    at_work.sync.run()
    later(at_work, server, 31)
    assert storage.free_if_little_room().files == 0
    enrolled.device.free = LITTLE_ROOM_BYTES - 1
    assert storage.usage().is_little_room
    assert storage.free_if_little_room().files == 1


def test_half_written_files_are_cleared_away_after_an_hour(enrolled, storage):
    left, fresh = (enrolled.folder / "photos" / f"{name}.part" for name in ("left", "fresh"))
    for path in (left, fresh):
        path.write_bytes(b"x")
    age(left, days=1)
    storage.free()
    assert (left.exists(), fresh.exists()) == (False, True)


def test_practice_photos_are_never_let_go(handset: Handset):
    session = handset.practise()
    visit_id = session.visits.open_visit("practice-1")
    session.visits.take_photo(visit_id, noise(300), CAMERA, None)
    handset.device.clock.at += timedelta(days=999)
    assert handset.phone.storage.free().files == 0
    assert handset.phone.storage.usage().total > 0
