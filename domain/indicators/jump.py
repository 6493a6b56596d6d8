"""Figures that are so far from last year's that somebody must say why."""

from dataclasses import dataclass
from decimal import Decimal

from domain.indicators.figure import Figure
from domain.kinds.register.indicator import IndicatorSet

LARGEST_CHANGE = Decimal("0.30")
"""By which part of last year's a figure may change before it is asked about."""
PUPILS = ("primary_pupils", "junior_pupils", "senior_pupils")


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure of a school that changed more than that: ``field`` is its name in the entry."""

    field: str
    before: Decimal
    after: Decimal

    @property
    def title(self) -> str:
        """What the office calls the figure."""
        return IndicatorSet.model_fields[self.field].title or self.field

    @property
    def words(self) -> str:
        """The change in words."""
        way = "增加" if self.after > self.before else "减少"
        share = ""
        if self.before:
            share = f" {abs(self.after - self.before) * 100 / self.before:.0f}%"
        return f"{self.title}比上年{way}{share}（{_plain(self.before)} → {_plain(self.after)}）"


def jumps(last: IndicatorSet | None, now: IndicatorSet) -> list[Jump]:
    """The figures that are more than 30 % away from last year's; none without a last year.

    A figure that is new or that fell away is none: it has nothing to stand beside.
    """
    if last is None:
        return []
    found = []
    for name in (*PUPILS, *(each.value for each in Figure)):
        before, after = getattr(last, name), getattr(now, name)
        if before is None or after is None:
            continue
        was, is_ = Decimal(repr(before)), Decimal(repr(after))
        if abs(is_ - was) > was * LARGEST_CHANGE:
            found.append(Jump(name, was, is_))
    return found


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
