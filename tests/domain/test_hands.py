"""Who goes on with a visit when somebody has two phones."""

import pytest

from domain.kinds.author import Author
from domain.kinds.visit.course import VisitTakenOver
from domain.visit.custody import Hand, hand_of
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded

MINE, OTHER = an_author(), an_author()
WANG = an_author("wang.fang")
AUTHORS = {author.chain: author for author in (MINE, OTHER, WANG)}


def a_visit(*successors: str) -> Visit:
    """A visit begun on the first phone and taken over by these."""
    pen = Pen(MINE)
    visit_id = pen.open_visit()
    for successor in successors:
        pen.write(VisitTakenOver(successor=successor), subject=visit_id)
    return folded(visit_id, pen.lines, MINE)


@pytest.mark.parametrize(
    ("successors", "seen_from", "expected"),
    [
        ((), MINE, Hand.HERE),
        ((), OTHER, Hand.NEVER_HERE),
        ((), WANG, Hand.OTHER_PERSON),
        ((OTHER.chain,), MINE, Hand.OTHER_PHONE),
        ((OTHER.chain,), OTHER, Hand.HERE),
        ((OTHER.chain, MINE.chain), MINE, Hand.HERE),
        ((OTHER.chain, MINE.chain), OTHER, Hand.OTHER_PHONE),
        (("wang.fang",), MINE, Hand.OTHER_PERSON),
        (("wang.fang",), WANG, Hand.HERE),
        (("chen.jing",), OTHER, Hand.HERE),
        (("00000000-0000-7000-8000-000000000000",), MINE, Hand.OTHER_PERSON),
    ],
)
def test_visit_is_in_the_hand_that_took_it_last(
    successors: tuple[str, ...], seen_from: Author, expected: Hand
) -> None:
    visit = a_visit(*successors)
    assert hand_of(visit, seen_from.chain, seen_from.account, AUTHORS) is expected
