"""The project's own Python environment, `.venv`: made once, remade when what it holds changes.

`make soak` keeps one beside it for each other version of Python, `.venv-3.12` and so on.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, TOO_NEW = (3, 11), (3, 14)
NEWEST_MINOR = TOO_NEW[1] - 1
VENV = ROOT / ".venv"


class SetUpError(Exception):
    """Set-up cannot go on; the message says what to do, in one line."""


def say(line: str) -> None:
    """Print one line at once, also into a pipe."""
    print(line, flush=True)


def run(what: str, command: Iterable[object]) -> None:
    """Run a command in the project's folder; SetUpError naming `what` when it fails."""
    words = [str(word) for word in command]
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    status = subprocess.run(words, cwd=ROOT, env=environment, check=False).returncode
    if status:
        raise SetUpError(f"{what} failed (exit status {status}); the lines above say why.")


def digest_of(names: Iterable[str], *more: str) -> str:
    """A SHA-256 over the named files of the project and over `more`; changes when any does."""
    digest = hashlib.sha256()
    for piece in (*((ROOT / name).read_bytes() for name in names), *(m.encode() for m in more)):
        digest.update(hashlib.sha256(piece).digest())
    return digest.hexdigest()


def is_stamped(stamp: Path, digest: str) -> bool:
    """Whether the step that left this stamp ran on the same inputs."""
    return stamp.is_file() and stamp.read_text("utf-8") == digest


def venv_python(venv: Path = VENV) -> Path:
    """Where a virtual environment keeps its interpreter, on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_of(python: Path) -> Path:
    """The virtual environment whose interpreter this is."""
    return python.parent.parent


def base_python() -> str:
    """An interpreter of a version the project runs on: this one, else one found on PATH."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return sys.executable
    for minor in range(NEWEST_MINOR, OLDEST[1] - 1, -1):
        found = interpreter((OLDEST[0], minor))
        if found:
            return found
    raise SetUpError(
        f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}. "
        "Install one from https://www.python.org/downloads/ or your system's packages."
    )


def interpreter(version: tuple[int, int]) -> str | None:
    """An interpreter of this very version: on PATH, or kept by pyenv; None without."""
    name = f"python{version[0]}.{version[1]}"
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    kept = sorted(pyenv.glob(f"versions/{version[0]}.{version[1]}.*/bin/python"))
    found = [shutil.which(name), *map(str, reversed(kept))]
    # What is on PATH may be a stand-in of pyenv's for a version that is switched off.
    return next((each for each in found if each and version_of(each) == version), None)


def version_of(python: str | Path) -> tuple[int, int] | None:
    """The version an interpreter says it is; None where it does not start."""
    words = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(told[0]), int(told[1])


def versioned_environment(version: tuple[int, int]) -> Path:
    """Where the environment for another version of Python is kept."""
    return ROOT / f".venv-{version[0]}.{version[1]}"


def make_environment(venv: Path = VENV, base: str | None = None) -> Path:
    """The interpreter of `.venv`, which is made where it is missing or was moved here."""
    python = venv_python(venv)
    if not works(python):
        create(base or base_python(), venv)
    return python


def pip_install(python: Path, *wanted: str) -> None:
    """Install packages at their pinned versions; compiling them is left to their first use."""
    quiet = ("--quiet", "--quiet", "--no-compile")
    run("pip install", (python, "-m", "pip", "install", *quiet, "-c", "constraints.txt", *wanted))


def install_project(python: Path, extras: frozenset[str]) -> None:
    """Install the project, editable, with at least these extras; quick when nothing changed.

    A stamp per set of extras holds a hash of the files that name versions and of the folder's
    own path, since an environment does not survive being moved.
    """
    digest = digest_of(["pyproject.toml", "constraints.txt"], str(ROOT))
    venv = venv_of(python)
    for stamp in venv.glob("duji-*.stamp"):
        if extras <= set(stamp.stem.split("-")) and is_stamped(stamp, digest):
            return
    names = sorted(extras)
    say(f"Set-up: Python packages for {' and '.join(names)} (once, about half a minute) ...")
    pip_install(python, "--editable", f".[{','.join(names)}]")
    (venv / f"duji-{'-'.join(names)}.stamp").write_text(digest, "utf-8")


def works(python: Path) -> bool:
    """Whether this interpreter starts, has pip, and knows itself by its present path."""
    if not python.is_file():
        return False
    venv = venv_of(python)
    told = subprocess.run(
        [str(python), "-c", "import pip, sys; print(ascii(sys.prefix))"],
        capture_output=True,
        text=True,
        check=False,
    )
    is_itself = told.returncode == 0 and told.stdout.strip() == ascii(str(venv))
    return is_itself and (venv / "pyvenv.cfg").is_file()


def create(base: str, venv: Path) -> None:
    """Make an empty environment in place of what is there."""
    if venv.exists():
        shutil.rmtree(venv)
    say(f"Set-up: a Python environment in {venv.name} ...")
    made = subprocess.run([base, "-m", "venv", str(venv)], check=False).returncode
    if made:
        shutil.rmtree(venv, ignore_errors=True)
        raise SetUpError(
            "Python could not make a virtual environment; on Debian or Ubuntu install it with "
            "`apt install python3-venv`, then run this again."
        )


def guarded(act: Callable[[], int]) -> int:
    """The exit status of `act`; a SetUpError becomes one line and status 1."""
    try:
        return act()
    except SetUpError as error:
        print(f"Set-up: {error}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
