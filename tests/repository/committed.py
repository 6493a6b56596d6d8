"""What git would commit: the tracked files of this checkout, and new ones not ignored."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def committed_files() -> tuple[str, ...]:
    """Paths relative to the root, with forward slashes; deleted ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


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
