"""What a unit's papers are at its door, and what it may do with them; whatever kind they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from domain import kinds
from domain.clock import Clock, local_date, parse_instant
from domain.errors import Conflict, NotFound
from domain.findings.course import Course
from domain.kinds.finding.reply import ReplyPhoto
from domain.kinds.paper.answering import PaperAnswered, PaperServed, ServedPrivate
from domain.kinds.paper.builder import AnsweredBy, Delivery, Paper, PaperState
from domain.kinds.piece import TextPrivate
from domain.trail.line import Line
from domain.words.values import label
from sync_server.data.engine import Database
from sync_server.data.findings.course import RaisedFinding, raised_findings
from sync_server.data.papers import papers as rows
from sync_server.data.tables import FindingRow, PaperFindingRow
from sync_server.door.entering import Unit
from sync_server.office.papers import PaperCommands, SeenPaper
from sync_server.projection.chain_book import SERVER_ACCOUNT

Named = tuple[PaperFindingRow, FindingRow | None]
Courses = Mapping[tuple[str, str], RaisedFinding]
NOT_HELD = "paper_not_held"
RECEIVED = "paper_received"


@dataclass(frozen=True, slots=True)
class DoorReply:
    """What a unit said of a finding: what it will do and did, or the office for it."""

    measures: str
    responsible: str
    due_on: str
    done: str
    is_done: bool
    told_by: str
    replied_on: str
    photos: tuple[ReplyPhoto, ...]


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """A finding that a paper is about: as it was issued, how it stands, and the unit's reply.

    ``is_there`` is False where it was taken back since. ``version`` is that of all that was said
    of it since it was raised.
    """

    visit: str
    finding_id: str
    text: str
    is_hazard: bool
    is_there: bool
    is_open: bool
    reply: DoorReply | None
    version: str

    @property
    def is_answered(self) -> bool:
        """Whether nothing is waited for: it was answered, or is not open any more."""
        return self.reply is not None or not self.is_open


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """Who signed for a paper, and when."""

    name: str
    at: str


@dataclass(frozen=True, slots=True)
class DoorPaper:
    """A paper that was issued to the unit, as it reads."""

    paper: str
    title: str
    number: str
    issued_on: str
    due_on: str
    text: str
    issuer: str
    receipt: PaperReceipt | None
    is_withdrawn: bool
    findings: Sequence[PaperFinding] = ()

    @property
    def answered(self) -> int:
        """How many of its findings wait for nothing."""
        return sum(each.is_answered for each in self.findings)

    def finding(self, visit: str, finding_id: str) -> PaperFinding:
        """The finding of this name; NotFound where the paper is about none such."""
        named = (each for each in self.findings if each.visit == visit)
        found = next((each for each in named if each.finding_id == finding_id), None)
        if found is None:
            raise NotFound("The paper is about no such finding.", finding=finding_id)
        return found


class DoorPapers(Protocol):
    """The papers of units: of which sort they are is for who stands behind this."""

    def of_unit(self, unit: Unit) -> Sequence[DoorPaper]:
        """What was issued to the unit, the newest first."""

    def paper(self, unit: Unit, paper: str) -> DoorPaper:
        """One of the unit's papers; NotFound for what is none of its own."""

    def sign_for(self, unit: Unit, paper: str, name: str) -> None:
        """The unit has the paper, says who signs; Conflict where it cannot be signed for now."""

    def answered(self, unit: Unit, paper: str) -> None:
        """Something of the paper was answered: once all of it is, so is the paper."""


@dataclass(frozen=True, slots=True)
class OfficePapersAtDoor:
    """The office's papers of seven kinds, once they are issued, as units find them."""

    commands: PaperCommands
    clock: Clock

    @property
    def _database(self) -> Database:
        return self.commands.office.database

    def of_unit(self, unit: Unit) -> Sequence[DoorPaper]:
        """As `DoorPapers` says."""
        with self._database.session() as session:
            found = rows.papers_of_school(session, unit.district, unit.school_id)
            named = {row.paper: rows.findings_of(session, row.paper) for row in found}
            courses = raised_findings(session.connection(), _visits(*named.values()))
        papers = ((row, Paper.model_validate_json(row.folded)) for row in found)
        return [
            _paper(paper, named[row.paper], courses, {})
            for row, paper in papers
            if paper.issue is not None
        ]

    def paper(self, unit: Unit, paper: str) -> DoorPaper:
        """As `DoorPapers` says."""
        found = self._own(unit, paper)
        with self._database.session() as session:
            named = rows.findings_of(session, paper)
            said = [each.line for each in rows.entries(session, {each.entry for each, _ in named})]
            courses = raised_findings(session.connection(), _visits(named))
        return _paper(found, named, courses, _texts(said))

    def sign_for(self, unit: Unit, paper: str, name: str) -> None:
        """As `DoorPapers` says."""
        found = self._own(unit, paper)
        if found.voiding is not None:
            raise Conflict("The paper does not hold.", code=NOT_HELD)
        if found.service is not None:
            raise Conflict("Somebody has signed already.", code=RECEIVED)
        today = local_date(self.clock()).isoformat()
        body = PaperServed(delivery=Delivery.AT_THE_DOOR, served_on=today)
        seen = SeenPaper(paper, found.version)
        self._of(unit).serve(SERVER_ACCOUNT, seen, body, ServedPrivate(signed_by=name))

    def answered(self, unit: Unit, paper: str) -> None:
        """As `DoorPapers` says."""
        found, shown = self._own(unit, paper), self.paper(unit, paper)
        if found.state is not PaperState.SERVED or shown.answered < len(shown.findings):
            return
        today = local_date(self.clock()).isoformat()
        body = PaperAnswered(answered_on=today, answered_by=AnsweredBy.UNIT)
        seen = SeenPaper(paper, found.version)
        self._of(unit).answer(SERVER_ACCOUNT, seen, body, TextPrivate())

    def _own(self, unit: Unit, paper: str) -> Paper:
        """The unit's own paper, once it is issued; NotFound for any other."""
        with self._database.session() as session:
            row = rows.paper(session, paper)
        found = Paper.model_validate_json(row.folded) if row else None
        if found is None or (found.district, found.school_id) != (unit.district, unit.school_id):
            raise NotFound("The unit has no such paper.", code="no_paper", paper=paper)
        if found.issue is None:
            raise NotFound("The paper is not issued.", code="no_paper", paper=paper)
        return found

    def _of(self, unit: Unit) -> PaperCommands:
        """What is written for the unit is written in its district."""
        office = replace(self.commands.office, district=unit.district)
        return replace(self.commands, office=office)


def _texts(said: Iterable[Line]) -> dict[str, str]:
    """What findings were as their papers' writers saw them, by the entry that says so."""
    return {line.id: str(getattr(kinds.read(line).private, "text", "")) for line in said}


def _visits(*papers: Iterable[Named]) -> list[str]:
    """The visits that raised what these papers name."""
    return sorted({each.visit for named in papers for each, _ in named})


def _paper(
    paper: Paper, named: Iterable[Named], courses: Courses, texts: Mapping[str, str]
) -> DoorPaper:
    issue, service = paper.issue, paper.service
    return DoorPaper(
        paper=paper.paper_id,
        title=paper.title or label(paper.paper_kind),
        number=issue.number if issue else "",
        issued_on=issue.issued_on if issue else "",
        due_on=paper.due_on or "",
        text=paper.requirement,
        issuer=issue.signer if issue else "",
        receipt=PaperReceipt(service.signed_by, service.stamp.at) if service else None,
        is_withdrawn=paper.voiding is not None,
        findings=[_finding(each, courses, texts) for each in named],
    )


def _finding(each: Named, courses: Courses, texts: Mapping[str, str]) -> PaperFinding:
    named, row = each
    raised = courses.get((named.visit, named.finding_id))
    return PaperFinding(
        visit=named.visit,
        finding_id=named.finding_id,
        text=texts.get(named.entry, row.text if row else ""),
        is_hazard=bool(row and row.is_hazard),
        is_there=row is not None,
        is_open=bool(row and row.is_open),
        reply=_reply(raised.course) if raised and raised.course else None,
        version=raised.version if raised else "",
    )


def _reply(course: Course) -> DoorReply | None:
    """What was said; None before anything was."""
    measure, reply = course.measure, course.reply
    if measure is None and reply is None:
        return None
    said = reply or measure
    responsible = [each.responsible for each in (measure, reply) if each and each.responsible]
    told = local_date(parse_instant(said.stamp.at)).isoformat() if said else ""
    return DoorReply(
        measures=measure.text if measure else "",
        responsible=next(iter(responsible), ""),
        due_on=measure.due_on if measure else "",
        done=reply.text if reply else "",
        is_done=bool(reply and reply.is_done),
        told_by=reply.told_by if reply else "",
        replied_on=reply.replied_on if reply else told,
        photos=reply.photos if reply else (),
    )
