"""What the tables say of papers and references, whatever else is written on them."""

from domain.kinds.office.series import SeriesSet
from domain.kinds.paper.issuing import PaperVoided
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingRaised
from sync_server.projection.rebuild import rebuild
from tests.builders.issuing import numbers, rows, visits
from tests.builders.sample_ledger import follow_up, issue_paper, record_visit
from tests.builders.server import (
    Ledger,
    Phone,
)
from tests.builders.trail import an_author


def test_a_finding_that_is_changed_or_taken_back_later_shows_on_the_paper(
    ledger: Ledger, phone: Phone
):
    first, second = visits(ledger, phone)
    paper = issue_paper(ledger, "school-1", first, second)
    again = FindingRaised(finding_id="f1", category=Category.HYGIENE)
    for visit, body in (
        (first, again),
        (second, again.model_copy(update={"is_withdrawn": True})),
    ):
        phone.pen.write(VisitAmended(), subject=visit)
        last = phone.pen.write(body, subject=visit)
        phone.pen.write(VisitSubmitted(head=last.id), subject=visit)
    phone.push(ledger.committer)
    found = rows(ledger, "SELECT visit, standing FROM paper_finding WHERE paper = :n", n=paper)
    assert {(row.visit, row.standing) for row in found} == {(first, "changed"), (second, "gone")}
    assert rebuild(ledger.database) == {}


def test_references_are_kept_before_what_they_name_is_here(ledger: Ledger, phone: Phone):
    colleague = Phone(an_author("wu.hao")).enrol(ledger.committer)
    visit = record_visit(phone, "school-1")
    look = follow_up(colleague, visit)
    colleague.push(ledger.committer)
    (found,) = rows(ledger, "SELECT subject, kind, referrer FROM reference")
    assert tuple(found) == (visit, "follow_up.recorded", look)
    phone.push(ledger.committer)
    assert rebuild(ledger.database) == {}


def test_entries_of_foreign_kinds_on_a_subject_leave_the_tables_true(ledger: Ledger, phone: Phone):
    (visit,) = visits(ledger, phone, 1)
    paper = issue_paper(ledger, "school-1", visit)
    for body, subject in (
        (PaperVoided(), visit),
        (SeriesSet(series="rectification-2026", last=5), visit),
        (VisitAmended(), paper),
        (PaperVoided(), "0" * 64),
    ):
        phone.pen.write(body, subject=subject, saw=subject)
    phone.push(ledger.committer)
    assert rebuild(ledger.database) == {}


def test_one_paper_is_about_findings_of_several_visits(ledger: Ledger, phone: Phone):
    first, second = visits(ledger, phone)
    paper = issue_paper(ledger, "school-1", first, second)
    found = rows(ledger, "SELECT visit, standing FROM paper_finding WHERE paper = :n", n=paper)
    assert {(row.visit, row.standing) for row in found} == {
        (first, "as_seen"),
        (second, "as_seen"),
    }
    assert numbers(ledger) == ["万教督整〔2026〕1号"]
    assert rebuild(ledger.database) == {}
