"""Similar checks (举一反三) as the office sees them: which there are, and what each unit says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.findings.similar import (
    AskedUnit,
    SimilarCounts,
    SimilarState,
    asked_unit,
    counts_of,
)
from domain.kinds.finding.similar_check import SimilarAnswer, SimilarCheck, SimilarOutcome
from sync_server.access.viewer import Viewer
from sync_server.data import rectification
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.findings import similar as rows
from sync_server.data.tables import FindingRow, SimilarCheckRow, SimilarUnitRow
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of


@dataclass(frozen=True, slots=True)
class ListedCheck:
    """A check of the district, where its finding was, and how the units' answers stand today."""

    row: SimilarCheckRow
    found_at: str
    counts: SimilarCounts


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit of a check, and how its answer stands today."""

    row: SimilarUnitRow
    check: SimilarCheck
    names: Names
    today: str

    @property
    def asked(self) -> AskedUnit:
        """What it is asked, and what it answered."""
        return asked_unit(self.check, self.row.school_id)

    @property
    def state(self) -> SimilarState:
        """How its answer stands."""
        return self.asked.state(self.today)

    @property
    def is_mending_late(self) -> bool:
        """Whether it mends a problem for longer than it said."""
        return self.asked.is_mending_late(self.today)

    @property
    def answer(self) -> SimilarAnswer | None:
        """What it says."""
        return self.check.answers.get(self.row.school_id)

    @property
    def withdrawn_for(self) -> str:
        """Why it is not asked any more; empty while it is."""
        found = self.check.withdrawals.get(self.row.school_id)
        return (found.reason or "（没有写明）") if found else ""

    @property
    def unit(self) -> str:
        """What it is called."""
        return self.names.school(self.row.school_id)

    @property
    def zone(self) -> str:
        """The zone it is in today."""
        school = self.names.schools.get(self.row.school_id)
        return school.zone if school else ""

    @property
    def code(self) -> str:
        """What an address calls it."""
        return f"{self.row.check_id}:{self.row.school_id}"


class Unanswered(NamedTuple):
    """Which units of the district are waited for: those that should have said something by now,
    those that still may, and those that mend a problem for longer than they said."""

    overdue: Sequence[ListedUnit]
    waiting: Sequence[ListedUnit]
    mending_late: Sequence[ListedUnit]


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """One check: what it grew from, its units in the order in which they were chosen, its entries.

    ``finding`` is None where it was taken back since.
    """

    row: SimilarCheckRow
    check: SimilarCheck
    finding: FindingRow | None
    counts: SimilarCounts
    units: Sequence[ListedUnit]
    names: Names
    today: str
    steps: Sequence[Step]

    def unit(self, school_id: str) -> ListedUnit:
        """One of its units; NotFound for any other."""
        found = next((each for each in self.units if each.row.school_id == school_id), None)
        if found is None:
            raise NotFound("The check was not sent to this unit.", school=school_id)
        return found


@dataclass(frozen=True, slots=True)
class SimilarChecks:
    """Finds checks within the viewer's district."""

    database: Database
    clock: Clock

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self.clock()).isoformat()

    def listed(self, viewer: Viewer) -> list[ListedCheck]:
        """The district's checks, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
            return self._listed(session, viewer.district, found)

    def of_finding(self, viewer: Viewer, finding: str) -> list[ListedCheck]:
        """The checks that grew from a finding of the district, the newest first."""
        with self.database.session() as session:
            found = [
                each
                for each in rows.of_finding(session, finding)
                if each.district == viewer.district
            ]
            return self._listed(session, viewer.district, found)

    def units(self, viewer: Viewer) -> list[ListedUnit]:
        """Every unit that a check of the district asks, by checks, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            return self._units(session, viewer.district, rows.of_district(session, viewer.district))

    def of_school(self, viewer: Viewer, school_id: str) -> list[ListedUnit]:
        """The checks that a unit was asked in, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            checks = rows.of_school(session, viewer.district, school_id)
            found = self._units(session, viewer.district, checks)
        return [each for each in found if each.row.school_id == school_id]

    def unanswered(self, viewer: Viewer) -> Unanswered:
        """Which units are waited for, those whose day is nearest first."""
        found = sorted(self.units(viewer), key=lambda each: each.row.due_on)
        return Unanswered(
            overdue=[each for each in found if each.state is SimilarState.OVERDUE],
            waiting=[each for each in found if each.state is SimilarState.WAITING],
            mending_late=[each for each in found if each.is_mending_late],
        )

    def page(self, viewer: Viewer, check_id: str) -> SimilarPage:
        """One check; NotFound when there is none such in the viewer's district."""
        viewer.require_papers()
        known, today = names(self.database, viewer.district), self.today
        with self.database.session() as session:
            row = rows.check(session, check_id)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such check in this district.", check=check_id)
            asked = rows.units_of(session, [check_id])
            finding = rectification.finding(session, row.visit, row.finding_id, viewer.district)
            check = SimilarCheck.model_validate_json(row.folded)
            steps = steps_of(session, check_id, check.ignored)
        return SimilarPage(
            row=row,
            check=check,
            finding=finding if finding and finding.is_standing else None,
            counts=counts_of(map(_asked, asked), today),
            units=[ListedUnit(each, check, known, today) for each in asked],
            names=known,
            today=today,
            steps=steps,
        )

    def _units(
        self, session: ReadingSession, district: str, checks: Sequence[SimilarCheckRow]
    ) -> list[ListedUnit]:
        known, today = names(self.database, district), self.today
        asked = _by_check(rows.units_of(session, [each.check_id for each in checks]))
        folded = {each.check_id: SimilarCheck.model_validate_json(each.folded) for each in checks}
        return [
            ListedUnit(unit, check, known, today)
            for check_id, check in folded.items()
            for unit in asked.get(check_id, ())
        ]

    def _listed(
        self, session: ReadingSession, district: str, found: Sequence[SimilarCheckRow]
    ) -> list[ListedCheck]:
        known, today = names(self.database, district), self.today
        asked = _by_check(rows.units_of(session, [each.check_id for each in found]))
        units = rows.found_at(session, [each.finding for each in found])
        return [
            ListedCheck(
                row=each,
                found_at=known.school(units[each.finding]) if each.finding in units else "",
                counts=counts_of(map(_asked, asked.get(each.check_id, ())), today),
            )
            for each in found
        ]


def _asked(row: SimilarUnitRow) -> AskedUnit:
    outcome = SimilarOutcome(row.outcome) if row.outcome else None
    return AskedUnit(row.due_on, row.is_withdrawn, outcome, row.measure_due_on)


def _by_check(found: Iterable[SimilarUnitRow]) -> Mapping[str, Sequence[SimilarUnitRow]]:
    by_check: dict[str, list[SimilarUnitRow]] = {}
    for each in found:
        by_check.setdefault(each.check_id, []).append(each)
    return by_check
