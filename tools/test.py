"""Set up what is needed, then every gate and every test: `python -m tools.test [--here]`.

`--here` uses the interpreter that runs this instead of `.venv` and sets nothing up. With
DUJI_NOTHING_SKIPPED=1 a skipped test is a failed one. All gates run even when one fails; the
last lines say which, and repeat the tests' own summary and the reason of each rerun.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tools.environment import SetUpError, guarded
from tools.front_end import is_fetched
from tools.gates import IMPORT_RULES, Gate, conclude, module, run_gate, run_side_by_side
from tools.setup import TO_TEST, set_up

# One more than there are cores, since tests also wait: for disks, for browsers, for other
# processes. Whole files go to one process each, so that what a file's tests share is made once.
WORKERS = str((os.cpu_count() or 1) + 1)
SIDE_BY_SIDE = ("-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
COVERED = ("--cov", "--cov-report=term")
DOMAIN_COVERAGE = ("report", "--include=domain/*", "--fail-under=100")
QUICK = (
    # Every process of the tests would else compile all of them for itself.
    Gate("all tests can be read", module("pytest", "-q", "--collect-only")),
    Gate("mypy", module("mypy")),
    Gate("ruff check", module("ruff", "check", ".")),
    Gate("ruff format", module("ruff", "format", "--check", ".")),
    Gate("import rules", ("-c", IMPORT_RULES)),
    Gate("dependencies", module("deptry", ".")),
)
GATES = (
    Gate("tests", module("pytest", "-q", *SIDE_BY_SIDE, *COVERED, "--durations=10")),
    Gate("coverage of domain", module("coverage", *DOMAIN_COVERAGE)),
)


def main() -> int:
    """0 when every gate holds, else 1."""
    if "--here" in sys.argv[1:]:
        python = Path(sys.executable)
        if not is_fetched():
            raise SetUpError("the front-end files are missing; run `python -m tools.front_end`.")
    else:
        python = set_up(TO_TEST)
    quick = run_side_by_side(python, QUICK)
    return conclude([*quick, *(run_gate(python, gate) for gate in GATES)])


if __name__ == "__main__":
    raise SystemExit(guarded(main))
