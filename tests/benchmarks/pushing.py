"""What a push and a photo cost, beside a bare endpoint and beside another design.

Three things are told of the server itself: how many a second it answers for, how many a second
it gets all the way (a push into the tables, a photo looked at), and how much there is left to do
when the last answer comes.
"""

import http.client
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.district import SCHOOLS, make_district, push_all
from tests.benchmarks.figures import RUNS, Figure
from tests.benchmarks.load import Prepared, requests_per_second, seconds_for
from tests.benchmarks.pictures import a_picture, name_of
from tests.benchmarks.serving import serving
from tests.benchmarks.visits import ENTRIES, Phone

OURS = "tests.benchmarks.ours"
BARE = {"bare endpoint": "tests.benchmarks.bare"}
DESIGNS = {**BARE, "ORM design": "tests.benchmarks.orm_design"}
VISITS_EACH = 40
VISITS_AT_ONCE, AT_ONCE_EACH = 100, 2
PHOTOS_EACH = 6
# Answering a look takes a millisecond of what is measured.
_A_LOOK_S = 0.02

Work = Sequence[Sequence[Prepared]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How many a second are answered, how many a second are through, and what was left to do."""

    answered: float
    through: float
    left: int


@dataclass(frozen=True, slots=True)
class _Part:
    """What ours is compared with, what it does afterwards, and how many things a request has."""

    key: str
    through: str
    left: str
    others: Mapping[str, str]
    times: int = 1


PUSHES = _Part("tables_behind", "with tables", "entries behind", DESIGNS)
BATCHES = _Part("tables_behind", "with tables", "entries behind", {}, VISITS_AT_ONCE * ENTRIES)
PHOTOS = _Part("photos_unseen", "looked at", "not looked at", BARE)


def pushes() -> list[Figure]:
    """Whole-visit pushes per second."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        template = Path(name) / "data"
        work = [
            [a_push(phone, number) for number in range(VISITS_EACH)]
            for phone in make_district(template)
        ]
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} visits of 20 entries, {sum(sizes) // len(sizes)} bytes gzipped each")
        return _figures("whole-visit pushes", "per s", template, work, PUSHES)


def batches() -> list[Figure]:
    """Entries per second to the answer, where a request brings a hundred visits."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as folder:
        template = Path(folder) / "data"
        work = [
            [a_push(phone, number, VISITS_AT_ONCE) for number in range(AT_ONCE_EACH)]
            for phone in make_district(template)
        ]
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} requests of {sum(sizes) // len(sizes)} bytes")
        name = f"{VISITS_AT_ONCE} visits a request"
        return _figures(name, "lines/s", template, work, BATCHES)


def photos() -> list[Figure]:
    """Photos per second, each announced by an entry before the clock starts."""
    with tempfile.TemporaryDirectory(prefix="duji-bench-") as name:
        template = Path(name) / "data"
        phones = make_district(template)
        work, deliveries = [], []
        for at, phone in enumerate(phones):
            taken = [a_picture(at * PHOTOS_EACH + number) for number in range(PHOTOS_EACH)]
            announced = tuple((name_of(photo), len(photo)) for photo in taken)
            deliveries.append((phone, phone.visit("school-1", announced)))
            work.append([_photo(phone, photo) for photo in taken])
        push_all(template, deliveries)
        sizes = [len(each.body) for mine in work for each in mine]
        print(f"  {len(sizes)} photos of {sum(sizes) // len(sizes)} bytes each")
        return _figures("photos", "per s", template, work, PHOTOS)


def _figures(name: str, unit: str, template: Path, work: Work, part: _Part) -> list[Figure]:
    """Ours and the others in turn, and ours over each other of the same run."""
    runs = [_run(template, work, part) for _ in range(RUNS)]
    paces, others = zip(*runs, strict=True)
    answered = tuple(each.answered * part.times for each in paces)
    through = tuple(each.through * part.times for each in paces)
    figures = [
        Figure(f"{name}: answered", unit, answered),
        Figure(f"{name}: {part.through}", unit, through),
        Figure(f"{name}: {part.left} at the last answer", "", tuple(each.left for each in paces)),
    ]
    for other in part.others:
        rates = tuple(each[other] * part.times for each in others)
        figures.append(Figure(f"{name}: {other}", unit, rates))
        for word, ours in (("answered", answered), (part.through, through)):
            ratios = tuple(one / two for one, two in zip(ours, rates, strict=True))
            figures.append(Figure(f"{name}: {word} / {other}", "×", ratios))
    return figures


def _run(template: Path, work: Work, part: _Part) -> tuple[Pace, dict[str, float]]:
    with serving(OURS, template) as port:
        ours = pace_of(port, work, part.key)
    others = {}
    for name, module in part.others.items():
        with serving(module) as port:
            others[name] = requests_per_second(port, work)
    return ours, others


def pace_of(port: int, work: Work, key: str) -> Pace:
    """How fast ours does the work, until what ``/readyz`` tells as this key is nothing."""
    began, number = time.perf_counter(), sum(map(len, work))
    answered = number / seconds_for(port, work)
    left = first = readiness(port)[key]
    while left:
        time.sleep(_A_LOOK_S)
        left = readiness(port)[key]
    return Pace(answered, number / (time.perf_counter() - began), first)


def readiness(port: int) -> dict[str, int]:
    """What the server says of the work it has left."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/readyz")
    told: dict[str, int] = json.loads(connection.getresponse().read())
    connection.close()
    return told


def a_push(phone: Phone, number: int, visits: int = 1) -> Prepared:
    """The phone's next delivery, of so many whole visits."""
    schools = [f"school-{(number * visits + each) % SCHOOLS}" for each in range(visits)]
    headers = {**_signed_in(phone), "Content-Encoding": "gzip"}
    return Prepared("POST", "/api/v1/trail", phone.visits(schools), headers)


def _photo(phone: Phone, photo: bytes) -> Prepared:
    headers = {**_signed_in(phone), "Upload-Complete": "?1"}
    return Prepared("PUT", f"/api/v1/photos/{name_of(photo)}", photo, headers)


def _signed_in(phone: Phone) -> dict[str, str]:
    return {"Authorization": f"Bearer {phone.token}"}
