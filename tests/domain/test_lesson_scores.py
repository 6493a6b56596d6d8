"""What the points of a lesson come to, and what they suggest."""

import pytest

from domain.kinds.visit.lesson import LessonScore, Rating
from domain.visit.lesson_scores import CRITERIA, proposed_rating, total


def scored(*points: float) -> tuple[LessonScore, ...]:
    """The default criteria with these points."""
    pairs = zip(CRITERIA, points, strict=False)
    return tuple(LessonScore(criterion=name, points=each) for name, each in pairs)


def test_points_are_summed_with_what_there_was_to_give():
    assert total(scored(18, 17.5)) == (35.5, 40)
    assert total(()) == (0, 0)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((17, 17, 17, 17, 17), Rating.EXCELLENT),
        ((17, 17, 17, 17, 16.5), Rating.GOOD),
        ((15, 15, 15, 15, 15), Rating.GOOD),
        ((12, 12, 12, 12, 12), Rating.FAIR),
        ((12, 12, 12, 12, 11.5), Rating.POOR),
        ((0, 0, 0, 0, 0), Rating.POOR),
        ((20, 20, 20, 20), None),
        ((), None),
    ],
)
def test_rating_is_proposed_once_every_criterion_has_points(points, expected):
    assert proposed_rating(scored(*points)) is expected
