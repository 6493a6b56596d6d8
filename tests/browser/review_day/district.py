"""A district of forty-six part-time inspectors, with units that nobody has been to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from pydantic import SecretStr

from domain.kinds.author import Role
from domain.kinds.piece import Body, Private
from domain.kinds.register.avoidance import AvoidancePrivate, AvoidanceSet
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.person import PersonPrivate, PersonSet, Post
from domain.kinds.register.school import Ownership, Position, SchoolKind, SchoolSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.register.zone import ZoneSet
from domain.place.datum import Datum
from domain.place.presence import Fix
from domain.register.checklist import Checklist, Item, Section, Theme
from sync_server.server import Server
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app
from tests.browser.office import PASSWORD
from tests.builders.handset import an_assignment, write
from tests.builders.one_clock import OneClock
from tests.builders.running import running

DISTRICT, SUPERVISOR = "520199", "gu.zhuren"
INSPECTORS, SCHOOLS, ZONES = 46, 48, 4
MORNING = datetime(2026, 5, 13, 0, 30, tzinfo=UTC)
THEME = Theme(
    theme_id="may",
    month=5,
    title="课程开设、课堂教学与控辍保学",
    checklist_id="may",
    items=("课程开设", "课堂教学", "控辍保学"),
)
ITEMS = ("按课表上课", "备课充分", "台账齐全")
# Nobody has been there, and nobody is responsible: private, or for training after school.
UNCOVERED = {
    "training-1": ("启航艺术培训学校", SchoolKind.TRAINING, Ownership.PRIVATE),
    "training-2": ("小数点培训中心", SchoolKind.TRAINING, Ownership.PRIVATE),
    "private-1": ("七彩民办幼儿园", SchoolKind.KINDERGARTEN, Ownership.PRIVATE),
}
# Whose husband is the head of the first of them.
RELATIVE = 40


class Place(NamedTuple):
    """A school, where it is."""

    school_id: str
    name: str
    lat: float
    lng: float

    def fix(self, north_m: float = 0) -> Fix:
        """A position so many metres north of its yard."""
        lat = self.lat + north_m / 111_000
        return Fix(lat=lat, lng=self.lng, accuracy_m=9, age_s=2, source="gps")


def places() -> list[Place]:
    """The schools, a kilometre apart."""
    return [
        Place(f"school-{at}", f"云山第{at + 1}小学", 26.5 + at % 8 * 0.01, 106.7 + at // 8 * 0.01)
        for at in range(SCHOOLS)
    ]


def account_of(number: int) -> str:
    """The account of one of the forty-six."""
    return f"duxue.{number + 1:02}"


def name_of(number: int) -> str:
    """Their name."""
    return "林程白顾陆唐韩方江龙罗孟"[number % 12] + "静远溪宁"[number // 12] + "安"


def _register() -> Iterator[tuple[Body, Private | None]]:
    yield DistrictSet(district=DISTRICT, name="栖云区"), None
    for zone in range(ZONES):
        yield ZoneSet(zone=f"z{zone}", name=f"第{zone + 1}督学责任区"), None
    for at, each in enumerate(places()):
        yield _school(each, f"z{at % ZONES}"), None
    for at, (unit, (name, kind, ownership)) in enumerate(UNCOVERED.items()):
        place = Place(unit, name, 26.6, 106.7 + at * 0.01)
        yield _school(place, "z0", kind, ownership), None
    supervisor = PersonSet(account=SUPERVISOR, role=Role.SUPERVISOR)
    yield supervisor, PersonPrivate(name="顾主任")
    for at in range(INSPECTORS):
        person = PersonSet(
            account=account_of(at), role=Role.INSPECTOR, zone=f"z{at % ZONES}", post=Post.PART_TIME
        )
        yield person, PersonPrivate(name=name_of(at))
    for at in range(INSPECTORS):
        yield an_assignment(f"school-{at}", account_of(at)), None
    items = tuple(Item(item_id=f"i{at}", text=each, kind="yes_no") for at, each in enumerate(ITEMS))
    sections = (Section(title="教学", items=items),)
    checklist = Checklist(
        checklist_id="may", version=1, title="五月清单", theme_id="may", sections=sections
    )
    yield ThemeSet(theme=THEME), None
    yield ChecklistSet(checklist=checklist), None
    relation = AvoidanceSet(account=account_of(RELATIVE), school_id="training-1")
    yield relation, AvoidancePrivate(text="配偶是该校校长")


def _school(
    place: Place,
    zone: str,
    kind: SchoolKind = SchoolKind.PRIMARY,
    ownership: Ownership = Ownership.PUBLIC,
) -> SchoolSet:
    position = Position(
        given_lat=place.lat,
        given_lng=place.lng,
        datum=Datum.WGS84,
        lat=place.lat,
        lng=place.lng,
    )
    return SchoolSet(
        school_id=place.school_id,
        name=place.name,
        school_kind=kind,
        ownership=ownership,
        zone=zone,
        position=position,
    )


@dataclass
class ReviewOffice:
    """The office while it is served: its address, its services, its time, and one seed."""

    url: str
    server: Server
    clock: OneClock
    folder: Path
    seed: int = 1
    rough: Random = field(init=False)

    def __post_init__(self) -> None:
        self.rough = Random(self.seed)


@contextmanager
def a_review_office(folder: Path, database_url: str | None = None) -> Iterator[ReviewOffice]:
    """The district on a morning in May, with nothing to review yet."""
    secret = SecretStr(database_url) if database_url else None
    settings = Settings(data=folder / "data", database_url=secret)
    clock = OneClock(at=MORNING)
    server = build_server(settings, clock)
    write(server, DISTRICT, *_register())
    server.accounts.set_password(SUPERVISOR, PASSWORD)
    with running(create_app(server, settings)) as url:
        yield ReviewOffice(url, server, clock, folder)
    server.close()
