"""The gates of the test command: all run, what fails says why, and one that fails fails all."""

import sys
from pathlib import Path

import pytest

from tools.gates import Gate, conclude, run_side_by_side

PYTHON = Path(sys.executable)
HOLDS = Gate("holds", ("-c", "print('one'); print('two'); print('well')"))
FAILS = Gate("fails", ("-c", "print('why'); print('where'); print('end'); raise SystemExit(3)"))


def test_gates_side_by_side_all_run_and_only_what_fails_is_shown_whole(
    capsys: pytest.CaptureFixture[str],
):
    verdicts = run_side_by_side(PYTHON, [FAILS, HOLDS])
    assert capsys.readouterr().out.split("\n") == [
        "=== fails",
        "why",
        "where",
        "end",
        "=== holds",
        "well",
        "",
    ]
    assert [(each.name, each.status) for each in verdicts] == [("fails", 3), ("holds", 0)]
    assert conclude(verdicts) == 1
    assert conclude(verdicts[1:]) == 0
