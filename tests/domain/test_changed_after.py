"""What was changed on a visit after its approval, by the order of its entries."""

from domain.kinds.author import Role
from domain.kinds.piece import Body, ReasonPrivate, TextPrivate
from domain.kinds.visit.course import VisitAmended, VisitRedated, VisitSubmitted
from domain.kinds.visit.review import VisitApproved, VisitReturned
from domain.review.changed_after import changes_after_approval
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded


class Scene:
    """A visit handed in, and the office's pen."""

    def __init__(self) -> None:
        self.pen = Pen()
        self.office = Pen(an_author("wu.gang", Role.SUPERVISOR), lines=self.pen.lines)
        self.visit_id = self.pen.open_visit()
        self.submit()

    def submit(self) -> None:
        head = self.pen.head.id or ""
        self.pen.write(VisitSubmitted(head=head), subject=self.visit_id)

    def amend(self) -> None:
        self.pen.write(VisitAmended(), ReasonPrivate(reason="补充"), subject=self.visit_id)
        self.submit()

    def review(self, body: type[VisitApproved | VisitReturned], version: str = "") -> None:
        seen = body(version=version or self.visit.version)
        self.office.write(seen, TextPrivate(text="看过"), subject=self.visit_id)

    def write(self, body: Body) -> None:
        self.office.write(body, ReasonPrivate(reason="写错"), subject=self.visit_id)

    @property
    def visit(self) -> Visit:
        return folded(self.visit_id, self.pen.lines, self.pen.author, self.office.author)

    @property
    def changes(self) -> int:
        return changes_after_approval(self.visit, self.pen.lines)


def test_what_was_changed_before_the_approval_is_not_told() -> None:
    scene = Scene()
    assert scene.changes == 0
    scene.amend()
    assert scene.changes == 0
    scene.review(VisitApproved)
    assert scene.changes == 0


def test_every_change_after_the_first_approval_is_told_whatever_came_of_it() -> None:
    scene = Scene()
    scene.review(VisitApproved)
    scene.amend()
    assert scene.changes == 1
    scene.review(VisitApproved)
    assert scene.changes == 1
    scene.amend()
    assert scene.changes == 2


def test_a_date_that_was_set_right_afterwards_is_a_change() -> None:
    scene = Scene()
    scene.review(VisitApproved)
    scene.write(VisitRedated(visit_on="2026-05-13", version=scene.visit.version))
    assert scene.visit.redating is not None
    assert scene.changes == 1


def test_an_approval_that_had_not_seen_all_and_a_return_are_none() -> None:
    scene = Scene()
    seen = scene.visit.version
    scene.amend()
    scene.review(VisitApproved, seen)
    scene.review(VisitReturned)
    scene.amend()
    assert scene.visit.reviews[0].is_stale
    assert scene.changes == 0
