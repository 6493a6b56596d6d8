"""Which units of a district nobody has visited this term (2-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from domain.clock import Clock, local_date
from domain.kinds.register.school import Ownership, SchoolKind
from domain.month.running_term import RunningTerm, running_term
from domain.register.school_kind import OFFICES
from sync_server.access.viewer import Viewer
from sync_server.data import register_snapshot
from sync_server.data.engine import Database
from sync_server.data.overview.units import last_visits
from sync_server.register.calendar import calendar_of, term_words
from sync_server.register.duty_rows import main_on
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class UnitVisited:
    """A unit in use, and the day of the last visit that counts; None where nobody ever came.

    ``main`` are the names of who is mainly responsible for it today.
    """

    school_id: str
    name: str
    zone: str
    zone_name: str
    school_kind: SchoolKind
    ownership: Ownership
    main: Sequence[str]
    last_on: str | None


class KindCount(NamedTuple):
    """How many units of a kind nobody has visited this term, of how many."""

    school_kind: SchoolKind
    unvisited: int
    units: int


@dataclass(frozen=True, slots=True)
class UnitsOfTerm:
    """The units in use in the office's order, and the term that is looked at.

    ``days_left`` are the school days of a registered term from today on; None without one.
    """

    term: RunningTerm
    days_left: int | None
    units: Sequence[UnitVisited]
    names: Names

    @property
    def said(self) -> str:
        """The term in words."""
        return term_words(self.term)

    @property
    def first(self) -> str:
        """The term's first day."""
        return self.term.first.isoformat()

    @property
    def unvisited(self) -> list[UnitVisited]:
        """Those to which nobody has come since the term began."""
        return [each for each in self.units if each.last_on is None or each.last_on < self.first]

    @property
    def by_kind(self) -> list[KindCount]:
        """The kinds of which some unit is unvisited, in the order in which they are offered."""
        unvisited = [each.school_kind for each in self.unvisited]
        units = [each.school_kind for each in self.units]
        counts = (KindCount(each, unvisited.count(each), units.count(each)) for each in SchoolKind)
        return [each for each in counts if each.unvisited]


@dataclass(frozen=True, slots=True)
class Units:
    """Finds them within the viewer's district."""

    database: Database
    clock: Clock

    def of_term(self, viewer: Viewer) -> UnitsOfTerm:
        """The units of the running term; NotAllowed for whoever sees no month."""
        viewer.require_months()
        known = names(self.database, viewer.district)
        return self.on(viewer.district, local_date(self.clock()), known)

    def on(self, district: str, today: date, known: Names) -> UnitsOfTerm:
        """The same on a day; ``known`` are the district's names."""
        calendar = calendar_of(self.database, district)
        term = running_term(calendar, today)
        left = calendar.school_days(today, term.last) if term.is_registered else None
        with self.database.session() as session:
            rows = {row.school_id: row for row in last_visits(session.connection(), district)}
            assigned = register_snapshot.assignments(session, district)
        main = {
            school: list(map(known.person, accounts))
            for school, accounts in main_on(assigned, today).items()
        }
        units = [_unit(rows[each], known, main) for each in known.schools if each in rows]
        asked = [each for each in units if each.school_kind not in OFFICES]
        return UnitsOfTerm(term, left, asked, known)


def _unit(row: Any, known: Names, main: Mapping[str, Sequence[str]]) -> UnitVisited:
    return UnitVisited(
        school_id=row.school_id,
        name=row.name,
        zone=row.zone,
        zone_name=known.zone(row.zone),
        school_kind=SchoolKind(row.school_kind),
        ownership=Ownership(row.ownership),
        main=main.get(row.school_id, ()),
        last_on=max(filter(None, (row.as_first, row.as_further)), default=None),
    )
