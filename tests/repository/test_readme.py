"""Every command that a README or a page of docs/ shows is one that exists."""

import re
import shlex
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.repository.committed import ROOT, committed_files

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELLS = {"sh", "bash", "shell", "console", "powershell"}
# Programs of the reader's own system, which the project neither brings nor checks.
SYSTEM = {"apt", "cd", "certbot", "chmod", "cp", "curl", "docker", "export", "flet", "flutter"}
SYSTEM |= {"git", "mkdir", "nginx", "openssl", "pip", "psql", "set", "source", "sudo", "systemctl"}


def shown_commands() -> list[tuple[str, str]]:
    """Page and command line of every shell block, comments and prompts taken off."""
    pages = [
        n for n in committed_files() if n.endswith(".md") and n.startswith(("README", "docs/"))
    ]
    commands = []
    for page in pages:
        for language, block in FENCE.findall((ROOT / page).read_text("utf-8")):
            if language in SHELLS:
                lines = block.replace("\\\n", " ").splitlines()
                commands += [(page, line.removeprefix("$ ").strip()) for line in lines]
    return [(page, line) for page, line in commands if shlex.split(line, comments=True)]


def make_targets() -> dict[str, str]:
    """The Makefile's targets and what each runs."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return dict(re.findall(r"^(\w+):\n\t(.+)", makefile, re.MULTILINE))


def problem_with(words: list[str]) -> str | None:
    """Why this command cannot be run as shown, or None."""
    while words and re.fullmatch(r"\w+=.*", words[0]):
        words = words[1:]
    program, *rest = words or ["set"]
    if program in SYSTEM:
        return None
    if program == "make":
        return next((f"no target {t}" for t in rest if t not in make_targets() | {"": ""}), None)
    if program == "duji":
        return problem_with_duji(rest)
    if re.fullmatch(r"py|python3?", Path(program).name) and rest[:1] == ["-m"]:
        return None if find_spec(rest[1]) else f"no module {rest[1]}"
    return None if (ROOT / program).is_file() else f"no program {program}"


def problem_with_duji(words: list[str]) -> str | None:
    """Why `duji` would not take these words: an unknown command or option."""
    command: Any = typer.main.get_command(import_module("sync_server.cli.application").app)
    options: set[str] = set()
    for word in words:
        if word.startswith("-"):
            options.add(word.partition("=")[0])
        elif getattr(command, "commands", None):
            found = command.commands.get(word)
            if found is None:
                return f"no command {word}"
            command = found
    spelt = ((*option.opts, *option.secondary_opts) for option in command.params)
    known = {"--help"}.union(*spelt)
    return next((f"no option {option}" for option in sorted(options - known)), None)


@pytest.mark.parametrize(("page", "command"), shown_commands())
def test_shown_command_exists(page, command):
    assert problem_with(shlex.split(command, comments=True)) is None, f"{page}: {command}"


@pytest.mark.parametrize("target", ["run", "test", "soak", "bench"])
def test_every_target_of_the_readme_has_its_line_without_make(target):
    readme = (ROOT / "README.md").read_text("utf-8")
    module = f"-m tools.{target}"
    assert f"make {target}" in readme
    assert f"python3 {module}" in readme
    assert module in make_targets()[target]


@pytest.mark.parametrize("command", ["make nothing", "python3 -m tools.nothing", "rm -r x"])
def test_a_command_that_does_not_exist_is_found(command):
    assert problem_with(shlex.split(command))
