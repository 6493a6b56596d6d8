"""Whether a year's coefficients, and a school's own figures, are what a standard asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.indicators.figure import BY_FIGURE, INDICATORS, Figure, Stage
from domain.indicators.sharing import counts, provisions, pupils_in, rates
from domain.indicators.standard import Threshold
from domain.indicators.variation import Variation, variation
from domain.kinds.register.indicator import IndicatorSet

PER = {each.figure: each.per for each in INDICATORS}


class Trend(StrEnum):
    """How a coefficient stands beside last year's."""

    LOWER = "lower"
    SAME = "same"
    HIGHER = "higher"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a year in one stage, and last year's; None where it cannot be counted."""

    figure: Figure
    now: Variation | None
    before: Variation | None

    @property
    def trend(self) -> Trend:
        """Whether it has come down since last year."""
        if self.now is None or self.before is None:
            return Trend.UNKNOWN
        change = self.now.coefficient - self.before.coefficient
        if change == 0:
            return Trend.SAME
        return Trend.LOWER if change < 0 else Trend.HIGHER

    def passes(self, limit: Decimal) -> bool | None:
        """Whether it is not above the limit; None where it cannot be counted."""
        return None if self.now is None else self.now.coefficient <= limit


Year = Mapping[Figure, Measured]


def measure(
    stated: Sequence[IndicatorSet], last: Sequence[IndicatorSet], stage: Stage
) -> dict[Figure, Measured]:
    """Each indicator of the stage, from what is stated of this year's schools and last year's."""
    return {
        each: Measured(
            each,
            variation(provisions(stated, each, stage)),
            variation(provisions(last, each, stage)),
        )
        for each in BY_FIGURE
    }


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean coefficient of a standard's indicators; ``missing`` cannot be counted."""

    now: Decimal | None
    before: Decimal | None
    missing: tuple[Figure, ...]

    def passes(self, threshold: Threshold) -> bool | None:
        """Whether it is not above the limit; None while an indicator is missing."""
        if self.missing or self.now is None:
            return None
        return self.now <= threshold.limit


def mean_of(year: Year, threshold: Threshold) -> Mean:
    """The mean over what of the standard's indicators can be counted."""
    measured = [year[each] for each in threshold.figures]
    missing = tuple(each.figure for each in measured if each.now is None)
    return Mean(
        _mean([each.now for each in measured]), _mean([each.before for each in measured]), missing
    )


def _mean(found: Sequence[Variation | None]) -> Decimal | None:
    known = [each.coefficient for each in found if each is not None]
    return sum(known, Decimal()) / len(known) if known else None


class Reached(StrEnum):
    """Whether a school has what a standard asks of each school."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class SchoolJudged:
    """What a school has of each indicator, and which of the standard's it does not reach."""

    stated: IndicatorSet
    rates: Mapping[Figure, Decimal]
    lacking: tuple[Figure, ...]
    unknown: tuple[Figure, ...]
    reached: Reached


def judge_school(stated: IndicatorSet, stage: Stage, threshold: Threshold) -> SchoolJudged:
    """Whether the school reaches all but so many, and those to the part that is asked of them."""
    found = rates(stated, stage, PER)
    needs = threshold.needs
    lacking = tuple(each for each in needs if each in found and found[each] < needs[each])
    unknown = tuple(each for each in needs if each not in found)
    is_near = all(found[each] >= needs[each] * threshold.at_least for each in lacking)
    if len(lacking) > threshold.may_lack or not is_near:
        reached = Reached.NOT_REACHED
    else:
        reached = Reached.INCOMPLETE if unknown else Reached.REACHED
    return SchoolJudged(stated, found, lacking, unknown, reached)


def judge_schools(
    stated: Sequence[IndicatorSet], stage: Stage, threshold: Threshold
) -> list[SchoolJudged]:
    """Each school that counts for the stage."""
    own = (each for each in stated if counts(each) and pupils_in(each, stage))
    return [judge_school(each, stage, threshold) for each in own]
