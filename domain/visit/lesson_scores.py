"""The points of an observed lesson (评价项得分), and the 等级 they suggest."""

from collections.abc import Iterable

from domain.kinds.visit.lesson import LessonScore, Rating
from domain.typed_number import added

CRITERIA = ("goals", "content", "process", "pupils", "effect")
"""教学目标、教学内容、教学过程、学生参与、教学效果, where the district has no others."""
OUT_OF = 20.0

_FROM_SHARE = ((0.85, Rating.EXCELLENT), (0.75, Rating.GOOD), (0.6, Rating.FAIR))


def total(scores: Iterable[LessonScore]) -> tuple[float, float]:
    """The points given and the points there were to give."""
    given = tuple(scores)
    return added(*(each.points for each in given)), added(*(each.out_of for each in given))


def proposed_rating(scores: Iterable[LessonScore]) -> Rating | None:
    """What the points suggest, once every criterion has some; the inspector decides.

    From 85 % of the points 优, from 75 % 良, from 60 % 中, else 差.
    """
    given = tuple(scores)
    if not {each.criterion for each in given} >= set(CRITERIA):
        return None
    points, out_of = total(given)
    share = points / out_of
    return next((rating for least, rating in _FROM_SHARE if share >= least), Rating.POOR)
