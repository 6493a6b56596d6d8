"""Where an inspector arrived on a day, in the order of the arrivals; nobody's way is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.kinds.visit.builder import State
from domain.kinds.visit.place import PlaceMark
from domain.place.datum import LatLng
from domain.place.presence import Presence, presence
from domain.trail.timing import ClockGrade
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.overview.on_map import led_on
from sync_server.data.tables import VisitRow
from sync_server.data.visits.rows import visits_of
from sync_server.register.names import Names


@dataclass(frozen=True, slots=True)
class Stop:
    """An arrival at a unit: when by the phone's clock, and where, in WGS-84.

    ``place`` is the fix of the arrival, else where the register has the unit (``is_by_register``),
    else None. ``is_by_hand`` says that the fix was set on the sketch. ``presence`` is None where
    the district's rule wants no places: then no fix is looked at either. ``is_counted`` says that
    the visit is in the counts.
    """

    visit: str
    school_id: str
    name: str
    at: str
    place: LatLng | None
    is_by_register: bool
    is_by_hand: bool
    presence: Presence | None
    is_time_unverified: bool
    is_counted: bool


@dataclass(frozen=True, slots=True)
class DayRoutes:
    """Finds the stops of a day."""

    database: Database

    def stops(self, viewer: Viewer, account: str, day: str, known: Names) -> Sequence[Stop]:
        """The account's arrivals on this day of its visit date, the earliest first.

        An inspector is told of their own alone. NotAllowed for whoever sees no visits.
        """
        viewer.require_visits()
        whose = account if viewer.may_see_all else viewer.account
        with self.database.session() as session:
            ids = led_on(session.connection(), viewer.district, whose, day)
            rows = visits_of(session, ids)
        stops = [stop for row in rows for stop in _stops(row, known)]
        return sorted(stops, key=lambda each: (each.at, each.visit, each.school_id))


def _stops(row: VisitRow, known: Names) -> Iterator[Stop]:
    """Those of one visit; of one that was cancelled, or was made for practice, none."""
    visit = Visit.model_validate_json(row.folded)
    if visit.state is State.CANCELLED or visit.is_practice:
        return
    for unit in visit.schools:
        arrival = visit.arrival_at(unit)
        if arrival is not None:
            yield _stop(row, unit, arrival, known)


def _stop(row: VisitRow, unit: str, arrival: PlaceMark, known: Names) -> Stop:
    is_wanted = row.presence is not None
    fix = arrival.fix if is_wanted else None
    place = LatLng(fix.lat, fix.lng) if fix else _registered(unit, known)
    return Stop(
        visit=row.visit,
        school_id=unit,
        name=known.school(unit),
        at=arrival.stamp.at,
        place=place,
        is_by_register=fix is None and place is not None,
        is_by_hand=fix is not None and fix.source == "manual",
        presence=presence(fix, arrival.circle) if is_wanted else None,
        is_time_unverified=row.grade == ClockGrade.UNVERIFIED.value,
        is_counted=row.is_counted,
    )


def _registered(unit: str, known: Names) -> LatLng | None:
    row = known.schools.get(unit)
    if row is None or row.lat is None or row.lng is None:
        return None
    return LatLng(row.lat, row.lng)
