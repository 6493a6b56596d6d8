"""A phone that dies at any point keeps what it acknowledged, and nothing by halves."""

import signal
from pathlib import Path

import pytest

from app.store import lines
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.trail.line import sha256_hex
from tests.app.dying_phone import DIED, FAILPOINTS, take_photo, write_notes
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.phone import FakeDevice, FakeKeys, Handset
from tests.fixtures.photos import scene
from tests.harness.warm import started

PHOTO = encoded(scene(640, 480))


def killed(tmp_path: Path, failpoint: str) -> str:
    """Run a phone that takes a photo and dies; the id of its visit."""
    with started(take_photo, tmp_path / "phone", PHOTO, failpoint) as phone:
        visit_id: str = phone.hear()
        assert phone.status() == DIED
    return visit_id


def revived(tmp_path: Path) -> Handset:
    """The phone on the same folder, started again."""
    folder = tmp_path / "phone"
    secrets = {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}
    return Handset(folder, FakeDevice(keys=FakeKeys(secrets)))


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_photo_is_whole_or_absent_after_a_kill(tmp_path, failpoint):
    visit_id = killed(tmp_path, failpoint)
    handset = revived(tmp_path)
    visits = handset.practise().visits
    view = visits.visit(visit_id)
    assert view.visit.notes[NoteSection.RECORD].text == "kept"
    assert view.visit.photos == {}
    assert view.photos_unsent == 0
    facts = visits.take_photo(visit_id, PHOTO, PhotoSource.CAMERA, None)
    assert sha256_hex(facts.path.read_bytes()) == facts.sha256
    handset.phone.close()


@pytest.mark.parametrize("after", [3, 17, 40])
def test_every_acknowledged_note_survives_a_kill(tmp_path, after):
    with started(write_notes, tmp_path / "phone") as phone:
        visit_id = phone.hear()
        acknowledged = [phone.hear() for _ in range(after)][-1]
        phone.process.kill()
        assert phone.status() == -signal.SIGKILL
        acknowledged = max([acknowledged, *phone.rest()])
    handset = revived(tmp_path)
    session = handset.practise()
    kept = session.visits.visit(visit_id).visit.notes[NoteSection.RECORD].text
    assert int(kept.removeprefix("note ")) in (acknowledged, acknowledged + 1)
    assert_unbroken(handset)
    handset.phone.close()


def assert_unbroken(handset: Handset) -> None:
    """Every line of the chain names the one before, and head and rows agree with the lines."""
    store = handset.phone.accounts._store
    with store.database.read() as transaction:
        held = lines.unsent(transaction, "practice", 10_000, with_refused=True)
    assert [line.seq for line in held] == list(range(1, len(held) + 1))
    assert store.mend_rows() == 0
