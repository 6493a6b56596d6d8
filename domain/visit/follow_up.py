"""Where a finding stands on its way to being put right, and how urgent looking again is (2-02)."""

from datetime import date, timedelta
from enum import StrEnum

from domain.visit.finding_state import FindingState
from domain.wire.workbook import WorkbookFinding

SOON_DAYS = 7


class Urgency(StrEnum):
    """How urgent a follow-up is, the most urgent first."""

    OVERDUE = "overdue"
    REPORTED = "reported"
    SOON = "soon"
    LATER = "later"
    DONE = "done"


URGENT = (Urgency.OVERDUE, Urgency.REPORTED, Urgency.SOON)


def due_on(finding: WorkbookFinding) -> str | None:
    """By when the school has to put it right: the notice's day, else the one proposed."""
    return finding.notice.due_on if finding.notice else finding.due_on


def urgency(finding: WorkbookFinding, today: date) -> Urgency:
    """How urgent it is to look again, on a local day.

    Past its day: overdue. The school says it is put right and nobody has looked since: reported.
    Due within a week: soon.
    """
    if not finding.is_open:
        return Urgency.DONE
    day = due_on(finding)
    if day is not None and day < today.isoformat():
        return Urgency.OVERDUE
    if finding.state is FindingState.REPLIED:
        return Urgency.REPORTED
    if day is not None and day <= (today + timedelta(days=SOON_DAYS)).isoformat():
        return Urgency.SOON
    return Urgency.LATER
