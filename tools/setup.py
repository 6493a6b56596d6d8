"""Set up what running (or, with --dev, testing) needs: `python -m tools.setup [--dev]`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.environment import ROOT, SetUpError, make_environment, say
from tools.front_end import fetch_front_end

TO_RUN = ("server", "assets")
TO_TEST = (*TO_RUN, "dev")


def set_up(extras: Sequence[str]) -> Path:
    """The interpreter of a ready environment, with the front-end files in place."""
    python = make_environment(extras)
    fetch_front_end(python)
    return python


def hand_over(words: Sequence[object]) -> int:
    """Run these words in the project's folder until they end; their exit status.

    On POSIX this process becomes them, so that a signal meant for one reaches the other.
    """
    os.environ["PYTHONUTF8"] = "1"
    os.chdir(ROOT)
    command = [str(word) for word in words]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606
    return subprocess.run(command, check=False).returncode


def guarded(act: Callable[[], int]) -> int:
    """The exit status of `act`; a SetUpError becomes one line and status 1."""
    try:
        return act()
    except SetUpError as error:
        print(f"Set-up: {error}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130


def main() -> int:
    """Set up, and say where the interpreter is."""
    python = set_up(TO_TEST if "--dev" in sys.argv[1:] else TO_RUN)
    say(f"Set-up: ready ({python.relative_to(ROOT)})")
    return 0


if __name__ == "__main__":
    raise SystemExit(guarded(main))
