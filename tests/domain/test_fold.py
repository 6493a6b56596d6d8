"""The fold: a visit's entries become the visit."""

from domain.entries.chain import Role
from domain.entries.review import VisitApproved
from domain.entries.visit import (
    Method,
    NoteSection,
    TextPrivate,
    VisitCounted,
    VisitNoted,
    VisitSubmitted,
)
from domain.visit import State
from tests.builders.trail import Pen, an_author, folded


def test_submitted_visit_holds_what_was_recorded() -> None:
    pen = Pen()
    visit_id = pen.open_visit(items=("a", "b", "c"))
    pen.write(VisitCounted(method=Method.LESSON_PLANS, quantity=4), visit=visit_id)
    pen.write(
        VisitNoted(section=NoteSection.RECORD), TextPrivate(text="课堂秩序良好"), visit=visit_id
    )
    pen.write(VisitSubmitted(head=pen.head.id or ""), visit=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.state is State.SUBMITTED
    assert visit.quantities == {Method.LESSON_PLANS: 4}
    assert visit.notes[NoteSection.RECORD].text == "课堂秩序良好"


def test_approval_of_the_seen_head_approves() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    last = pen.write(VisitSubmitted(head=visit_id), visit=visit_id)
    office = Pen(an_author("sup", Role.SUPERVISOR), lines=pen.lines)
    office.write(VisitApproved(head=last.id), visit=visit_id)
    visit = folded(visit_id, pen.lines, pen.author, office.author)
    assert visit.state is State.APPROVED
