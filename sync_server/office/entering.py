"""Findings that no visit raised: the office enters them as it has them from elsewhere."""

from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, NotAllowed, NotFound
from domain.findings.course import Course
from domain.findings.deadline import proposed_due
from domain.ids import uuid7
from domain.kinds.finding.entering import MOST_PHOTOS, EnteredPrivate, FindingEntered
from domain.kinds.kept_file import KeptFile
from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.trail.receipt import Leaf
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.data.rectification import finding_called
from sync_server.data.tables import FindingCourseRow
from sync_server.files.attachments import attachment
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.office.findings import DESK

OF_VISITS = frozenset({Source.ROUTINE, Source.CAMPAIGN})
"""What a visit raises itself: no finding is entered beside it."""


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A finding as the office has it; without ``due_on`` its day follows the district's rule."""

    school_id: str
    raised_on: date
    source: Source
    category: Category
    text: str
    severity: Severity = Severity.GENERAL
    is_hazard: bool = False
    owner: OwnerUnit = OwnerUnit.SCHOOL
    owner_name: str = ""
    place: str = ""
    suggestion: str = ""
    responsible: str = ""
    due_on: date | None = None
    photos: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingEntering:
    """Enters findings. NotAllowed for a role that does not do this, BadInput beside a field."""

    office: Office

    def enter(self, account: str, new: NewFinding) -> Leaf:
        """Enter one finding at a unit of the account's district."""
        author = self.office.author(account)
        if author.role not in DESK:
            raise NotAllowed("This account's role does not do this.", account=account)
        rules = self._checked(author.district, new)
        hazard = new.is_hazard
        due = new.due_on or proposed_due(new.raised_on, rules, new.severity, is_hazard=hazard)
        body = FindingEntered(
            finding_id=uuid7(),
            school_id=new.school_id,
            raised_on=new.raised_on.isoformat(),
            source=new.source,
            category=new.category,
            severity=new.severity,
            is_hazard=hazard,
            owner=new.owner,
            due_on=due.isoformat(),
            photos=new.photos,
        )
        private = EnteredPrivate(
            text=new.text.strip(),
            suggestion=new.suggestion,
            place=new.place,
            responsible=new.responsible,
            owner_name=new.owner_name,
        )
        (leaf,) = self.office.write(account, [OfficeEntry(body, private)])
        return leaf

    def keep_photo(self, name: str, content: bytes) -> KeptFile:
        """Keep a photo's content, and how an entry names it; as ``attachment`` refuses it."""
        file = attachment(name, content)
        self.office.database.write(lambda found: keep_file(found.ledger, file.sha256, content))
        return file

    def photo(self, viewer: Viewer, subject: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A photo of a finding of the viewer's district with its content; NotFound without one."""
        viewer.require_papers()
        with self.office.database.session() as session:
            row = finding_called(session, subject, viewer.district)
            kept = session.get(FindingCourseRow, subject) if row else None
            entered = Course.model_validate_json(kept.folded).entered if kept else None
            named = entered.body.photos if entered else ()
            found = next((each for each in named if each.sha256 == sha256), None)
            content = file_content(session.connection(), sha256) if found else None
        if found is None or content is None:
            raise NotFound("There is no such photo.", finding=subject, sha256=sha256)
        return found, content

    def _checked(self, district: str, new: NewFinding) -> RectifyDays:
        """The district's days for findings; BadInput for what cannot be."""
        with self.office.database.session() as session:
            unit = register.school(session, district, new.school_id)
            row = register.district(session, district)
        if unit is None:
            raise BadInput("请选本区县的单位。", code="school_id")
        if new.source in OF_VISITS:
            raise BadInput("督导发现的问题由督学在督导里记，这里选其他来源。", code="source")
        if not new.text.strip():
            raise BadInput("请写明问题。", code="text")
        if new.raised_on > date.fromisoformat(self.office.committer.today()):
            raise BadInput("发现日期不能晚于今天。", code="raised_on")
        if len(new.photos) > MOST_PHOTOS:
            raise BadInput(f"一条问题最多放 {MOST_PHOTOS} 张照片。", code="photos")
        if new.due_on is not None and new.due_on < new.raised_on:
            raise BadInput("整改期限早于发现日期，请核对。", code="due_on")
        return DistrictSet.model_validate_json(row.rules).rectify_days if row else RectifyDays()
