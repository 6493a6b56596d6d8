"""Set up what is needed, then every gate and every test: `python -m tools.test [--here]`.

`--here` uses the interpreter that runs this instead of `.venv` and sets nothing up. With
DUJI_NOTHING_SKIPPED=1 a skipped test is a failed one. All gates run even when one fails; the
last lines say which, and repeat the tests' own summary and the reason of each rerun.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.environment import SetUpError, guarded
from tools.front_end import is_fetched
from tools.gates import (
    IMPORT_RULES,
    Gate,
    Verdict,
    conclude,
    module,
    run_gate,
    run_side_by_side,
)
from tools.setup import TO_TEST, set_up

# One more than there are cores, since tests also wait: for disks, for browsers, for other
# processes. Whole files go to one process each, so that what a file's tests share is made once.
WORKERS = str((os.cpu_count() or 1) + 1)
SIDE_BY_SIDE = ("-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder")
QUICK = (
    # Every process of the tests would else compile all of them for itself,
    Gate("all tests can be read", module("pytest", "-q", "--collect-only")),
    # and mark all of the product.
    Gate("coverage is prepared", module("tools.marks")),
    Gate("mypy", module("mypy")),
    Gate("ruff check", module("ruff", "check", ".")),
    Gate("ruff format", module("ruff", "format", "--check", ".")),
    Gate("import rules", ("-c", IMPORT_RULES)),
    Gate("dependencies", module("deptry", ".")),
)
IN_MEMORY, ROOM = Path("/dev/shm"), 3 * 1024**3  # noqa: S108 - a folder of our own is made in it


def tests_and_coverage(python: Path) -> list[Verdict]:
    """All tests of the gate, and what they reached."""
    with scratch() as environment, tempfile.TemporaryDirectory(prefix="duji-coverage-") as reached:
        watched = {**environment, "DUJI_COVERAGE": reached}
        words = module("pytest", "-q", *SIDE_BY_SIDE, "--durations=10")
        return [
            run_gate(python, Gate("tests", words, watched)),
            run_gate(python, Gate("coverage", module("tools.coverage", reached))),
        ]


@contextmanager
def scratch() -> Iterator[Mapping[str, str]]:
    """The environment with which the tests' files lie in memory, where there is room for them.

    They wait for the disk some ten thousand times, a third of their time. `make soak` is played
    on the disk.
    """
    if not IN_MEMORY.is_dir() or shutil.disk_usage(IN_MEMORY).free < ROOM:
        yield {}
        return
    with tempfile.TemporaryDirectory(
        prefix="duji-tests-", dir=IN_MEMORY, ignore_cleanup_errors=True
    ) as folder:
        # PostgreSQL, which runs as another account, has a folder in it.
        Path(folder).chmod(0o755)
        yield {"TMPDIR": folder}


def main() -> int:
    """0 when every gate holds, else 1."""
    if "--here" in sys.argv[1:]:
        python = Path(sys.executable)
        if not is_fetched():
            raise SetUpError("the front-end files are missing; run `python -m tools.front_end`.")
    else:
        python = set_up(TO_TEST)
    return conclude([*run_side_by_side(python, QUICK), *tests_and_coverage(python)])


if __name__ == "__main__":
    raise SystemExit(guarded(main))
