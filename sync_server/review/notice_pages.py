"""Notices as pages show them: who waits for one, its history, and what a new one begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain import kinds
from domain.clock import Clock, local_date
from domain.errors import NotFound
from domain.findings.deadline import days_for
from domain.kinds import KINDS
from domain.kinds.office.notice import Notice
from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.finding import Severity
from domain.paper.notice import number_of
from domain.paper.standing import Standing
from domain.trail.line import Line
from domain.trail.order import in_order
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.papers import notices as rows
from sync_server.data.papers.rows import StatedSeries, last_serial, stated_series
from sync_server.data.tables import FindingRow, NoticeFindingRow, NoticeRow
from sync_server.register.names import Names, names

MOST_WAITING = 100
REQUIREMENT = "请对照上述问题逐项整改、举一反三，并在期限前把整改情况书面报责任督学。"


@dataclass(frozen=True, slots=True)
class WaitingUnit:
    """A unit with open findings that no notice is about."""

    school_id: str
    school: str
    findings: int
    hazards: int


@dataclass(frozen=True, slots=True)
class WaitingUnits:
    """The units that wait for a notice: the most urgent of ``total``, those behind move up."""

    units: tuple[WaitingUnit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """An open finding of a unit, its visit's version, and the notices about it so far."""

    row: FindingRow
    version: str
    notices: tuple[NoticeRow, ...]

    @property
    def ticked(self) -> str:
        """What its tick brings: visit, version and finding."""
        return f"{self.row.visit}:{self.version}:{self.row.finding_id}"


@dataclass(frozen=True, slots=True)
class UnitFindings:
    """What a notice to a unit can be about, and what its form begins with.

    ``number`` is what the notice would be called if nobody else were faster.
    """

    school_id: str
    names: Names
    findings: tuple[OpenFinding, ...]
    number: str
    today: str
    due_on: str
    requirement: str = REQUIREMENT


@dataclass(frozen=True, slots=True)
class NoticeStep:
    """One entry of a notice's history; ``ignored`` says why it does not count."""

    entry: str
    word: str
    account: str
    at: str
    text: str
    ignored: str | None


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A finding that a notice names: its ``text`` as it was issued, and the row as it now stands.

    ``row`` is None where the visit does not have it any more.
    """

    visit: str
    text: str
    standing: Standing
    row: FindingRow | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice with what it is about and how it came about."""

    notice: Notice
    names: Names
    findings: tuple[NamedFinding, ...]
    steps: tuple[NoticeStep, ...]


@dataclass(frozen=True, slots=True)
class NoticePages:
    """Finds notices within the viewer's district."""

    database: Database
    clock: Clock

    def waiting(self, viewer: Viewer) -> WaitingUnits:
        """The units of the district that wait for a notice."""
        viewer.require_all()
        known = names(self.database, viewer.district)
        with self.database.session() as session:
            waiting = rows.waiting_units(session, viewer.district)
        return WaitingUnits(_by_unit(known, waiting)[:MOST_WAITING], len(waiting))

    def series(self, viewer: Viewer) -> Mapping[str, StatedSeries]:
        """What the office has stated of each series of numbers."""
        viewer.require_all()
        with self.database.session() as session:
            return stated_series(session.connection(), viewer.district)

    def stated_series(self, viewer: Viewer) -> dict[str, int]:
        """The number that the office stated last, of each series of which it stated one."""
        viewer.require_register()
        with self.database.session() as session:
            found = stated_series(session.connection(), viewer.district)
        return {series: each.last for series, each in found.items()}

    def unit(self, viewer: Viewer, school_id: str) -> UnitFindings:
        """What a notice to the unit can be about; NotFound for an unknown unit."""
        viewer.require_review()
        today, district = local_date(self.clock()), viewer.district
        known = names(self.database, district)
        with self.database.session() as session:
            if register.school(session, district, school_id) is None:
                raise NotFound("There is no such unit in this district.", school=school_id)
            found = rows.open_findings(session, district, school_id)
            about = rows.notices_about(session, {row.visit for row, _ in found})
            row = register.district(session, district)
            serial = last_serial(session.connection(), district, today.year) + 1
        findings = tuple(
            OpenFinding(each, version, about.get((each.visit, each.finding_id), ()))
            for each, version in found
        )
        rules = DistrictSet.model_validate_json(row.rules).rectify_days if row else RectifyDays()
        return UnitFindings(
            school_id=school_id,
            names=known,
            findings=findings,
            number=number_of(row.name if row else district, today.year, serial),
            today=today.isoformat(),
            due_on=_proposed_due(rules, today, [each.row for each in findings if not each.notices]),
        )

    def page(self, viewer: Viewer, notice_id: str) -> NoticePage:
        """One notice; NotFound when there is none in the viewer's district."""
        viewer.require_all()
        with self.database.session() as session:
            row = rows.notice(session, notice_id)
            if row is None or row.district != viewer.district:
                raise NotFound("There is no such notice in this district.", notice=notice_id)
            notice = Notice.model_validate_json(row.folded)
            named = rows.findings_of(session, notice_id)
            said = [each.line for each in rows.entries(session, {row.entry for row, _ in named})]
            entries = {
                entry.line.id: (entry.line, account)
                for entry, account in rows.entries_of(session, notice_id)
            }
        return NoticePage(
            notice=notice,
            names=names(self.database, viewer.district),
            findings=_named(named, said),
            steps=_steps(notice, entries),
        )


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
    named: Iterable[tuple[NoticeFindingRow, FindingRow | None]], said: Iterable[Line]
) -> tuple[NamedFinding, ...]:
    """The findings a notice names, each with the text that its writer saw."""
    texts = {line.id: str(getattr(kinds.read(line).private, "text", "")) for line in said}
    return tuple(
        NamedFinding(row.visit, texts.get(row.entry, ""), Standing(row.standing), finding)
        for row, finding in named
    )


def _steps(notice: Notice, entries: dict[str, tuple[Line, str]]) -> tuple[NoticeStep, ...]:
    """The notice's entries in the order in which they count."""
    ignored = {each.entry: each.reason for each in notice.ignored}
    found = []
    for line in in_order(line for line, _ in entries.values()):
        kind = KINDS.get(line.header.kind)
        private = kinds.read(line).private
        found.append(
            NoticeStep(
                entry=line.id,
                word=kind.word if kind else line.header.kind,
                account=entries[line.id][1],
                at=line.header.at,
                text=str(getattr(private, "reason", "")),
                ignored=ignored.get(line.id),
            )
        )
    return tuple(found)
