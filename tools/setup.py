"""Set up what running (or, with --dev, testing) needs: `python -m tools.setup [--dev]`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.environment import (
    ROOT,
    guarded,
    install_project,
    make_environment,
    pip_install,
    say,
)
from tools.front_end import FONT_TOOLS, fetch, is_fetched, npm

TO_RUN = frozenset({"server"})
TO_TEST = TO_RUN | {"dev"}


def set_up(extras: frozenset[str]) -> Path:
    """The interpreter of a ready environment, with the front-end files in place.

    The font is cut while the packages install: together they are most of the first time's wait.
    """
    python = make_environment()
    if is_fetched():
        install_project(python, extras)
        return python
    pip_install(python, *FONT_TOOLS)
    npm_words = npm(python)
    with ThreadPoolExecutor(1) as aside:
        front_end = aside.submit(fetch, python, npm_words)
        install_project(python, extras)
        front_end.result()
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


def main() -> int:
    """Set up, and say where the interpreter is."""
    python = set_up(TO_TEST if "--dev" in sys.argv[1:] else TO_RUN)
    say(f"Set-up: ready ({python.relative_to(ROOT)})")
    return 0


if __name__ == "__main__":
    raise SystemExit(guarded(main))
