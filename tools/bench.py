"""Set up what is needed, then measure: `python -m tools.bench [options of tests.benchmarks]`."""

from __future__ import annotations

import sys

from tools.environment import guarded
from tools.setup import TO_TEST, hand_over, set_up


def main() -> int:
    """The benchmarks, which print medians and spreads."""
    return hand_over([set_up(TO_TEST), "-m", "tests.benchmarks", *sys.argv[1:]])


if __name__ == "__main__":
    raise SystemExit(guarded(main))
