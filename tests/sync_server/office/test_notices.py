"""What a notice rests on: what changed meanwhile, what was put right, and who may."""

from dataclasses import replace

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.office.notice import NoticeFinding
from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.findings.numbers import UnnumberedNotice
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.notices import NoticeCommands
from tests.builders.notices import PRIVATE, a_draft, notice_commands, numbers, visits
from tests.builders.server import (
    Ledger,
    Phone,
    version_of,
)


@pytest.fixture
def commands(ledger: Ledger) -> NoticeCommands:
    return notice_commands(ledger)


def test_a_visit_that_changed_meanwhile_is_a_conflict(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    first, second = visits(ledger, phone)
    draft = a_draft(ledger, first, second)
    phone.pen.write(VisitAmended(), ReasonPrivate(reason="补充"), subject=second)
    phone.push(ledger.committer)
    with pytest.raises(Conflict) as refused:
        commands.issue("zhou.min", draft, PRIVATE)
    assert refused.value.specific_code == "changed_meanwhile"
    assert numbers(ledger) == []


def test_what_changes_between_reading_and_the_lock_is_a_conflict_too(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    seen = NoticeFinding(
        visit=visit, finding_id="f1", entry=visit, version=version_of(ledger.database, visit)
    )
    phone.pen.write(VisitAmended(), subject=visit)
    phone.push(ledger.committer)
    body = UnnumberedNotice("school-1", (seen,), "2026-05-20", "2026-06-01")
    with pytest.raises(Conflict) as refused:
        ledger.committer.write("zhou.min", [OfficeEntry(body, PRIVATE)])
    assert refused.value.specific_code == "changed_meanwhile"
    stranger = replace(body, findings=(seen.model_copy(update={"visit": "0" * 64}),))
    with pytest.raises(Conflict):
        ledger.committer.write("zhou.min", [OfficeEntry(stranger, PRIVATE)])


def test_a_finding_that_was_put_right_gets_no_notice(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    (visit,) = visits(ledger, phone, 1)
    draft = a_draft(ledger, visit)
    again = phone.pen.open_visit("school-1")
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    last = phone.pen.write(seen, subject=again)
    phone.pen.write(VisitSubmitted(head=last.id), subject=again)
    phone.push(ledger.committer)
    with pytest.raises(Conflict) as refused:
        commands.issue("zhou.min", draft, PRIVATE)
    assert refused.value.specific_code == "finding_closed"


def test_only_the_districts_office_issues_about_its_units_findings(
    ledger: Ledger, phone: Phone, commands: NoticeCommands
):
    (visit,) = visits(ledger, phone, 1)
    draft = a_draft(ledger, visit)
    for account in ("qian.yi", "chen.jing", "nobody"):
        with pytest.raises(NotAllowed):
            commands.issue(account, draft, PRIVATE)
        with pytest.raises(NotAllowed):
            commands.state_last(account, 2026, 9, NEW)
    unknown = replace(draft.findings[0], visit="0" * 64)
    with pytest.raises(NotFound):
        commands.issue("zhou.min", replace(draft, findings=(unknown,)), PRIVATE)
    for wrong in (
        replace(draft, school_id="school-2"),
        replace(draft, findings=(replace(draft.findings[0], finding_id="f9"),)),
        replace(draft, findings=()),
    ):
        with pytest.raises(BadInput):
            commands.issue("zhou.min", wrong, PRIVATE)
    with pytest.raises(NotFound):
        commands.withdraw("zhou.min", "0" * 64, "0" * 64, "没有这份")
    assert numbers(ledger) == []
