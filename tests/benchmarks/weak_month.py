"""A month of visits over a link of 64 kbit/s on which three requests of ten break."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.account.session import AccountSession
from app.store.store import Store
from app.sync.backoff import Pacing
from app.sync.service import SyncService
from app.sync.transport import HttpTransport
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method, NoteSection
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.pictures import a_picture
from tests.builders.phone import AT_SCHOOL, FakeDevice, Handset
from tests.builders.real_server import serving
from tests.builders.weak_link import reach, weak_link

VISITS, PHOTOS_EACH = 10, 4
BREAKING = 0.3
BETWEEN_RUNS_S = 5.0
_MOST_RUNS = 2_000


@dataclass(frozen=True)
class Arrived:
    """What one month cost on the link: bytes sent, seconds by the link's clock, breaks, runs."""

    sent: int
    seconds: float
    breaks: int
    runs: int


def measured() -> list[Figure]:
    """The same month over the link unbroken and broken, five times in turn."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        template, device = Path(name) / "template", FakeDevice()
        size = record_month(template, device)
        print(f"  {VISITS} visits, {VISITS * PHOTOS_EACH} photos, {size / 1e6:.2f} MB to send")
        pairs = []
        for seed in range(RUNS):
            whole = _sync(template, Path(name) / f"whole-{seed}", device, 0.0, seed)
            broken = _sync(template, Path(name) / f"broken-{seed}", device, BREAKING, seed)
            pairs.append((whole, broken))
    over_broken = [pair[1] for pair in pairs]
    return [
        _figure("month, unbroken: minutes", "min", [w.seconds / 60 for w, _ in pairs]),
        _figure("month, 30 % broken: minutes", "min", [each.seconds / 60 for each in over_broken]),
        _figure("month, 30 % broken: breaks", "", [each.breaks for each in over_broken]),
        _figure("month: broken / unbroken minutes", "×", [b.seconds / w.seconds for w, b in pairs]),
        _figure("month: bytes sent, broken / unbroken", "×", [b.sent / w.sent for w, b in pairs]),
        _figure("month: bytes sent / size", "×", [each.sent / size for each in over_broken]),
    ]


def _figure(name: str, unit: str, values: list[float]) -> Figure:
    return Figure(name, unit, tuple(float(value) for value in values))


def record_month(folder: Path, device: FakeDevice) -> int:
    """A server and a phone with a month of work on it; how many bytes there are to send."""
    with serving(folder / "office") as office:
        handset = Handset(folder / "phone", device, HttpTransport())
        code = office.server.accounts.issue_code("chen.jing")
        handset.phone.accounts.enrol(office.url, "chen.jing", code=code)
        session = handset.phone.accounts.open("chen.jing")
        if problem := session.sync.run().problem:
            raise RuntimeError(problem)
        size = sum(_record_visit(session, device, number) for number in range(VISITS))
        size += session.sync.state().unsent_bytes
        handset.phone.close()
    return size


def _record_visit(session: AccountSession, device: FakeDevice, number: int) -> int:
    visit = session.visits.open_visit("school-1" if number % 2 else "school-2")
    session.visits.check_in(visit, AT_SCHOOL)
    for count in range(1, 4):
        session.visits.record_count(visit, Method.LESSON_PLANS, count)
    session.visits.record_note(visit, NoteSection.RECORD, "课堂秩序良好，教师备课充分。" * 8)
    size = 0
    for photo in range(PHOTOS_EACH):
        data = a_picture(number * PHOTOS_EACH + photo)
        facts = session.visits.take_photo(visit, data, PhotoSource.CAMERA, AT_SCHOOL)
        size += facts.path.stat().st_size
    device.clock.go_on(hours=20)
    return size


def _sync(template: Path, folder: Path, device: FakeDevice, breaking: float, seed: int) -> Arrived:
    """Bring a copy of the month to a copy of the server."""
    shutil.copytree(template, folder)
    with serving(folder / "office") as office, weak_link(office.url, breaking, seed) as link:
        transport, store = HttpTransport(), Store(folder / "phone")
        reach(store, link.url)
        handset = Handset(folder / "phone", device, transport)
        facts = handset.phone.accounts.open("chen.jing").facts
        sync = SyncService(store, device, transport, facts, Pacing(seconds=link.clock))
        runs = 0
        while sync.run().problem and runs < _MOST_RUNS:
            link.wait(BETWEEN_RUNS_S)
            runs += 1
        left = sync.state()
        store.close()
        handset.phone.close()
        transport.close()
    if left.unsent_entries or left.unsent_photos:
        raise RuntimeError(f"{left.unsent_entries} entries and {left.unsent_photos} photos left")
    return Arrived(link.sent_bytes, link.seconds, link.breaks, runs)
