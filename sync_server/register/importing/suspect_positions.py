"""Positions that are possible but not likely: somebody is asked whether they are meant so."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.kinds.register.school import Position, SchoolSet
from domain.place.datum import LatLng
from domain.place.local_plane import offset_of
from sync_server.register.importing.changes import SHEET_SCHOOLS, ImportDraft
from sync_server.register.importing.faults import Place

# Where the maps begin that positions are picked on, as (lat, lng) of their own datum.
_CENTRES = (
    (39.90923, 116.397428),
    (39.90864, 116.39745),
    (39.915, 116.404),
    (39.915119, 116.403963),
    (39.916527, 116.397128),
    (39.984104, 116.307503),
    (39.89945, 116.40769),
    (35.86166, 104.195397),
)
_CENTRE_M = 300.0
# A fifth decimal is about a metre.
_POINT_DIGITS = 5
_FAR_M = 30_000.0
_FAR_TIMES = 4.0
_FEWEST_OTHERS = 3

_CONFIRM = "没有错请确认，错了请改正"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A school with its position, and where the file says so if it changes that."""

    school: SchoolSet
    position: Position
    place: tuple[str, int] | None


def doubt_positions(draft: ImportDraft) -> None:
    """Note what is doubtful of the positions that the file sets or changes."""
    changed = {
        change.content[0].school_id: change.place
        for change in draft.in_order
        if isinstance(change.content[0], SchoolSet) and _is_moved(change.content[0], draft)
    }
    placed = [
        _Placed(each, each.position, changed.get(each.school_id))
        for each in draft.register.schools.values()
        if each.position is not None
    ]
    points: dict[tuple[float, float], list[_Placed]] = {}
    for each in placed:
        points.setdefault(_point(each.position), []).append(each)
    spread = _Spread.of(placed)
    for each in placed:
        if each.place is None:
            continue
        same = [other for other in points[_point(each.position)] if other is not each]
        for problem in _problems(each, same, spread):
            sheet, row = each.place
            draft.doubts.add(Place(sheet, row), f"“{each.school.name}”{problem}", _CONFIRM)


@dataclass(frozen=True, slots=True)
class _Spread:
    """How the district's schools lie: their middle, and how far from it they are as a rule."""

    middle: LatLng
    usual_m: float
    schools: int

    @classmethod
    def of(cls, placed: Sequence[_Placed]) -> "_Spread":
        """Of these schools; of none it is nowhere."""
        if not placed:
            return cls(LatLng(0.0, 0.0), 0.0, 0)
        spots = [_spot(each.position) for each in placed]
        middle = LatLng(median(spot.lat for spot in spots), median(spot.lng for spot in spots))
        usual_m = median(offset_of(spot, middle).distance_m for spot in spots)
        return cls(middle, usual_m, len(spots))

    def too_far(self, position: Position) -> float | None:
        """How many metres it is from the middle, where that is much farther than the others."""
        away = offset_of(_spot(position), self.middle).distance_m
        is_far = self.schools > _FEWEST_OTHERS and away > max(_FAR_M, _FAR_TIMES * self.usual_m)
        return away if is_far else None


def _spot(position: Position) -> LatLng:
    return LatLng(position.lat, position.lng)


def _point(position: Position) -> tuple[float, float]:
    return round(position.lat, _POINT_DIGITS), round(position.lng, _POINT_DIGITS)


def _is_moved(school: SchoolSet, draft: ImportDraft) -> bool:
    stood = draft.stood(SHEET_SCHOOLS, school.school_id)
    return school.position is not None and (
        not isinstance(stood, SchoolSet) or stood.position != school.position
    )


def _problems(each: _Placed, same: Sequence[_Placed], spread: _Spread) -> list[str]:
    found = []
    lat, lng = each.position.given_lat, each.position.given_lng
    if float(lat).is_integer() or float(lng).is_integer():
        found.append(f"的经纬度是整数度（{lng:g},{lat:g}），多半不准")
    if any(
        offset_of(LatLng(lat, lng), LatLng(*centre)).distance_m <= _CENTRE_M for centre in _CENTRES
    ):
        found.append("的位置是地图打开时的默认中心")
    if same:
        found.append(f"和{_listed(same)}在同一个点上")
    far = spread.too_far(each.position)
    if far is not None:
        found.append(f"离区里其他学校有 {far / 1000:.0f} 公里")
    return found


def _listed(schools: Sequence[_Placed]) -> str:
    named = [
        f"第 {each.place[1]} 行“{each.school.name}”" if each.place else f"“{each.school.name}”"
        for each in schools[:3]
    ]
    return "、".join(named) + (f"等 {len(schools)} 所" if len(schools) > len(named) else "")
