"""Where a finding stands on its way to being put right, and how urgent looking again is (2-02)."""

from datetime import date, timedelta
from enum import StrEnum

from domain.findings.state import FindingState
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
    """By when the unit has to put it right: as the office decided last, else as proposed."""
    return finding.deadline or finding.due_on


def urgency(finding: WorkbookFinding, today: date) -> Urgency:
    """How urgent it is to look again, on a local day.

    The unit says it is put right and nobody has looked since: reported; a late answer stops its
    clock too. Past its day: overdue. Due within a week: soon.
    """
    if not finding.awaits_look:
        return Urgency.DONE
    if finding.state is FindingState.REPLIED:
        return Urgency.REPORTED
    day = due_on(finding)
    if day is not None and day < today.isoformat():
        return Urgency.OVERDUE
    if day is not None and day <= (today + timedelta(days=SOON_DAYS)).isoformat():
        return Urgency.SOON
    return Urgency.LATER
