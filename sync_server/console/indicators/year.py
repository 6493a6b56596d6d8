"""One stage in one year, as its page and its files tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.indicators.figure import BY_FIGURE, Figure, Indicator, Stage, Standard
from domain.indicators.judging import (
    Mean,
    Measured,
    SchoolJudged,
    Trend,
    Year,
    judge_schools,
    mean_of,
    measure,
)
from domain.indicators.sharing import pupils_in
from domain.indicators.standard import THRESHOLDS, Threshold, own_threshold, threshold_of
from domain.kinds.register.indicator import IndicatorSet
from domain.words.values import label
from sync_server.console.form_fields import Options
from sync_server.console.guard import SignedIn
from sync_server.console.kinds.column import Chip
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.services import ConsoleServices
from sync_server.data.indicators import stated as reading
from sync_server.data.indicators.rules import own_rules
from sync_server.register.names import Names, names

TITLE = "校际差异系数"


class BalanceFilters(Filters):
    """Which year and stage is looked at; without a year, the newest that is stated."""

    home = "/balance"

    year: Annotated[str, Field(title="年度", pattern=r"^(\d{4})?$")] = ""
    stage: Annotated[Choice, Field(title="学段")] = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of the year, beside what is asked of it."""

    measured: Measured
    asked: Sequence[tuple[Threshold, bool]]

    @property
    def indicator(self) -> Indicator:
        """What it is."""
        return BY_FIGURE[self.measured.figure]

    @property
    def verdicts(self) -> list[Chip]:
        """By each of the standards whether it passes; empty for one that does not ask for it."""
        return [
            verdict(self.measured.passes(each.limit), each.limit) if is_asked else Chip("")
            for each, is_asked in self.asked
        ]

    @property
    def trend(self) -> Chip:
        """How it stands beside last year's."""
        return trend_chip(self.measured.trend)


@dataclass(frozen=True, slots=True)
class BalanceYear:
    """What is stated of a stage in a year and the year before, and what comes of it."""

    year: int
    stage: Stage
    years: Sequence[int]
    names: Names
    measured: Year
    thresholds: Sequence[Threshold]
    schools: Sequence[SchoolJudged]
    stated: Sequence[IndicatorSet]

    @classmethod
    def of(cls, services: ConsoleServices, user: SignedIn, wanted: BalanceFilters) -> "BalanceYear":
        """The year and stage that the address asks for; NotAllowed for whoever may not see it."""
        user.viewer.require_register()
        database, district = services.server.database, user.viewer.district
        known = names(database, district)
        with database.session() as session:
            years = reading.years(session, district)
            year = int(wanted.year) if wanted.year else (years or [services.server.clock().year])[0]
            stated = reading.stated_in(session, district, year)
            last = reading.stated_in(session, district, year - 1)
            among = (*map(own_threshold, own_rules(session, district)), *THRESHOLDS)
        stage = Stage.JUNIOR if wanted.stage == Stage.JUNIOR.value else Stage.PRIMARY
        found = (threshold_of(each, stage, year, among) for each in Standard)
        thresholds = [each for each in found if each is not None]
        order = {code: number for number, code in enumerate(known.schools)}
        stated.sort(key=lambda each: order.get(each.school_id, len(order)))
        high = next((each for each in thresholds if each.needs), None)
        schools = judge_schools(stated, stage, high) if high else []
        measured = measure(stated, last, stage)
        return cls(year, stage, years, known, measured, thresholds, schools, stated)

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"{self.year} 年{label(self.stage)}{TITLE}"

    @property
    def options(self) -> Options:
        """The years and stages to choose from."""
        years = sorted({*self.years, self.year}, reverse=True)
        first, *_ = self.years or [self.year]
        return {
            "year": {"" if each == first else str(each): f"{each} 年" for each in years},
            "stage": {"": label(Stage.PRIMARY), Stage.JUNIOR.value: label(Stage.JUNIOR)},
        }

    @property
    def lines(self) -> list[Line]:
        """The indicators in the order of the standards."""
        return [
            Line(each, [(asks, figure in asks.figures) for asks in self.thresholds])
            for figure, each in self.measured.items()
        ]

    @property
    def means(self) -> list[tuple[Threshold, Mean, Chip]]:
        """Of each standard that judges a mean: that mean, and whether it passes."""
        found = [(each, mean_of(self.measured, each)) for each in self.thresholds if each.is_mean]
        return [(each, mean, verdict(mean.passes(each), each.limit)) for each, mean in found]

    @property
    def needs(self) -> Mapping[Figure, Decimal]:
        """What a school must have of each indicator."""
        return next((each.needs for each in self.thresholds if each.needs), {})

    def pupils(self, stated: IndicatorSet) -> int:
        """How many pupils of the stage the school has."""
        return pupils_in(stated, self.stage)

    @property
    def left_out(self) -> list[str]:
        """The schools of the year that have no pupils of the stage that count."""
        counted = {each.stated.school_id for each in self.schools}
        has_pupils = (each for each in self.stated if pupils_in(each, self.stage))
        return [
            self.names.school(each.school_id)
            for each in has_pupils
            if each.school_id not in counted
        ]


def verdict(passes: bool | None, limit: Decimal) -> Chip:
    """Whether a coefficient is within its limit, said beside the limit."""
    if passes is None:
        return Chip(f"≤{limit} 数据不全")
    return (
        Chip(f"≤{limit} 达标", "chip-approved")
        if passes
        else Chip(f"≤{limit} 未达标", "chip-grave")
    )


def trend_chip(trend: Trend) -> Chip:
    """How a coefficient stands beside last year's."""
    looks = {Trend.LOWER: "chip-approved", Trend.HIGHER: "chip-grave", Trend.SAME: "chip-notice"}
    return Chip(label(trend), looks.get(trend, ""))
