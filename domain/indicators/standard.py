"""The state's standards of balance: which indicators, how uneven they may be, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.indicators.figure import Figure, Stage, Standard
from domain.kinds.register.balance_rule import BalanceRuleSet

BASIC_SOURCE = "《县域义务教育均衡发展督导评估暂行办法》（教督〔2012〕3号）"
HIGH_SOURCE = "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a standard asks of a stage from a year on.

    No coefficient may exceed ``limit``; where ``is_mean``, the mean of all of them may not.
    ``needs`` is what a school must have for so many pupils as the indicator says; all but
    ``may_lack`` of these must be reached, and each of the rest up to ``at_least`` of it.
    """

    standard: Standard
    stage: Stage
    from_year: int
    limit: Decimal
    source: str
    figures: tuple[Figure, ...]
    is_mean: bool = False
    needs: Mapping[Figure, Decimal] = field(default_factory=dict)
    may_lack: int = 1
    at_least: Decimal = Decimal("0.85")


_BASIC = (
    Figure.ROOMS,
    Figure.SPORTS,
    Figure.EQUIPMENT,
    Figure.COMPUTERS,
    Figure.BOOKS,
    Figure.TEACHERS,
    Figure.QUALIFIED,
    Figure.TITLED,
)
_HIGH = (
    Figure.QUALIFIED,
    Figure.LEADING,
    Figure.ARTS,
    Figure.ROOMS,
    Figure.SPORTS,
    Figure.EQUIPMENT,
    Figure.MULTIMEDIA,
)


def _needs(*values: str) -> dict[Figure, Decimal]:
    return dict(zip(_HIGH, map(Decimal, values), strict=True))


def _basic(stage: Stage, limit: str) -> Threshold:
    return Threshold(
        Standard.BASIC, stage, 2012, Decimal(limit), BASIC_SOURCE, _BASIC, is_mean=True
    )


def _high(stage: Stage, limit: str, needs: Mapping[Figure, Decimal]) -> Threshold:
    return Threshold(Standard.HIGH, stage, 2017, Decimal(limit), HIGH_SOURCE, _HIGH, needs=needs)


THRESHOLDS = (
    _basic(Stage.PRIMARY, "0.65"),
    _basic(Stage.JUNIOR, "0.55"),
    _high(Stage.PRIMARY, "0.50", _needs("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3")),
    _high(Stage.JUNIOR, "0.45", _needs("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4")),
)


def own_threshold(rule: BalanceRuleSet) -> Threshold:
    """What a district's own rule asks: the state's newest of that stage, with what it changes."""
    state = max(
        (each for each in THRESHOLDS if (each.standard, each.stage) == (rule.standard, rule.stage)),
        key=lambda each: each.from_year,
    )
    own = {each.figure: Decimal(str(each.amount)) for each in rule.needs}
    return replace(
        state,
        from_year=rule.from_year,
        limit=Decimal(str(rule.limit)),
        source=rule.source,
        needs={figure: own.get(figure, amount) for figure, amount in state.needs.items()},
    )


def threshold_of(
    standard: Standard, stage: Stage, year: int, among: Iterable[Threshold] = THRESHOLDS
) -> Threshold | None:
    """What the standard asks of the stage in that year: its newest word; None before its first.

    Of two from one year it is the one that stands first ``among`` them.
    """
    found = [
        each
        for each in among
        if (each.standard, each.stage) == (standard, stage) and each.from_year <= year
    ]
    return max(found, key=lambda each: each.from_year, default=None)
