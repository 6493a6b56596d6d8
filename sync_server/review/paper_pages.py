"""Papers as pages show them: who waits for one, its history, and what a new one begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain import kinds
from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.findings.deadline import days_for
from domain.findings.state import FindingState
from domain.kinds import KINDS
from domain.kinds.paper.builder import Paper
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.finding import Severity
from domain.paper.numbers import number_of, numbering_of, series_of
from domain.paper.signing import SignRefusal
from domain.paper.standing import Standing
from domain.trail.line import Line
from domain.trail.order import in_order
from domain.words.values import label
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database, ReadingSession
from sync_server.data.papers import papers as rows
from sync_server.data.papers.rows import (
    StatedSeries,
    district_name,
    last_serial,
    signatories,
    stated_series,
)
from sync_server.data.tables import FindingRow, PaperFindingRow, PaperRow
from sync_server.register.names import Names, names
from sync_server.review.paper_words import said_by
from sync_server.review.printed_paper import Printed, printed_paper

MOST_WAITING = 30


@dataclass(frozen=True, slots=True)
class WaitingUnit:
    """A unit with open findings that no paper is about."""

    school_id: str
    school: str
    findings: int
    hazards: int


@dataclass(frozen=True, slots=True)
class WaitingUnits:
    """The units that wait for a paper: the most urgent of ``total``, those behind move up."""

    units: tuple[WaitingUnit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """An open finding of a unit, its visit's version, and the papers about it so far."""

    row: FindingRow
    version: str
    papers: tuple[PaperRow, ...]

    @property
    def ticked(self) -> str:
        """What its tick brings: visit, version and finding."""
        return f"{self.row.visit}:{self.version}:{self.row.finding_id}"


@dataclass(frozen=True, slots=True)
class UnitFindings:
    """What a paper to a unit can be about, and what its form begins with.

    ``before`` are the unit's papers that hold, by their ids, the newest first.
    """

    school_id: str
    names: Names
    findings: tuple[OpenFinding, ...]
    before: Mapping[str, str]
    today: str
    due_on: str

    @property
    def school(self) -> str:
        """What the unit is called."""
        return self.names.school(self.school_id)


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One entry of a paper's history; ``ignored`` says why it does not count."""

    entry: str
    word: str
    account: str
    at: str
    text: str
    ignored: str | None


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A finding that a paper names: its ``text`` as it was drafted, and the row as it now stands.

    ``row`` is None where the visit does not have it any more.
    """

    visit: str
    text: str
    standing: Standing
    row: FindingRow | None

    @property
    def state(self) -> FindingState | None:
        """Where it now stands."""
        return FindingState(self.row.state) if self.row else None


@dataclass(frozen=True, slots=True)
class Signing:
    """Whether the viewer may sign the paper today, and which number it would get.

    ``number`` is empty where it ``is_typed``.
    """

    refusal: SignRefusal | None
    number: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper with what it is about and how it came about; ``before`` is what it follows."""

    paper: Paper
    names: Names
    findings: tuple[NamedFinding, ...]
    steps: tuple[PaperStep, ...]
    printed: Printed
    signing: Signing
    before: PaperRow | None
    today: str


@dataclass(frozen=True, slots=True)
class PaperPages:
    """Finds papers within the viewer's district."""

    database: Database
    clock: Clock

    def waiting(self, viewer: Viewer) -> WaitingUnits:
        """The units of the district that wait for a paper."""
        viewer.require_papers()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            waiting = rows.waiting_units(session, viewer.district)
        return WaitingUnits(_by_unit(known, waiting)[:MOST_WAITING], len(waiting))

    def pending(self, viewer: Viewer) -> int:
        """How many papers of the district wait to be signed."""
        viewer.require_papers()
        with self.database.session() as session:
            return rows.pending(session, viewer.district)

    def series(self, viewer: Viewer) -> Mapping[str, StatedSeries]:
        """What the office has stated of each series of numbers."""
        viewer.require_register()
        with self.database.session() as session:
            return stated_series(session.connection(), viewer.district)

    def unit(self, viewer: Viewer, school_id: str) -> UnitFindings:
        """What a paper to the unit can be about; NotFound for an unknown unit."""
        viewer.require_draft_papers()
        today, district = local_date(self.clock()), viewer.district
        known = names(self.database, district)
        with self.database.session() as session:
            if register.school(session, district, school_id) is None:
                raise NotFound("There is no such unit in this district.", school=school_id)
            found = rows.open_findings(session, district, school_id)
            about = rows.papers_about(session, {row.visit for row, _ in found})
            row = register.district(session, district)
            before = rows.papers_to(session, district, school_id)
        findings = tuple(
            OpenFinding(each, version, about.get((each.visit, each.finding_id), ()))
            for each, version in found
        )
        rules = DistrictSet.model_validate_json(row.rules).rectify_days if row else RectifyDays()
        return UnitFindings(
            school_id=school_id,
            names=known,
            findings=findings,
            before={
                each.paper: f"{label(PaperKind(each.paper_kind))} {each.number}" for each in before
            },
            today=today.isoformat(),
            due_on=_proposed_due(rules, today, [each.row for each in findings if not each.papers]),
        )

    def page(self, viewer: Viewer, paper_id: str) -> PaperPage:
        """One paper; NotFound when there is none in the viewer's district."""
        viewer.require_papers()
        today = local_date(self.clock()).isoformat()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            row = rows.paper(session, paper_id)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such paper in this district.", paper=paper_id)
            paper = Paper.model_validate_json(row.folded)
            named = rows.findings_of(session, paper_id)
            said = [each.line for each in rows.entries(session, {row.entry for row, _ in named})]
            entries = {
                entry.line.id: (entry.line, account)
                for entry, account in rows.entries_of(session, paper_id)
            }
            signing = _signing(session, viewer, paper, today)
            before = rows.paper(session, paper.follows) if paper.follows else None
        findings = _named(named, said)
        texts = [each.text for each in findings]
        return PaperPage(
            paper=paper,
            names=known,
            findings=findings,
            steps=_steps(paper, entries),
            printed=printed_paper(paper, known.school(paper.school_id), texts, today),
            signing=signing,
            before=before,
            today=today,
        )


def _signing(session: ReadingSession, viewer: Viewer, paper: Paper, today: str) -> Signing:
    """How the viewer would sign the paper today."""
    connection = session.connection()
    signing = signatories(connection, viewer.district)
    refusal = signing.refusal(viewer.account, viewer.role, paper.drafted.account, today)
    year, name = int(today[:4]), district_name(connection, viewer.district)
    numbering = numbering_of(signing.rule, paper.paper_kind, name)
    if numbering.is_typed:
        return Signing(refusal, "", is_typed=True)
    stated = stated_series(connection, viewer.district).get(series_of(paper.paper_kind, year))
    last = last_serial(connection, viewer.district, paper.paper_kind.value, year)
    serial = max(last, stated.last if stated else 0) + 1
    return Signing(refusal, number_of(numbering.prefix, year, serial), is_typed=False)


def _by_unit(known: Names, units: Iterable[Any]) -> tuple[WaitingUnit, ...]:
    """The units, those with hazards and then those with most findings first."""
    found = [
        WaitingUnit(row.school_id, known.school(row.school_id), row.findings, row.hazards)
        for row in units
    ]
    return tuple(sorted(found, key=lambda each: (-each.hazards, -each.findings, each.school_id)))


def _proposed_due(rules: RectifyDays, today: date, findings: Iterable[FindingRow]) -> str:
    """The earliest day inspectors proposed that is still to come, else the worst finding's."""
    some = list(findings)
    coming = [row.due_on for row in some if row.due_on and row.due_on >= today.isoformat()]
    days = [days_for(rules, Severity(row.severity), is_hazard=row.is_hazard) for row in some]
    ruled = today + timedelta(days=min(days, default=rules.general))
    return min(coming, default=ruled.isoformat())


def _named(
    named: Iterable[tuple[PaperFindingRow, FindingRow | None]], said: Iterable[Line]
) -> tuple[NamedFinding, ...]:
    """The findings a paper names, each with the text that its writer saw."""
    texts = {line.id: str(getattr(kinds.read(line).private, "text", "")) for line in said}
    return tuple(
        NamedFinding(row.visit, texts.get(row.entry, ""), Standing(row.standing), finding)
        for row, finding in named
    )


def _steps(paper: Paper, entries: dict[str, tuple[Line, str]]) -> tuple[PaperStep, ...]:
    """The paper's entries in the order in which they count."""
    ignored = {each.entry: each.reason for each in paper.ignored}
    found = []
    for line in in_order(line for line, _ in entries.values()):
        kind = KINDS.get(line.header.kind)
        found.append(
            PaperStep(
                entry=line.id,
                word=kind.word if kind else line.header.kind,
                account=entries[line.id][1],
                at=line.header.at,
                text=said_by(kinds.read(line)),
                ignored=ignored.get(line.id),
            )
        )
    return tuple(found)
