"""The office's list of visits: what it reads, with the counts beside the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.kinds.visit.builder import State
from domain.review.explaining import EXPLAINED, SeenFlag, seen_flags
from domain.review.gravity import asks
from domain.visit.assessment import Assessment
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.paging import Key, Place
from sync_server.data.tables import VisitRow
from sync_server.data.visits import rows as visits
from sync_server.data.visits.listing import VisitFilter, VisitList, key_of
from sync_server.register.names import Names, names

MOST_ALONG = 20


class FlagCount(NamedTuple):
    """How many visits have such a flag, explained or standing."""

    code: FlagCode
    is_explained: bool
    visits: int


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """One row of the list."""

    row: VisitRow
    visit: Visit
    assessment: Assessment
    names: Names
    state: State
    photos_received: int
    photos_total: int

    @property
    def school(self) -> str:
        """The first unit's name."""
        return self.names.school(self.row.school_id)

    @property
    def units(self) -> str:
        """The further units' names."""
        return "、".join(map(self.names.school, self.visit.units))

    @property
    def zone(self) -> str:
        """The zone's name."""
        return self.names.zone(self.row.zone)

    @property
    def inspector(self) -> str:
        """Whose it is."""
        return self.names.person(self.row.account)

    @property
    def company(self) -> str:
        """Who else took part."""
        return "、".join(map(self.names.person, self.visit.participants))

    @property
    def theme(self) -> str:
        """What it is about, of a follow-up on its own what it looked at."""
        if self.visit.is_follow_up:
            return f"看了 {len(self.visit.follow_ups)} 个问题"
        return self.names.theme(self.row.theme_id) or "未定主题"

    @property
    def flags(self) -> list[SeenFlag]:
        """Its flags in their order, those that stand first, then what is only information."""
        seen = seen_flags(self.visit, self.assessment.flags)
        return sorted(
            seen, key=lambda each: (each.explanation is not None, not asks(each.flag.code))
        )

    @property
    def came_at(self) -> str:
        """The claimed instant of the check-in, of the opening without one."""
        mark = self.visit.check_in
        return mark.stamp.at if mark else self.visit.opened.at

    @property
    def left_at(self) -> str | None:
        """The claimed instant of the check-out."""
        mark = self.visit.check_out
        return mark.stamp.at if mark else None


@dataclass(frozen=True, slots=True)
class FoundVisits:
    """The visits that somebody asks for, and how many every choice of the filters has.

    What is read is read anew each time. ``counted`` are in the counts: submitted, not cancelled
    or merged away, no practice.
    ``along`` are other visits that came to a school of the search as a further unit.
    """

    database: Database
    wanted: VisitFilter
    schools: Sequence[str] | None
    names: Names
    months: Sequence[str]
    states: Mapping[State, int]
    flags: Mapping[str, FlagCount]
    counted: int
    along: Sequence[ListedVisit] = ()

    @property
    def total(self) -> int:
        """How many visits are asked for."""
        wanted = self.wanted.state
        return sum(n for state, n in self.states.items() if wanted in ("", state))

    def read(self, place: Place, limit: int) -> list[ListedVisit]:
        """At most so many at the place."""
        with self.database.session() as session:
            found = VisitList(session, self.wanted, self.schools)
            ids = [row.visit for row in found.ids(place, limit)]
        return listed_visits(self.database, ids, self.names)

    def key(self, visit: ListedVisit) -> Key:
        """Where one of them stands in the list."""
        return key_of(visit.row)


@dataclass(frozen=True, slots=True)
class VisitListings:
    """Answers the list's questions within what the viewer may see."""

    database: Database

    def found(self, viewer: Viewer, wanted: VisitFilter) -> FoundVisits:
        """Those that are wanted.

        The district is always the viewer's, and an inspector's list holds their own visits.
        """
        viewer.require_visits()
        return self._found(viewer, _within(viewer, wanted))

    def booked(self, viewer: Viewer, wanted: VisitFilter) -> FoundVisits:
        """Those that are wanted of the whole district, for whoever keeps its books."""
        viewer.require_papers()
        return self._found(viewer, replace(wanted, district=viewer.district))

    def _found(self, viewer: Viewer, wanted: VisitFilter) -> FoundVisits:
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            found = VisitList.of(session, wanted)
            counts, months, flags = found.count_by_state(), found.months(), found.count_by_flag()
            along = found.along(MOST_ALONG)
        return FoundVisits(
            database=self.database,
            wanted=wanted,
            schools=found.schools,
            names=known,
            months=months,
            states={State(each.state): each.visits for each in counts},
            flags=_in_order(flags),
            counted=sum(each.counted for each in counts),
            along=_along(listed_visits(self.database, along, known), found.schools or ()),
        )


def _within(viewer: Viewer, wanted: VisitFilter) -> VisitFilter:
    own = wanted.account if viewer.may_see_all else viewer.account
    return replace(wanted, district=viewer.district, account=own)


def _along(listed: Sequence[ListedVisit], schools: Sequence[str]) -> list[ListedVisit]:
    """What the list has not, since its first unit is another; of the units that are there now."""
    return [each for each in listed if not each.visit.units.keys().isdisjoint(schools)]


def listed_visits(database: Database, ids: Sequence[str], known: Names) -> list[ListedVisit]:
    """These visits in the same order, each as a row tells it."""
    if not ids:
        return []
    with database.session() as session:
        photos, rows = visits.photo_counts(session, ids), visits.visits_of(session, ids)
    return [
        ListedVisit(
            row,
            Visit.model_validate_json(row.folded),
            Assessment.model_validate_json(row.assessed),
            known,
            State(row.state),
            *photos.get(row.visit, (0, 0)),
        )
        for row in rows
    ]


def _in_order(counted: Mapping[str, int]) -> dict[str, FlagCount]:
    """How many visits are filed under each code, explained flags behind all that stand."""
    ways = [(code, is_explained) for is_explained in (False, True) for code in FlagCode]
    found = {}
    for code, is_explained in ways:
        filed = code.value + (EXPLAINED if is_explained else "")
        if filed in counted:
            found[filed] = FlagCount(code, is_explained, counted[filed])
    return found
