"""What a problem's form proposes, and how it holds the day that the rule proposes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.ui.widgets.form import Values
from app.ui.widgets.model_form import ModelForm, Shape
from domain.findings.deadline import next_due, proposed_due
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import (
    Category,
    Finding,
    FindingPrivate,
    FindingRaised,
    OwnerUnit,
    Severity,
)
from domain.visit.alike_text import alikeness
from domain.wire.workbook import WorkbookFinding

if TYPE_CHECKING:
    from app.visits.records import VisitView

PROPOSED = "proposed"
"""Stands in the form for the day that the rule proposes, whatever the severity becomes."""
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the form proposes: by the rule for the deadline, and who may be responsible.

    Only the deadline stands filled in, and says whose rule it is; people are there to tap.
    ``about`` is what is known of a problem that is looked at again, and ``given`` the day that
    its unit was given before.
    """

    found_on: date
    rule: RectifyDays
    responsible: tuple[str, ...] = ()
    about: Values | None = None
    given: str | None = None

    @classmethod
    def of(cls, view: "VisitView", rule: RectifyDays) -> "Proposals":
        """The proposals for a problem found on the visit."""
        return cls(view.assessment.visit_on, rule, view.likely_responsible)

    def due_on(self, values: Values) -> str:
        """The day the rule proposes for what the form says."""
        said = values if self.about is None else self.about
        severity, is_hazard = severity_in(said), bool(said.get("is_hazard"))
        day = proposed_due(self.found_on, self.rule, severity, is_hazard=is_hazard)
        return next_due(day, self.given).isoformat()

    def after(self, days: int) -> str:
        """The day so many days after it was found."""
        return (self.found_on + timedelta(days=days)).isoformat()

    @property
    def days(self) -> list[int]:
        """The numbers of days the rule knows, to tap."""
        return sorted(set(self.rule.model_dump().values()))


def severity_in(values: Values) -> Severity:
    """How bad the form says it is."""
    return Severity(values.get("severity") or Severity.GENERAL)


def category_in(values: Values) -> Category | None:
    """What the form says it is about; None while nobody has said it."""
    category = values.get("category")
    return Category(category) if category else None


def fresh_values(item_id: str | None, remark: str) -> Values:
    """The form of a new problem; the remark to its item, on top of it, is how one begins."""
    return {
        "severity": Severity.GENERAL.value,
        "item_id": item_id,
        "due_on": PROPOSED,
        "owner": OwnerUnit.SCHOOL.value,
        "text": remark,
    }


def due_in(values: Values, proposals: Proposals) -> str | None:
    """By when, as the form stands: chosen, proposed, or not at all."""
    if values.get("is_fixed_on_spot"):
        return None
    due = values.get("due_on")
    return proposals.due_on(values) if due == PROPOSED else due or None


def owner_name_in(values: Values) -> str:
    """Which unit has to put it right, where it is not the school's own."""
    is_other = values.get("owner") not in (None, OwnerUnit.SCHOOL.value)
    return str(values.get("owner_name") or "").strip() if is_other else ""


def form_of(proposals: Proposals, begun: Values | None = None) -> ModelForm:
    """The form of a problem; only its words say anything by themselves."""

    def shown_due(finding: Finding) -> Values:
        rule = proposals.due_on(finding.model_dump(include={"severity", "is_hazard"}))
        is_proposed = finding.is_fixed_on_spot or finding.due_on == rule
        return {"due_on": PROPOSED if is_proposed else finding.due_on}

    return ModelForm(
        models=(FindingRaised, FindingPrivate),
        without=frozenset({"finding_id"}),
        silent=frozenset({*FindingRaised.model_fields, "responsible"}),
        shapes={
            "due_on": Shape(shown_due, lambda values: due_in(values, proposals)),
            "owner_name": Shape(lambda part: {"owner_name": part.owner_name}, owner_name_in),
        },
        begun=begun,
    )


def offered(values: Values, earlier: tuple[WorkbookFinding, ...]) -> list[WorkbookFinding]:
    """Earlier problems of the same category, the most alike first, then the newest."""
    text = str(values.get("text") or "")
    same = [each for each in earlier if each.category is category_in(values)]
    same.sort(key=lambda each: each.raised_on, reverse=True)
    same.sort(key=lambda each: alikeness(text, each.text), reverse=True)
    return same[:MOST_OFFERED]
