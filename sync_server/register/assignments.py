"""分工 as the office lists it: who is responsible for which school, and which relations stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.clock import Clock, local_date
from domain.kinds.register.assignment import Responsibility
from domain.month.duty import Assignment
from domain.register.school_kind import SchoolKind
from domain.register.search import Findable
from sync_server.access.viewer import Viewer
from sync_server.data import register, register_snapshot
from sync_server.data.engine import Database
from sync_server.register.duty_rows import assignment_of
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class ListedAssignment:
    """An assignment; ``is_avoided`` says that its person has declared a relation to the school."""

    assignment: Assignment
    school: str
    person: str
    zone: str
    findable: Findable
    is_avoided: bool
    today: date

    @property
    def code(self) -> str:
        """What the office calls it."""
        each = self.assignment
        return f"{each.school_id}/{each.account}/{each.from_on.isoformat()}"

    @property
    def is_running(self) -> bool:
        """Whether it holds today."""
        return self.assignment.holds_on(self.today)

    @property
    def is_to_come(self) -> bool:
        """Whether it has not begun yet."""
        return self.assignment.from_on > self.today


@dataclass(frozen=True, slots=True)
class AssignmentBook:
    """All assignments of a district, in the order of its schools, and the relations declared."""

    listed: tuple[ListedAssignment, ...]
    avoided: frozenset[tuple[str, str]]
    names: Names

    def mainly(self, account: str) -> int:
        """For how many schools the person is mainly responsible today."""
        return self._mainly[account]

    @property
    def _mainly(self) -> Counter[str]:
        return Counter(
            each.assignment.account
            for each in self.listed
            if each.is_running
            and each.assignment.responsibility is Responsibility.MAIN
            and self._is_school(each.assignment.school_id)
        )

    def _is_school(self, school_id: str) -> bool:
        row = self.names.schools.get(school_id)
        return row is None or SchoolKind(row.school_kind).is_school


@dataclass(frozen=True, slots=True)
class Assignments:
    """Answers who is responsible for what in the viewer's district."""

    database: Database
    clock: Clock

    def book(self, viewer: Viewer) -> AssignmentBook:
        """The district's assignments, those that are over too."""
        viewer.require_register()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            rows = register_snapshot.assignments(session, viewer.district)
            declared = register_snapshot.avoidances(session, viewer.district)
        avoided = frozenset((row.account, row.school_id) for row in declared)
        found = [assignment_of(row) for row in rows]
        return AssignmentBook(self._listed(found, known, avoided), avoided, known)

    def _listed(
        self, found: Sequence[Assignment], known: Names, avoided: frozenset[tuple[str, str]]
    ) -> tuple[ListedAssignment, ...]:
        today = local_date(self.clock())
        places = {school_id: place for place, school_id in enumerate(known.schools)}
        in_order = sorted(
            (each for each in found if each.school_id in places),
            key=lambda each: (places[each.school_id], -each.from_on.toordinal(), each.account),
        )
        listed = []
        for each in in_order:
            row = known.schools[each.school_id]
            zone = known.zone(row.zone)
            listed.append(
                ListedAssignment(
                    each,
                    row.name,
                    known.person(each.account),
                    row.zone,
                    register.findable(row, zone),
                    (each.account, each.school_id) in avoided,
                    today,
                )
            )
        return tuple(listed)
