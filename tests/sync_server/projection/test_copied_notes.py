"""A note that mostly stands in an earlier visit is flagged, and only the later one."""

from sqlalchemy import text

from domain.clock import format_instant
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.record import NoteSection, VisitNoted
from sync_server.projection.rebuild import rebuild
from tests.builders.sample_ledger import NOTE
from tests.builders.server import Ledger, Phone
from tests.builders.trail import MAY_14, an_author

OTHER = "五年级两个班的作业分层布置得相当细致，教研组长每周抽查并在组内通报结果。"
RECORD = VisitNoted(section=NoteSection.RECORD)


def write_note(phone: Phone, visit: str, words: str) -> None:
    phone.pen.write(RECORD, TextPrivate(text=words), subject=visit)


def a_visit(phone: Phone, words: str, *, is_submitted: bool = True) -> str:
    visit = phone.pen.open_visit("school-1")
    write_note(phone, visit, words)
    if is_submitted:
        phone.pen.write(VisitSubmitted(head=phone.pen.head.id or ""), subject=visit)
    return visit


def amend(phone: Phone, visit: str, words: str) -> None:
    phone.pen.write(VisitAmended(), ReasonPrivate(reason="重写"), subject=visit)
    write_note(phone, visit, words)
    phone.pen.write(VisitSubmitted(head=phone.pen.head.id or ""), subject=visit)


def copied(ledger: Ledger) -> set[str]:
    """The visits flagged for a copied note; and that a rebuild would say the same."""
    assert rebuild(ledger.database) == {}
    with ledger.database.reading() as transaction:
        query = text("SELECT visit FROM visit_flag WHERE code = 'copied_text'")
        return {row.visit for row in transaction.tables.execute(query)}


def test_second_to_write_it_is_flagged_whoever_writes(ledger: Ledger, phone: Phone):
    a_visit(phone, NOTE)
    phone.push(ledger.committer)
    other = Phone(an_author("wu.hao")).enrol(ledger.committer)
    second = a_visit(other, f"{NOTE} 其余正常。")
    other.push(ledger.committer)
    assert copied(ledger) == {second}


def test_own_earlier_version_is_no_copy(ledger: Ledger, phone: Phone):
    visit = a_visit(phone, NOTE)
    amend(phone, visit, f"{NOTE}已反馈。")
    phone.push(ledger.committer)
    assert copied(ledger) == set()


def test_same_words_in_two_sections_of_a_visit_are_no_copy(ledger: Ledger, phone: Phone):
    visit = a_visit(phone, NOTE, is_submitted=False)
    feedback = VisitNoted(section=NoteSection.FEEDBACK)
    phone.pen.write(feedback, TextPrivate(text=NOTE), subject=visit)
    phone.pen.write(VisitSubmitted(head=phone.pen.head.id or ""), subject=visit)
    phone.push(ledger.committer)
    assert copied(ledger) == set()


def test_draft_is_nobodys_source_and_never_flagged(ledger: Ledger, phone: Phone):
    a_visit(phone, NOTE, is_submitted=False)
    a_visit(phone, NOTE, is_submitted=False)
    phone.push(ledger.committer)
    assert copied(ledger) == set()


def test_earlier_visit_that_is_submitted_late_is_still_the_first(ledger: Ledger, phone: Phone):
    first = a_visit(phone, NOTE, is_submitted=False)
    second = a_visit(phone, NOTE)
    phone.push(ledger.committer)
    assert copied(ledger) == set()
    phone.pen.write(VisitSubmitted(head=first), subject=first)
    phone.push(ledger.committer)
    assert copied(ledger) == {second}


def test_rewriting_the_first_clears_the_second(ledger: Ledger, phone: Phone):
    first = a_visit(phone, NOTE)
    second = a_visit(phone, NOTE)
    phone.push(ledger.committer)
    assert copied(ledger) == {second}
    amend(phone, first, OTHER)
    phone.push(ledger.committer)
    assert copied(ledger) == set()


def test_flag_names_the_visit_it_is_like(ledger: Ledger, phone: Phone):
    first = a_visit(phone, NOTE)
    second = a_visit(phone, NOTE)
    phone.push(ledger.committer)
    with ledger.database.reading() as transaction:
        query = text("SELECT assessed FROM visit WHERE visit = :visit")
        assessed = transaction.tables.execute(query, {"visit": second}).scalar_one()
    assert f'"other_visit":"{first}"' in assessed
    assert format_instant(MAY_14)[:10] in assessed
