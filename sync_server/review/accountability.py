"""Accountability cases (问责) as the office sees them: which there are, how each of them stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.accountability.clocks import Clock, ClockState, clocks_of, running
from domain.accountability.repeated import is_repeated
from domain.clock import Clock as Now
from domain.clock import local_date
from domain.errors import NotFound
from domain.kinds.accountability.case import Accountability
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.accountability import rows
from sync_server.data.engine import Database
from sync_server.data.papers.papers import papers_to
from sync_server.data.tables import AccountabilityRow, FindingRow, PaperRow, SchoolRow
from sync_server.register.names import Names, names
from sync_server.register.step import Step
from sync_server.review.subject_steps import steps_of

MOST_OFFERED = 50
"""So many of a unit's findings, and of its papers, are offered as grounds of a new case."""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case of the district, and how it stands today."""

    row: AccountabilityRow
    case: Accountability
    names: Names
    today: str

    @property
    def unit(self) -> str:
        """What the unit is called."""
        return self.names.school(self.case.school_id)

    @property
    def who(self) -> str:
        """Who is to answer: the unit, or somebody of it as the office wrote them."""
        if not self.case.target.is_person:
            return self.unit
        return (
            " ".join(each for each in (self.case.person, self.case.post) if each) or "（没有写明）"
        )

    @property
    def zone(self) -> str:
        """The zone that the unit is in today."""
        school = self.names.schools.get(self.case.school_id)
        return school.zone if school else ""

    @property
    def clock(self) -> Clock | None:
        """The term that runs."""
        return running(self.case)

    @property
    def clock_state(self) -> ClockState | None:
        """How that term is today."""
        clock = self.clock
        return clock.state(self.today) if clock else None


class Waiting(NamedTuple):
    """Cases whose term has passed or will soon, those whose day is nearest first.

    ``overdue`` is the office's own delay; with ``passed`` the next step may be taken.
    """

    overdue: Sequence[ListedCase]
    passed: Sequence[ListedCase]
    soon: Sequence[ListedCase]


class Grounds(NamedTuple):
    """What a case rests on, or may: findings and papers, the newest first."""

    findings: Sequence[FindingRow]
    papers: Sequence[PaperRow]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: how it stands, its terms, what it rests on, its entries.

    ``decided_before`` are the decisions of a year against the same unit or person that stand.
    """

    listed: ListedCase
    clocks: Sequence[Clock]
    grounds: Grounds
    decided_before: Sequence[ListedCase]
    steps: Sequence[Step]

    @property
    def case(self) -> Accountability:
        """The case."""
        return self.listed.case

    @property
    def names(self) -> Names:
        """The district's names."""
        return self.listed.names

    @property
    def today(self) -> str:
        """The local day."""
        return self.listed.today


@dataclass(frozen=True, slots=True)
class AccountabilityCases:
    """Finds cases within the viewer's district."""

    database: Database
    clock: Now

    @property
    def today(self) -> str:
        """The local day."""
        return local_date(self.clock()).isoformat()

    def listed(self, viewer: Viewer) -> list[ListedCase]:
        """The district's cases, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            found = rows.of_district(session, viewer.district)
        return self._listed(viewer, found)

    def of_school(self, viewer: Viewer, school_id: str) -> list[ListedCase]:
        """The cases about a unit and its people, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            found = rows.of_school(session, viewer.district, school_id)
        return self._listed(viewer, found)

    def resting_on(self, viewer: Viewer, ground: str) -> list[ListedCase]:
        """The cases that rest on a finding or a paper of the district, the newest first."""
        viewer.require_papers()
        with self.database.session() as session:
            found = rows.resting_on(session, ground)
        return self._listed(viewer, [each for each in found if each.district == viewer.district])

    def waiting(self, viewer: Viewer) -> Waiting:
        """Which cases somebody is to look at because of their term."""
        found = sorted(
            (each for each in self.listed(viewer) if each.row.due_on),
            key=lambda each: each.row.due_on or "",
        )

        def those(state: ClockState) -> list[ListedCase]:
            return [each for each in found if each.clock_state is state]

        return Waiting(those(ClockState.OVERDUE), those(ClockState.PASSED), those(ClockState.SOON))

    def page(self, viewer: Viewer, case_id: str) -> CasePage:
        """One case; NotFound when there is none such in the viewer's district."""
        viewer.require_papers()
        with self.database.session() as session:
            row = rows.case(session, case_id)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such case in this district.", case=case_id)
            case = Accountability.model_validate_json(row.folded)
            grounds = Grounds(
                rows.findings_of(session, viewer.district, case.findings),
                rows.papers_of(session, viewer.district, case.papers),
            )
            steps = steps_of(session, case_id, case.ignored)
            of_unit = rows.of_school(session, viewer.district, case.school_id)
        cases = self._listed(viewer, [row, *of_unit])
        return CasePage(
            listed=cases[0],
            clocks=clocks_of(case),
            grounds=grounds,
            decided_before=[each for each in cases[1:] if is_repeated(case, each.case, self.today)],
            steps=steps,
        )

    def units(self, viewer: Viewer) -> list[SchoolRow]:
        """The units of the district."""
        with self.database.session() as session:
            return register.schools(session, viewer.district)

    def offered(self, viewer: Viewer, school_id: str, grounds: Iterable[str] = ()) -> Grounds:
        """What a case about a unit may rest on: the newest, and ``grounds`` among its own."""
        named, district = tuple(grounds), viewer.district
        with self.database.session() as session:
            newest = rows.findings_at(session, district, school_id, MOST_OFFERED)
            papers = papers_to(session, district, school_id)[:MOST_OFFERED]
            more = rows.findings_of(session, district, named)
            named_papers = rows.papers_of(session, district, named)
        findings = {each.subject: each for each in (*newest, *more)}
        all_papers = {each.paper: each for each in (*papers, *named_papers)}
        return Grounds(
            [each for each in findings.values() if each.school_id == school_id],
            [each for each in all_papers.values() if each.school_id == school_id],
        )

    def _listed(self, viewer: Viewer, found: Sequence[AccountabilityRow]) -> list[ListedCase]:
        known, today = names(self.database, viewer.district), self.today
        return [
            ListedCase(each, Accountability.model_validate_json(each.folded), known, today)
            for each in found
        ]
