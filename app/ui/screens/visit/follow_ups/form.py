"""The form of a look: the conclusion, and by when what is not put right has to be."""

from typing import TYPE_CHECKING

from app.ui.screens.visit.findings.form import PROPOSED, Proposals
from app.ui.widgets.form import Values
from app.ui.widgets.model_form import ModelForm, Shape
from domain.findings.urgency import due_on
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.follow_up import Conclusion, FollowUp, FollowUpPrivate, FollowUpRecorded
from domain.wire.workbook import WorkbookFinding

if TYPE_CHECKING:
    from app.visits.records import VisitView


def new_days(view: "VisitView", finding: WorkbookFinding | None, rule: RectifyDays) -> Proposals:
    """The day to propose where the finding is not put right, by the rule from the visit's day."""
    known = finding.model_dump(mode="json", include={"severity", "is_hazard"}) if finding else {}
    given = due_on(finding) if finding else None
    return Proposals(view.assessment.visit_on, rule, about=known, given=given)


def is_short(values: Values) -> bool:
    """Whether the form says that something is still to be done."""
    return values.get("conclusion") not in (None, "", Conclusion.RECTIFIED.value)


def new_due(values: Values, proposals: Proposals) -> str | None:
    """The new day as the form stands: chosen, proposed, or none."""
    if not is_short(values):
        return None
    due = values.get("due_on", PROPOSED)
    return proposals.due_on(values) if due == PROPOSED else due or None


def form_of(proposals: Proposals) -> ModelForm:
    """The form of a look at a finding."""

    def shown_due(seen: FollowUp) -> Values:
        is_right = seen.conclusion is Conclusion.RECTIFIED
        is_proposed = is_right or seen.due_on == proposals.due_on({})
        return {"due_on": PROPOSED if is_proposed else seen.due_on}

    return ModelForm(
        models=(FollowUpRecorded, FollowUpPrivate),
        without=frozenset({"finding_id", "finding_visit"}),
        shapes={"due_on": Shape(shown_due, lambda values: new_due(values, proposals))},
    )
