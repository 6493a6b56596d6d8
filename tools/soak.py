"""Set up what is needed, then what takes long for its depth: `python -m tools.soak`.

The long form of the tests that try examples, race or wander, and all looks of the day in a
browser; somebody who taps anywhere for five minutes; and the tests of `make test` on every other
Python the project runs on that is found on this machine, each in an environment of its own. All
of it runs even when a part fails; the last lines say which.
"""

from __future__ import annotations

import time
from pathlib import Path

from tools.environment import (
    NEWEST_MINOR,
    OLDEST,
    guarded,
    install_project,
    interpreter,
    make_environment,
    say,
    version_of,
    versioned_environment,
)
from tools.gates import Gate, Verdict, conclude, module, run_gate
from tools.setup import TO_TEST, set_up
from tools.test import SIDE_BY_SIDE

TAPPING_S = 300
TAPPING = "tests/app/ui/test_random_tapping.py"
LONG = {"DUJI_SOAK": "1", "DUJI_ALL_LOOKS": "1"}
DEEP = "hypothesis or slow or soak or browser"
LONG_FORMS = Gate(
    "long forms",
    module("pytest", "-q", *SIDE_BY_SIDE, "-m", DEEP, "--ignore", TAPPING, "--timeout=0"),
    LONG,
)
WALKS = Gate("tapping", module("pytest", "-q", TAPPING), {"DUJI_TAPPING": "20"})


def tapping(python: Path) -> list[Verdict]:
    """Walks of somebody who taps anywhere, other ones each time, until five minutes are over."""
    verdicts, end = [], time.monotonic() + TAPPING_S
    while time.monotonic() < end:
        verdicts.append(run_gate(python, WALKS))
    return verdicts


def on_other_pythons(own: Path) -> list[Verdict]:
    """The tests of `make test` on each other version that is found; the rest is named."""
    verdicts = []
    for minor in range(OLDEST[1], NEWEST_MINOR + 1):
        version, name = (OLDEST[0], minor), f"Python {OLDEST[0]}.{minor}"
        if version == version_of(own):
            continue
        base = interpreter(version)
        if base is None:
            say(f"=== {name} is not on this machine; its tests are left out")
            continue
        python = make_environment(versioned_environment(version), base)
        install_project(python, TO_TEST)
        verdicts.append(run_gate(python, Gate(name, module("pytest", "-q", *SIDE_BY_SIDE))))
    return verdicts


def main() -> int:
    """0 when all of it holds, else 1."""
    python = set_up(TO_TEST)
    long_forms = run_gate(python, LONG_FORMS)
    return conclude([long_forms, *tapping(python), *on_other_pythons(python)])


if __name__ == "__main__":
    raise SystemExit(guarded(main))
