"""The district's schools as its office lists them: with who is responsible, and what is lacking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.school import SchoolSet
from domain.register.in_use import is_in_use
from domain.register.search import Findable
from sync_server.access.viewer import Viewer
from sync_server.data import register, register_snapshot
from sync_server.data.engine import Database
from sync_server.data.tables import AssignmentRow, SchoolRow
from sync_server.register.duty_rows import assignment_of
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """A school as it stands on a day; ``main`` and ``assisting`` are its inspectors' names."""

    row: SchoolRow
    body: SchoolSet
    zone: str
    main: tuple[str, ...]
    assisting: tuple[str, ...]
    findable: Findable
    is_active: bool


class Then(NamedTuple):
    """A local day, and who was responsible for each school on it."""

    day: str
    assigned: Mapping[str, Sequence[AssignmentRow]]


@dataclass(frozen=True, slots=True)
class Schools:
    """Answers which schools the viewer's district has."""

    database: Database
    clock: Clock

    def listed(self, viewer: Viewer) -> tuple[list[ListedSchool], Names]:
        """All of them in the office's order, those out of use too, and the district's names."""
        viewer.require_register()
        known = names(self.database, viewer.district)
        today = local_date(self.clock())
        with self.database.session() as session:
            assigned = register_snapshot.assignments(session, viewer.district)
        here = _today(assigned, today)
        then = Then(today.isoformat(), here)
        return [_listed(row, known, then) for row in known.schools.values()], known

    def assigned(self, viewer: Viewer, school_id: str) -> list[AssignmentRow]:
        """Who is and was responsible for the school, the newest first."""
        viewer.require_register()
        with self.database.session() as session:
            rows = register_snapshot.assignments(session, viewer.district)
        return [row for row in rows if row.school_id == school_id][::-1]


def _today(rows: Sequence[AssignmentRow], today: date) -> dict[str, list[AssignmentRow]]:
    """Who is responsible for each school on this day."""
    found: dict[str, list[AssignmentRow]] = {}
    for row in rows:
        if assignment_of(row).holds_on(today):
            found.setdefault(row.school_id, []).append(row)
    return found


def _listed(row: SchoolRow, known: Names, then: Then) -> ListedSchool:
    def called(responsibility: Responsibility) -> Iterator[str]:
        for each in then.assigned.get(row.school_id, ()):
            if each.responsibility == responsibility.value:
                yield known.person(each.account)

    zone = known.zone(row.zone)
    return ListedSchool(
        row=row,
        body=SchoolSet.model_validate_json(row.facts),
        zone=zone,
        main=tuple(called(Responsibility.MAIN)),
        assisting=tuple(called(Responsibility.ASSISTING)),
        findable=register.findable(row, zone),
        is_active=is_in_use(row, then.day),
    )
