"""Which schools count for a stage, and which part of what they have is that stage's."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from domain.indicators.figure import Figure, Stage
from domain.indicators.variation import DIGITS, Provision
from domain.kinds.register.indicator import IndicatorSet
from domain.register.school_kind import SchoolKind

SMALL_TEACHING_POINT = 50
MEASURED = frozenset(
    {
        SchoolKind.PRIMARY,
        SchoolKind.JUNIOR,
        SchoolKind.NINE_YEAR,
        SchoolKind.COMPLETE,
        SchoolKind.TWELVE_YEAR,
    }
)
"""The kinds of schools that are measured: not special schools, nor vocational ones."""
# A pupil of a higher stage needs more: 九年制 1:1.1, 完中 1:1.2, 十二年一贯 1:1.1:1.32.
_NEEDS = (Decimal("1"), Decimal("1.1"), Decimal("1.32"))


def counts(stated: IndicatorSet) -> bool:
    """Whether what is stated of a school counts: 教学点 of fewer than 50 pupils do not."""
    return not (stated.is_teaching_point and sum(_pupils(stated)) < SMALL_TEACHING_POINT)


def pupils_in(stated: IndicatorSet, stage: Stage) -> int:
    """How many pupils of the stage the school has."""
    return stated.primary_pupils if stage is Stage.PRIMARY else stated.junior_pupils


def amount_of(stated: IndicatorSet, figure: Figure, stage: Stage) -> Decimal | None:
    """What of the school's figure is the stage's; None where the figure is not known."""
    value = getattr(stated, figure.value)
    if value is None:
        return None
    with localcontext(prec=DIGITS):
        weights = [need * each for need, each in zip(_NEEDS, _pupils(stated), strict=True)]
        own, whole = weights[0 if stage is Stage.PRIMARY else 1], sum(weights, Decimal())
        amount = Decimal(repr(value))
        return amount if own == whole else amount * own / whole


def provisions(stated: Sequence[IndicatorSet], figure: Figure, stage: Stage) -> list[Provision]:
    """What the schools that count for the stage have of a figure."""
    return [
        Provision(each.school_id, Decimal(pupils), amount_of(each, figure, stage))
        for each in stated
        if counts(each) and (pupils := pupils_in(each, stage))
    ]


def rates(stated: IndicatorSet, stage: Stage, per: Mapping[Figure, int]) -> dict[Figure, Decimal]:
    """The school's figures for so many pupils each; those that are not known are left out."""
    pupils = pupils_in(stated, stage)
    if not pupils:
        return {}
    with localcontext(prec=DIGITS):
        return {
            figure: amount * many / pupils
            for figure, many in per.items()
            if (amount := amount_of(stated, figure, stage)) is not None
        }


def _pupils(stated: IndicatorSet) -> tuple[int, int, int]:
    return stated.primary_pupils, stated.junior_pupils, stated.senior_pupils
