"""The office's list of visits: one page of it, with the counts beside the filters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from domain.kinds.visit.builder import State
from domain.review.explaining import EXPLAINED, SeenFlag, seen_flags
from domain.review.gravity import asks
from domain.visit.assessment import Assessment
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.tables import VisitRow
from sync_server.data.visits import rows as visits
from sync_server.data.visits.listing import VisitFilter, VisitList, key_of
from sync_server.register.names import Names, names
from sync_server.review.paging import FIRST_PAGE, Asked, Paged, Pages

PAGE_SIZE = 50
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
    state: State
    photos_received: int
    photos_total: int

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
class Listing:
    """One page of the list, and how many visits every choice of the filters has.

    ``counted`` of them are in the counts: submitted, not cancelled or merged away, no practice.
    ``along`` are other visits that came to a school of the search as a further unit.
    """

    visits: tuple[ListedVisit, ...]
    names: Names
    months: tuple[str, ...]
    states: Mapping[State, int]
    flags: Mapping[str, FlagCount]
    counted: int
    paged: Paged[Any]
    along: tuple[ListedVisit, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitListings:
    """Answers the list's questions within what the viewer may see."""

    database: Database

    def listing(self, viewer: Viewer, wanted: VisitFilter, asked: Asked = FIRST_PAGE) -> Listing:
        """The page asked for.

        The district is always the viewer's, and an inspector's list holds their own visits.
        """
        viewer.require_visits()
        wanted = _within(viewer, wanted)
        with self.database.session() as session:
            found = VisitList.of(session, wanted)
            counts = found.count_by_state()
            states = {State(each.state): each.visits for each in counts}
            total = sum(n for state, n in states.items() if wanted.state in ("", state))
            paged = Pages(found.ids, key_of, PAGE_SIZE).page(asked, total)
            ids = [row.visit for row in paged.rows]
            photos = visits.photo_counts(session, ids)
            return Listing(
                visits=tuple(
                    _listed(row, *photos.get(row.visit, (0, 0))) for row in found.rows(ids)
                ),
                names=names(self.database, viewer.district),
                months=tuple(found.months()),
                states=states,
                flags=_in_order(found.count_by_flag()),
                counted=sum(each.counted for each in counts),
                paged=paged,
                along=_along(found),
            )


def _within(viewer: Viewer, wanted: VisitFilter) -> VisitFilter:
    own = wanted.account if viewer.may_see_all else viewer.account
    return replace(wanted, district=viewer.district, account=own)


def _along(found: VisitList) -> tuple[ListedVisit, ...]:
    """What the list has not, since its first unit is another; of the units that are there now."""
    ids = found.along(MOST_ALONG)
    photos = visits.photo_counts(found.session, ids)
    listed = (_listed(row, *photos.get(row.visit, (0, 0))) for row in found.rows(ids))
    schools = found.schools or ()
    return tuple(each for each in listed if not each.visit.units.keys().isdisjoint(schools))


def _listed(row: VisitRow, received: int, total: int) -> ListedVisit:
    return ListedVisit(
        row=row,
        visit=Visit.model_validate_json(row.folded),
        assessment=Assessment.model_validate_json(row.assessed),
        state=State(row.state),
        photos_received=received,
        photos_total=total,
    )


def _in_order(counted: Mapping[str, int]) -> dict[str, FlagCount]:
    """How many visits are filed under each code, explained flags behind all that stand."""
    ways = [(code, is_explained) for is_explained in (False, True) for code in FlagCode]
    found = {}
    for code, is_explained in ways:
        filed = code.value + (EXPLAINED if is_explained else "")
        if filed in counted:
            found[filed] = FlagCount(code, is_explained, counted[filed])
    return found
