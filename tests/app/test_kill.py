"""A phone that dies at any point keeps what it acknowledged, and nothing by halves."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.store import lines
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.trail.line import sha256_hex
from tests.app.visits.test_stamp import encoded
from tests.builders.phone import FakeDevice, FakeKeys, Handset
from tests.fixtures.photos import scene

ROOT = Path(__file__).resolve().parents[2]
PHOTO = encoded(scene(640, 480))

SET_UP = """
import os, sys
from pathlib import Path
from tests.builders.phone import FakeDevice, FakeKeys, Handset
from domain.kinds.visit.photo import PhotoSource
folder, photo = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
keys = folder / "keys"
keys.mkdir(parents=True, exist_ok=True)

class KeptKeys(FakeKeys):
    def get(self, name):
        return (keys / name).read_bytes() if (keys / name).exists() else None
    def put(self, name, value):
        (keys / name).write_bytes(value)

def die_in(owner, name, at=1, before=True):
    real = getattr(owner, name)
    calls = [0]
    def dying(*args, **options):
        calls[0] += 1
        if calls[0] == at and before:
            os._exit(9)
        done = real(*args, **options)
        if calls[0] == at:
            os._exit(9)
        return done
    setattr(owner, name, dying)

visits = Handset(folder, FakeDevice(keys=KeptKeys())).practise().visits
visit_id = visits.open_visit("practice-1", theme_id="month-05")
visits.record_note(visit_id, "record", "kept")
print(visit_id, flush=True)
"""

FAILPOINTS = {
    "before the original's rename": "die_in(Path, 'replace')",
    "after the original's rename": "die_in(Path, 'replace', before=False)",
    "before the stamped file's rename": "die_in(Path, 'replace', at=2)",
    "between the files and the entry": "die_in(recorder, 'record')",
    "before the line is inserted": "die_in(lines, 'append')",
    "after the line is inserted": "die_in(lines, 'append', before=False)",
    "after the visit's row is written": "die_in(recorder.store, 'save', before=False)",
    "after the photo's row is written": "die_in(photo_rows, 'add_photo', before=False)",
}


def killed(tmp_path: Path, failpoint: str) -> str:
    """Run a phone that takes a photo and dies; the id of its visit."""
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(PHOTO)
    script = SET_UP + textwrap.dedent(f"""
        from app.store import lines
        from app.store.photos import rows as photo_rows
        recorder = visits._recorder
        {failpoint}
        visits.take_photo(visit_id, photo, PhotoSource.CAMERA, None)
    """)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "phone"), str(photo)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 9, done.stderr
    return done.stdout.split()[0]


def revived(tmp_path: Path) -> Handset:
    """The phone on the same folder, started again."""
    folder = tmp_path / "phone"
    secrets = {path.name: path.read_bytes() for path in (folder / "keys").iterdir()}
    return Handset(folder, FakeDevice(keys=FakeKeys(secrets)))


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("failpoint", FAILPOINTS.values(), ids=FAILPOINTS)
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


ENDLESS = (
    SET_UP
    + """
number = 0
while True:
    number += 1
    visits.record_note(visit_id, "record", f"note {number}")
    print(number, flush=True)
"""
)


@pytest.mark.parametrize("after", [3, 17, 40])
def test_every_acknowledged_note_survives_a_kill(tmp_path, after):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(PHOTO)
    command = [sys.executable, "-c", ENDLESS, str(tmp_path / "phone"), str(photo)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as phone:
        assert phone.stdout is not None
        visit_id = phone.stdout.readline().strip()
        for _ in range(after):
            acknowledged = int(phone.stdout.readline())
        phone.kill()
        acknowledged = max([acknowledged, *map(int, phone.stdout.read().split())])
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
