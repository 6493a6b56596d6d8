"""Runs, medians and spread; two things compared are measured in turn, in the same run."""

import statistics
from collections.abc import Callable, Mapping
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


def compared(name: str, unit: str, ours: Measure, others: Mapping[str, Measure]) -> list[Figure]:
    """Ours and the others in turn, and ours over each other of the same run."""
    runs = [(ours(), *(measure() for measure in others.values())) for _ in range(RUNS)]
    first, *rest = zip(*runs, strict=True)
    figures = [Figure(f"{name}: duji", unit, first)]
    for other, values in zip(others, rest, strict=True):
        ratios = tuple(one / two for one, two in zip(first, values, strict=True))
        figures.append(Figure(f"{name}: {other}", unit, values))
        figures.append(Figure(f"{name}: duji / {other}", "×", ratios))
    return figures


def repeated(name: str, unit: str, measure: Measure) -> Figure:
    """The same measurement five times."""
    return Figure(name, unit, tuple(measure() for _ in range(RUNS)))
