"""Runs, medians and spread; two things compared are measured in turn, in the same run."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 5

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity over the runs, in its unit."""

    name: str
    unit: str
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return statistics.median(self.values)

    def line(self) -> str:
        """The figure as one line of the report."""
        low, high = min(self.values), max(self.values)
        return f"{self.name:<58} {self.median:>10.2f} {self.unit:<8} ({low:.2f} … {high:.2f})"


def repeated(name: str, unit: str, measure: Measure) -> Figure:
    """The same measurement five times."""
    return Figure(name, unit, tuple(measure() for _ in range(RUNS)))
