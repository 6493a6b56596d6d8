"""What is committed: the tracked files of this checkout."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


# What set-up, runs and tests leave in a folder; the same as .gitignore, for a folder without git.
MADE_IN_ROOT = {"artifacts", "build", "data", "duji.egg-info", "node_modules"}
MADE_IN_ROOT |= {"package-lock.json", "storage"}


@cache
def committed_files() -> tuple[str, ...]:
    """Paths relative to the root, with forward slashes; deleted ones left out.

    In an unpacked archive, where there is no git to ask: every file that set-up did not make.
    """
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return tuple(name for name in every_file() if not is_made(name))
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode("utf-8").split("\0")
    return tuple(name for name in names if name and (ROOT / name).is_file())


def every_file() -> list[str]:
    """Every file under the root, but not in folders that begin with a dot (.ci apart)."""
    names = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [n.as_posix() for n in names if n.parts[0] == ".ci" or not n.parts[0].startswith(".")]


def is_made(name: str) -> bool:
    """Whether set-up, a run or a test made this file."""
    parts = name.split("/")
    return parts[0] in MADE_IN_ROOT or "vendor" in parts or name.endswith((".pyc", ".ttf"))


def committed_texts() -> dict[str, str]:
    """The text of every committed file that is text."""
    texts = {}
    for name in committed_files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            texts[name] = content.decode("utf-8")
    return texts


def committed_python() -> dict[str, str]:
    """The source of every committed Python file."""
    return {name: text for name, text in committed_texts().items() if name.endswith(".py")}
