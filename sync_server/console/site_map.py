"""What the visit's map draws: the school's circle and every fix, in WGS-84, told apart by hue."""

import json
from dataclasses import asdict, dataclass

from domain.place.presence import Circle, Fix, distance_m
from domain.words.values import FIX_SOURCE
from sync_server.console.pages import moment
from sync_server.review.visit_page import VisitPage


@dataclass(frozen=True, slots=True)
class MapFix:
    """One fix of the visit; ``away_m`` is its distance from the school, None without one."""

    name: str
    at: str
    hue: str
    lat: float
    lng: float
    accuracy_m: float | None
    age_s: float | None
    source: str
    is_mocked: bool
    away_m: float | None


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Everything on the map."""

    circle: Circle | None
    school: str
    fixes: tuple[MapFix, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.circle is None and not self.fixes

    @property
    def json(self) -> str:
        """What the script draws."""
        circle = self.circle.model_dump() if self.circle else None
        fixes = [asdict(fix) for fix in self.fixes]
        return json.dumps({"circle": circle, "school": self.school, "fixes": fixes})


def site_map(page: VisitPage) -> SiteMap:
    """The map of a visit: the circle it was judged by, else where the school is now."""
    visit = page.visit
    circle = visit.check_in.circle if visit.check_in else None
    circle = circle or _circle(page)
    found = [
        _fix(name, hue, mark.stamp.at, mark.fix, circle)
        for name, hue, mark in (
            ("到校", "in", visit.check_in),
            ("到校后补记", "added", visit.added_place),
            ("离校", "out", visit.check_out),
            ("提议的学校位置", "proposal", visit.position_proposal),
        )
        if mark and mark.fix
    ]
    circles = {visit.school_id: circle}
    for school in visit.units:
        mark = visit.arrival_at(school)
        circles[school] = mark.circle if mark else None
        if mark and mark.fix:
            name = f"{page.names.school(school)}到校"
            found.append(_fix(name, "in", mark.stamp.at, mark.fix, mark.circle))
    for index, photo in enumerate(visit.shown_photos, start=1):
        if photo.fix:
            there = circles[visit.unit_of(photo)]
            found.append(_fix(f"照片{index}", "photo", photo.stamp.at, photo.fix, there))
    return SiteMap(circle, page.names.school(visit.school_id), tuple(found))


def _circle(page: VisitPage) -> Circle | None:
    school = page.school
    if school is None or school.lat is None or school.lng is None:
        return None
    return Circle(lat=school.lat, lng=school.lng, radius_m=float(school.radius_m))


def _fix(name: str, hue: str, at: str, fix: Fix, circle: Circle | None) -> MapFix:
    return MapFix(
        name=name,
        at=moment(at, "%H:%M"),
        hue=hue,
        lat=fix.lat,
        lng=fix.lng,
        accuracy_m=fix.accuracy_m,
        age_s=fix.age_s,
        source=FIX_SOURCE.get(fix.source, fix.source),
        is_mocked=fix.is_mocked,
        away_m=round(distance_m(fix, circle)) if circle else None,
    )
