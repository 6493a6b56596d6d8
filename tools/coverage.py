"""Adds up which lines and branches the tests reached: `python -m tools.coverage FOLDER`.

The folder holds what each process of the tests wrote (tests/fixtures/coverage.py). Names every
file with something missing. Fails unless `domain` is reached whole and everything together to
`OF_ALL` percent, lines and branches counted alike.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import slipcover

from tools.environment import say
from tools.marks import SOURCES

# What never runs: declarations for the type checker, bodies of protocols.
EXCLUDED = (r"@overload", r"\.\.\.$")
OF_ALL = 97.0


def added_up(folder: Path) -> dict[str, Any]:
    """What all processes reached together, as slipcover writes it; ValueError when none wrote."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise ValueError(f"{folder} holds no coverage: no process of the tests wrote any.")
    # It counts what nobody imported as not reached.
    together = slipcover.Slipcover(branch=True, source=[*SOURCES], exclude_also=[*EXCLUDED])
    for each in files:
        for name, found in json.loads(each.read_bytes())["files"].items():
            file = str(Path(name).absolute())
            lines, branches = found["executed_lines"], {*map(tuple, found["executed_branches"])}
            together.code_lines[file].update(lines, found["missing_lines"])
            together.code_branches[file].update(branches, map(tuple, found["missing_branches"]))
            together.all_seen[file].update(lines, branches)
    return dict(together.get_coverage())


def shortfalls(coverage: dict[str, Any]) -> list[str]:
    """What is short of its bound, a sentence each; empty when nothing is."""
    short = [
        f"{file} belongs to domain and is not reached whole."
        for file, reached in coverage["files"].items()
        if file.startswith("domain/") and (reached["missing_lines"] or reached["missing_branches"])
    ]
    percent = coverage["summary"]["percent_covered"]
    if percent < OF_ALL:
        short.append(f"All together {percent:.2f} % are reached, not {OF_ALL:g} %.")
    return short


def main() -> int:
    """0 when both bounds hold, else 1."""
    coverage = added_up(Path(sys.argv[1]))
    slipcover.print_coverage(coverage, skip_covered=True)
    short = shortfalls(coverage)
    for sentence in short:
        say(sentence)
    say(f"{coverage['summary']['percent_covered']:.2f} % reached")
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
