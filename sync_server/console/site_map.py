"""What the visit's map draws: its units' circles and every fix, in WGS-84, told apart by hue."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from domain.kinds.visit.photo import Photo
from domain.kinds.visit.place import PlaceMark, Proposal
from domain.place.presence import Circle, distance_m
from domain.words.values import FIX_SOURCE
from sync_server.console.pages import moment
from sync_server.review.visit_page import VisitPage

ARRIVALS = ("in", "added")


@dataclass(frozen=True, slots=True)
class MapCircle:
    """A circle, with the name of its unit, or of those that share it."""

    name: str
    circle: Circle


@dataclass(frozen=True, slots=True)
class MapFix:
    """One fix of the visit, with the unit that it is about.

    ``away_m`` is how far it is from there, ``of`` which of the map's circles is that unit's; None
    where nobody knows the unit's place.
    """

    name: str
    unit: str
    at: str
    hue: str
    lat: float
    lng: float
    accuracy_m: float | None
    age_s: float | None
    source: str
    is_mocked: bool
    away_m: float | None
    of: int | None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Everything on the map; ``is_of_several`` where the visit is to several units."""

    circles: tuple[MapCircle, ...]
    fixes: tuple[MapFix, ...]
    is_of_several: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.circles and not self.fixes

    @property
    def json(self) -> str:
        """What the script draws."""
        circles = [{"name": each.name, **each.circle.model_dump()} for each in self.circles]
        fixes = [{**asdict(fix), "name": self.label(fix)} for fix in self.fixes]
        return json.dumps({"circles": circles, "fixes": fixes})

    def label(self, fix: MapFix) -> str:
        """What stands beside a fix: of an arrival the unit too, where no circle tells it."""
        circle = self.circles[fix.of].name if fix.of is not None else ""
        is_told = not self.is_of_several or circle == fix.unit
        return fix.name if is_told or fix.hue not in ARRIVALS else f"{fix.unit}{fix.name}"


def site_map(page: VisitPage) -> SiteMap:
    """The map of a visit: the circle each unit was judged by, else where the unit is now."""
    visit = page.visit
    found = {each: circle_of(page, each) for each in visit.schools}
    circles = {each: circle for each, circle in found.items() if circle}
    fixes = (_fix(page, each, circles) for each in _marks(page, circles))
    drawn = tuple(
        MapCircle(
            "、".join(page.names.school(each) for each in circles if circles[each] == one), one
        )
        for one in _drawn(circles)
    )
    return SiteMap(drawn, tuple(each for each in fixes if each), bool(visit.units))


def _drawn(circles: Mapping[str, Circle]) -> list[Circle]:
    """The circles, each once: units may share a yard."""
    found: list[Circle] = []
    found += (each for each in circles.values() if each not in found)
    return found


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mark of the visit with its name and hue, and the unit that it is about."""

    name: str
    hue: str
    mark: PlaceMark | Proposal | Photo | None
    unit: str


def _marks(page: VisitPage, circles: Mapping[str, Circle]) -> Iterator[_Marked]:
    """Arrivals unit by unit, each with what was added later; then leaving, proposal, photos."""
    visit = page.visit
    first, left = visit.school_id, visit.check_out
    for unit in visit.schools:
        yield _Marked("到校", "in", visit.arrival_at(unit), unit)
        yield _Marked("到校后补记", "added", visit.place_added_at(unit), unit)
    judged_by = left.circle if left else None
    there = next((unit for unit, circle in circles.items() if circle == judged_by), first)
    yield _Marked("离校", "out", left, there)
    yield _Marked("提议的学校位置", "proposal", visit.position_proposal, first)
    for index, photo in enumerate(visit.shown_photos, start=1):
        yield _Marked(f"照片{index}", "photo", photo, visit.unit_of(photo))


def circle_of(page: VisitPage, unit: str) -> Circle | None:
    """The circle that a unit was judged by, else where it is now; None where nobody knows."""
    arrival = page.visit.arrival_at(unit)
    if arrival is not None and arrival.circle is not None:
        return arrival.circle
    school = page.names.schools.get(unit)
    if school is None or school.lat is None or school.lng is None:
        return None
    return Circle(lat=school.lat, lng=school.lng, radius_m=float(school.radius_m))


def _fix(page: VisitPage, marked: _Marked, circles: Mapping[str, Circle]) -> MapFix | None:
    mark = marked.mark
    if mark is None or mark.fix is None:
        return None
    fix, circle = mark.fix, circles.get(marked.unit)
    return MapFix(
        name=marked.name,
        unit=page.names.school(marked.unit),
        at=moment(mark.stamp.at, "%H:%M"),
        hue=marked.hue,
        lat=fix.lat,
        lng=fix.lng,
        accuracy_m=fix.accuracy_m,
        age_s=fix.age_s,
        source=FIX_SOURCE.get(fix.source, fix.source),
        is_mocked=fix.is_mocked,
        away_m=round(distance_m(fix, circle)) if circle else None,
        of=_drawn(circles).index(circle) if circle else None,
    )
