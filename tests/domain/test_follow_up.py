"""How urgent it is to look again at a finding (2-02)."""

from datetime import date

import pytest

from domain.findings.state import FindingState
from domain.findings.urgency import Urgency, due_on, urgency
from domain.kinds.visit.follow_up import Conclusion
from domain.wire.workbook import WorkbookFinding, WorkbookFollowUp, WorkbookReply
from tests.builders.register import a_finding

TODAY = date(2026, 5, 14)
DONE = WorkbookReply(replied_on="2026-05-12", is_done=True)


def seen(on: str, conclusion: Conclusion = Conclusion.PARTLY) -> WorkbookFollowUp:
    return WorkbookFollowUp(followed_up_on=on, conclusion=conclusion, by_name="陈静")


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (a_finding(due_on=None), Urgency.LATER),
        (a_finding(due_on="2026-05-22"), Urgency.LATER),
        (a_finding(due_on="2026-05-21"), Urgency.SOON),
        (a_finding(due_on="2026-05-14"), Urgency.SOON),
        (a_finding(due_on="2026-05-13"), Urgency.OVERDUE),
        (a_finding(due_on="2026-05-13", reply=DONE), Urgency.REPORTED),
        (a_finding(due_on="2026-06-30", reply=DONE), Urgency.REPORTED),
        (a_finding(due_on=None, reply=DONE, follow_up=seen("2026-05-11")), Urgency.REPORTED),
        (a_finding(due_on=None, reply=DONE, follow_up=seen("2026-05-12")), Urgency.LATER),
        (a_finding(due_on=None, reply=DONE.model_copy(update={"is_done": False})), Urgency.LATER),
        (a_finding(due_on="2026-05-01", is_fixed_on_spot=True), Urgency.DONE),
    ],
)
def test_urgency_follows_the_days_and_the_reply(
    finding: WorkbookFinding, expected: Urgency
) -> None:
    assert urgency(finding, TODAY) is expected


def test_the_office_sets_the_day() -> None:
    finding = a_finding(due_on="2026-06-30", deadline="2026-05-10")
    assert due_on(finding) == "2026-05-10"
    assert urgency(finding, TODAY) is Urgency.OVERDUE


def test_what_was_found_put_right_waits_for_no_other_look() -> None:
    finding = a_finding(due_on="2026-05-01", follow_up=seen("2026-05-12", Conclusion.RECTIFIED))
    assert (finding.state, urgency(finding, TODAY)) == (FindingState.CHECKED, Urgency.DONE)
