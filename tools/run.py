"""Set up what is needed, then start the demo: `python -m tools.run [options of duji demo]`."""

from __future__ import annotations

import sys

from tools.environment import guarded
from tools.setup import TO_RUN, hand_over, set_up


def main() -> int:
    """`duji demo` with the given options; it prints its addresses and accounts itself."""
    python = set_up(TO_RUN)
    duji = python.with_name("duji.exe" if sys.platform == "win32" else "duji")
    return hand_over([duji, "demo", *sys.argv[1:]])


if __name__ == "__main__":
    raise SystemExit(guarded(main))
