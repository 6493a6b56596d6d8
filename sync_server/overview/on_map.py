"""The units of a district as a map shows them: visited in some days or not, hazards, position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.clock import Clock, local_date
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from domain.month.running_term import RunningTerm, running_term
from domain.place.datum import LatLng
from domain.register.in_use import is_in_use
from sync_server.access.viewer import Viewer
from sync_server.data import register_snapshot
from sync_server.data.engine import Database
from sync_server.data.overview.on_map import Called, Days, Hazards, hazards, visited
from sync_server.data.tables import SchoolRow
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.register.calendar import calendar_of
from sync_server.register.duty_rows import assignment_of
from sync_server.register.names import Names, names


class OnMap(StrEnum):
    """What a unit may be on a map, of which it can be several."""

    VISITED = "visited"
    UNVISITED = "unvisited"
    HAZARD = "hazard"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class MapFilter:
    """Which units, and in which days they were visited: every text that is set narrows.

    With ``account`` they are the units it is responsible for today or visited in these days, and
    visits are those it led.
    """

    days: Days
    account: str = ""
    zone: str = ""
    school_kind: str = ""
    ownership: str = ""

    def wants(self, row: SchoolRow) -> bool:
        """Whether a unit of the register is of the kind asked for."""
        asked = (
            (self.zone, row.zone),
            (self.school_kind, row.school_kind),
            (self.ownership, row.ownership),
        )
        return all(wanted in ("", found) for wanted, found in asked)


@dataclass(frozen=True, slots=True)
class UnitOnMap:
    """A unit; ``place`` (WGS-84) is None where the register has none.

    ``main`` are the names of who is mainly responsible for it today.
    """

    school_id: str
    name: str
    zone: str
    zone_name: str
    town: str
    school_kind: SchoolKind
    ownership: Ownership
    place: LatLng | None
    main: Sequence[str]
    called: Called
    hazards: Hazards

    @property
    def has_hazard(self) -> bool:
        """Whether a hazard is not put right there."""
        return any(self.hazards)

    @property
    def marks(self) -> frozenset[OnMap]:
        """All that it is."""
        found = {OnMap.VISITED if self.called.visits else OnMap.UNVISITED}
        if self.has_hazard:
            found.add(OnMap.HAZARD)
        if self.place is None:
            found.add(OnMap.UNPLACED)
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class UnitsOnMap:
    """The units in the office's order, the district's names, and the months that have visits."""

    units: Sequence[UnitOnMap]
    names: Names
    months: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of a district, for its units to be put together from."""

    wanted: MapFilter
    names: Names
    called: Mapping[str, Called]
    hazards: Mapping[str, Hazards]
    main: Mapping[str, Sequence[str]]
    own: frozenset[str]
    today: str

    def has(self, row: SchoolRow) -> bool:
        """Whether the unit is on the map: in use and asked for, or visited in these days."""
        if not self.wanted.wants(row):
            return False
        if row.school_id in self.called:
            return True
        is_own = not self.wanted.account or row.school_id in self.own
        return is_own and is_in_use(row, self.today)

    def unit(self, row: SchoolRow) -> UnitOnMap:
        """The unit as the map shows it."""
        is_placed = row.lat is not None and row.lng is not None
        return UnitOnMap(
            school_id=row.school_id,
            name=row.name,
            zone=row.zone,
            zone_name=self.names.zone(row.zone),
            town=SchoolSet.model_validate_json(row.facts).town,
            school_kind=SchoolKind(row.school_kind),
            ownership=Ownership(row.ownership),
            place=LatLng(row.lat or 0.0, row.lng or 0.0) if is_placed else None,
            main=self.main.get(row.school_id, ()),
            called=self.called.get(row.school_id, Called(0, "")),
            hazards=self.hazards.get(row.school_id, Hazards()),
        )


@dataclass(frozen=True, slots=True)
class DistrictMaps:
    """Finds them within what the viewer may see."""

    database: Database
    clock: Clock

    def units(self, viewer: Viewer, wanted: MapFilter) -> UnitsOnMap:
        """The units that are wanted; NotAllowed for whoever sees no visits.

        An inspector's map is of their own visits, units and hazards, whatever is asked.
        """
        viewer.require_visits()
        found, months = self._found(viewer, own_only(viewer, wanted))
        rows = [row for row in found.names.schools.values() if found.has(row)]
        return UnitsOnMap([found.unit(row) for row in rows], found.names, months)

    def _found(self, viewer: Viewer, wanted: MapFilter) -> tuple[_Found, Sequence[str]]:
        district, today = viewer.district, local_date(self.clock())
        of_hazards = "" if viewer.may_see_all else wanted.account
        with self.database.session() as session:
            connection = session.connection()
            called = visited(connection, district, wanted.days, wanted.account)
            open_hazards = hazards(connection, district, of_hazards)
            assigned = register_snapshot.assignments(session, district)
            listed = VisitFilter(district, account=wanted.account)
            months = VisitList.of(session, listed).months()
        known = names(self.database, district)
        held = [each for each in assigned if assignment_of(each).holds_on(today)]
        main: dict[str, list[str]] = {}
        for each in held:
            if each.responsibility == Responsibility.MAIN.value:
                main.setdefault(each.school_id, []).append(known.person(each.account))
        own = frozenset(each.school_id for each in held if each.account == wanted.account)
        day = today.isoformat()
        return _Found(wanted, known, called, open_hazards, main, own, day), months

    def today(self) -> date:
        """The local day."""
        return local_date(self.clock())

    def term(self, viewer: Viewer) -> RunningTerm:
        """The term that runs, by the calendar of the viewer's district."""
        return running_term(calendar_of(self.database, viewer.district), self.today())


def own_only(viewer: Viewer, wanted: MapFilter) -> MapFilter:
    """The filter as this viewer may ask it."""
    if viewer.may_see_all:
        return wanted
    return MapFilter(wanted.days, viewer.account, wanted.zone, wanted.school_kind, wanted.ownership)
