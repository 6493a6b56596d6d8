"""Findings that no visit raised: the office enters them as it has them from elsewhere."""

from dataclasses import dataclass
from datetime import date

from domain.errors import BadInput, NotAllowed
from domain.findings.deadline import proposed_due
from domain.ids import uuid7
from domain.kinds.finding.entering import EnteredPrivate, FindingEntered
from domain.kinds.register.district import DistrictSet, RectifyDays
from domain.kinds.visit.finding import Category, OwnerUnit, Severity, Source
from domain.trail.receipt import Leaf
from sync_server.data import register
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
        if new.due_on is not None and new.due_on < new.raised_on:
            raise BadInput("整改期限早于发现日期，请核对。", code="due_on")
        return DistrictSet.model_validate_json(row.rules).rectify_days if row else RectifyDays()
