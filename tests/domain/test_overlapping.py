"""Two visits overlap where somebody of each was there at one moment."""

from datetime import timedelta

import pytest

from domain.clock import parse_instant
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.place import VisitCheckedIn, VisitCheckedOut
from domain.review.overlapping import do_overlap, stay
from domain.visit.visit import Visit
from tests.builders.trail import Pen, folded


def a_visit(come: float, leave: float | None = None, submit: float | None = None) -> Visit:
    """A visit whose phone came and left so many minutes after a fixed moment."""
    pen = Pen()
    start = pen.at
    visit_id = pen.open_visit()
    for minutes, body in (
        (come, VisitCheckedIn()),
        (leave, VisitCheckedOut()),
        (submit, VisitSubmitted(head=visit_id)),
    ):
        if minutes is not None:
            pen.at = start + timedelta(minutes=minutes)
            pen.write(body, subject=visit_id)
    return folded(visit_id, pen.lines, pen.author)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ((0, 60), (30, 90), True),
        ((0, 60), (60, 90), True),
        ((0, 60), (61, 90), False),
        ((0, 90), (30, 40), True),
        ((0, None, 50), (40, 90), True),
        ((0, None, None), (10, 90), False),
        ((20, None, None), (10, 90), True),
        ((50, 20), (30, 40), False),
    ],
)
def test_they_overlap_where_both_were_there_at_one_moment(one, other, is_one) -> None:
    assert do_overlap(a_visit(*one), a_visit(*other)) == is_one
    assert do_overlap(a_visit(*other), a_visit(*one)) == is_one


def test_a_stay_lasts_from_the_check_in_and_never_ends_before_it() -> None:
    visit = a_visit(50, 20)
    assert stay(visit).came_at == stay(visit).left_at
    assert visit.check_in is not None
    assert stay(visit).came_at == parse_instant(visit.check_in.stamp.at)
