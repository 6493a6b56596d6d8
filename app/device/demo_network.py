"""A network that a demonstration can cut. Only the demo has one; no phone does."""

from dataclasses import dataclass


@dataclass
class DemoNetwork:
    """Whether the demonstration plays that there is no network."""

    is_cut: bool = False
