"""Runs gates one after the other: each shows what it says and is timed, and none stops the rest."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools.environment import ROOT, say

# import-linter has no module entry of its own, so its function is called.
IMPORT_RULES = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
# What the last lines repeat of a run of tests: what was left out, and why a test began anew.
REPEATED = ("SKIPPED", "RERUN")


@dataclass(frozen=True)
class Gate:
    """One thing to hold: its name, the words after the interpreter, and its environment."""

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """How a gate ended: its exit status, its time, and what is worth repeating."""

    name: str
    status: int
    seconds: float
    summary: tuple[str, ...]


def module(name: str, *options: str) -> tuple[str, ...]:
    """The words that run a module of the environment."""
    return ("-m", name, *options)


def run_gate(python: Path, gate: Gate, show: Callable[[str], None] = say) -> Verdict:
    """Run one gate, showing its output as it comes."""
    show(f"=== {gate.name}")
    began = time.monotonic()
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **gate.environment}
    # The gates start some hundred interpreters, and each would compile everything for itself.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    lines = []
    with subprocess.Popen(
        [str(python), *gate.words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        assert running.stdout is not None  # noqa: S101 -- asked for above
        for line in running.stdout:
            lines.append(line.rstrip())
            show(line.rstrip())
    repeated = [line for line in lines if line.startswith(REPEATED)]
    if "pytest" in gate.words:
        repeated += lines[-1:] or ["no summary from pytest"]
    return Verdict(gate.name, running.returncode, time.monotonic() - began, tuple(repeated))


def run_side_by_side(python: Path, gates: Sequence[Gate]) -> list[Verdict]:
    """Run gates that take one core each at the same time.

    Shows all that one said which failed, and the last line of one that holds.
    """

    def run_quietly(gate: Gate) -> tuple[Verdict, list[str]]:
        said: list[str] = []
        return run_gate(python, gate, said.append), said

    verdicts = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for verdict, said in pool.map(run_quietly, gates):
            verdicts.append(verdict)
            for line in said if verdict.status else [*said[:1], *said[1:][-1:]]:
                say(line)
    return verdicts


def conclude(verdicts: list[Verdict]) -> int:
    """Say how every gate ended; 0 when all hold, else 1."""
    say("=== all gates")
    for each in verdicts:
        say(f"{'failed' if each.status else 'holds ':6} {each.name} ({each.seconds:.0f} s)")
    for each in verdicts:
        for line in each.summary:
            say(line)
    return 1 if any(each.status for each in verdicts) else 0
