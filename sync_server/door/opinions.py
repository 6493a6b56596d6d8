"""How visits were, as their units say; supervisors read it, nobody who was on the visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.clock import Clock, local_date
from domain.errors import Conflict, NotFound
from domain.kinds.office.opinion import OpinionGiven, OpinionPrivate, opinion_code
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.door import opinions as rows
from sync_server.data.engine import Database
from sync_server.data.tables import OpinionRow, VisitRow
from sync_server.data.visits import rows as visits
from sync_server.door.entering import Unit
from sync_server.findings.watch import closing_rule
from sync_server.ledger.append import OfficeEntry, UnderLock
from sync_server.ledger.committer import Committer
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.register.names import Names, names
from sync_server.review.seen_visit import has_part

GIVEN = "opinion_given"


@dataclass(frozen=True, slots=True)
class DoorVisit:
    """A visit as its unit sees it: when, by whom, and whether the unit has said how it was."""

    visit: str
    visit_on: str
    people: Sequence[str]
    is_given: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a unit says of a visit."""

    was_announced: bool
    disturbed: bool
    was_useful: bool
    text: str


@dataclass(frozen=True, slots=True)
class ListedOpinion:
    """An opinion with the visit that it is about, the unit's name and who led the visit."""

    row: OpinionRow
    visit: VisitRow
    school: str
    inspector: str

    @property
    def code(self) -> str:
        """What it is called."""
        return opinion_code(self.row.visit, self.row.school_id)


@dataclass(frozen=True, slots=True)
class Opinions:
    """Takes them at the door, and shows them in the office."""

    database: Database
    committer: Committer
    clock: Clock

    def visits(self, unit: Unit) -> Sequence[DoorVisit]:
        """The unit's visits that count of the days of which it may say something, newest first."""
        days = timedelta(days=self.within_days(unit))
        since = (local_date(self.clock()) - days).isoformat()
        with self.database.session() as session:
            found = visits.at_unit(session, unit.district, unit.school_id, since)
            given = rows.of_unit(session, unit.district, unit.school_id)
        known = names(self.database, unit.district)
        return [_shown(row, known, given) for row in found]

    def within_days(self, unit: Unit) -> int:
        """For how many days after a visit the unit may say how it was."""
        with self.database.session() as session:
            return closing_rule(session, unit.district).opinion_within_days

    def visit(self, unit: Unit, visit: str) -> DoorVisit:
        """One of them; NotFound for any other visit."""
        found = next((each for each in self.visits(unit) if each.visit == visit), None)
        if found is None:
            raise NotFound("The unit had no such visit lately.", visit=visit)
        return found

    def give(self, unit: Unit, visit: str, said: Opinion) -> None:
        """Record what the unit says; Conflict where it has said something already."""

        def requires(lock: UnderLock) -> None:
            if rows.is_given(lock.transaction.tables, visit, unit.school_id):
                raise Conflict("The unit has said how it was.", code=GIVEN)

        self.visit(unit, visit)
        body = OpinionGiven(
            visit=visit,
            school_id=unit.school_id,
            given_on=local_date(self.clock()).isoformat(),
            was_announced=said.was_announced,
            disturbed=said.disturbed,
            was_useful=said.was_useful,
        )
        entry = OfficeEntry(body, OpinionPrivate(text=said.text), requires=requires)
        self.committer.write(SERVER_ACCOUNT, [entry], unit.district)

    def of_visit(self, viewer: Viewer, visit: Visit) -> Sequence[OpinionRow]:
        """What is said of a visit that the viewer sees; nothing for who was on it."""
        if not viewer.may_review or has_part(viewer, visit):
            return ()
        with self.database.session() as session:
            return rows.of_visit(session, visit.visit_id)

    def listed(self, viewer: Viewer) -> Sequence[ListedOpinion]:
        """What is said of the district's visits that the viewer was not on, the newest first."""
        viewer.require_review()
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
        known = names(self.database, viewer.district)
        return [
            ListedOpinion(row, visit, known.school(row.school_id), known.person(visit.account))
            for row, visit in found
            if not has_part(viewer, Visit.model_validate_json(visit.folded))
        ]


def _shown(row: VisitRow, known: Names, given: set[str]) -> DoorVisit:
    visit = Visit.model_validate_json(row.folded)
    people = [known.person(each) for each in (visit.owner, *visit.participants)]
    return DoorVisit(row.visit, row.visit_on, people, row.visit in given)
