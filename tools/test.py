"""Set up what is needed, then every gate and every test: `python -m tools.test [--here]`.

`--here` uses the interpreter that runs this instead of `.venv` and sets nothing up. With
DUJI_NOTHING_SKIPPED=1 a skipped test is a failed one. All gates run even when one fails; the
last lines say which, and repeat the tests' own summary.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.environment import ROOT, SetUpError, guarded, say
from tools.front_end import is_fetched
from tools.setup import TO_TEST, set_up

DOMAIN_COVERAGE = ("coverage", "report", "--include=domain/*", "--fail-under=100")
COVERED = ("--cov", "--cov-report=term")
# Whole files go to one process each, so that what a file's tests share is made once.
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
GATES = (
    ("ruff check", ("ruff", "check", ".")),
    ("ruff format", ("ruff", "format", "--check", ".")),
    ("mypy", ("mypy",)),
    ("import rules", ("importlinter.cli",)),
    ("dependencies", ("deptry", ".")),
    ("tests", ("pytest", "-q", *SIDE_BY_SIDE, *COVERED, "--durations=10")),
    ("coverage of domain", DOMAIN_COVERAGE),
)


def words_of(python: Path, module: str, *options: str) -> list[str]:
    """The command that runs one tool of the environment.

    import-linter has no module entry of its own, so its function is called.
    """
    if module == "importlinter.cli":
        call = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
        return [str(python), "-c", call]
    return [str(python), "-m", module, *options]


def run_gate(python: Path, words: tuple[str, ...]) -> tuple[int, list[str]]:
    """Run one gate, showing its output as it comes; its exit status and its lines."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    lines = []
    with subprocess.Popen(
        words_of(python, *words),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as gate:
        assert gate.stdout is not None  # noqa: S101 -- asked for three lines above
        for line in gate.stdout:
            lines.append(line.rstrip())
            say(line.rstrip())
    return gate.returncode, lines


def main() -> int:
    """0 when every gate holds, else 1."""
    if "--here" in sys.argv[1:]:
        python = Path(sys.executable)
        if not is_fetched():
            raise SetUpError("the front-end files are missing; run `python -m tools.front_end`.")
    else:
        python = set_up(TO_TEST)
    verdicts, summary = [], ["no summary from pytest"]
    for name, words in GATES:
        say(f"=== {name}")
        began = time.monotonic()
        status, lines = run_gate(python, words)
        verdicts.append((name, status, time.monotonic() - began))
        if name == "tests":
            summary = [line for line in lines if line.startswith("SKIPPED")] + lines[-1:]
    say("=== all gates")
    for name, status, seconds in verdicts:
        say(f"{'failed' if status else 'holds ':6} {name} ({seconds:.0f} s)")
    for line in summary:
        say(line)
    return 1 if any(status for _, status, _ in verdicts) else 0


if __name__ == "__main__":
    raise SystemExit(guarded(main))
