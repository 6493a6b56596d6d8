"""What is committed is the project's own, and tied to no machine, registry or toolchain."""

import re
from collections.abc import Iterable

import pytest

from tests.repository.committed import committed_files, committed_texts, every_file, is_made

THIRD_PARTY = re.compile(
    r"\.min\.(js|css|mjs)$|\.(ttf|otf|ttc|woff2?|map|whl|jar|wasm)$"
    r"|(^|/)(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|uv\.lock|poetry\.lock|Pipfile\.lock)$"
    r"|(^|/)(node_modules|vendor|\.venv)/"
)
LONGEST_SCRIPT_LINE = 400
# Written in pieces, so that this file does not meet its own rules.
ADDRESSES = re.compile(
    "|".join(["registry.npm" + "js", "python" + "hosted", r"pypi\.org" + "/simple"])
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.~}*-])/(" + "|".join(["work", "root", "home", "Users"]) + r")/\w"
)
FORBIDDEN_WORDS = re.compile(
    r"\b("
    + "|".join(["chat" + "gpt", "open" + "ai", "anthro" + "pic", "clau" + "de", "copi" + "lot"])
    + r"|l"
    + r"lms?|ai[- ](agent|assistant|generated)|sub-?"
    + r"agents?"
    + r"|co-authored"
    + r"-by)\b",
    re.IGNORECASE,
)


def findings(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    """Where the pattern occurs: file, line and the words."""
    return [
        f"{name}:{number}: {found.group()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for found in pattern.finditer(line)
    ]


def third_party(names: Iterable[str]) -> list[str]:
    """The names that look like somebody else's files."""
    return [name for name in names if THIRD_PARTY.search(name)]


def test_no_third_party_file_or_lock_file_is_committed():
    assert third_party(committed_files()) == []


def test_an_archive_without_git_has_the_same_files():
    unpacked = {name for name in every_file() if not is_made(name)}
    assert set(committed_files()) - unpacked <= {".gitignore", ".gitattributes"}


def test_no_committed_script_or_style_is_minified():
    scripts = {n: t for n, t in committed_texts().items() if n.endswith((".js", ".css"))}
    long = [
        n
        for n, t in scripts.items()
        if max(map(len, t.splitlines()), default=0) > LONGEST_SCRIPT_LINE
    ]
    assert long == []


@pytest.mark.parametrize("pattern", [ADDRESSES, MACHINE_PATHS, FORBIDDEN_WORDS])
def test_no_committed_text_names(pattern):
    assert findings(pattern, committed_texts()) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (ADDRESSES, "https://registry.npm" + "js.org/leaflet"),
        (MACHINE_PATHS, 'open("/' + 'home/me/duji")'),
        (FORBIDDEN_WORDS, "Co-Authored" + "-By: somebody"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern, text):
    assert findings(pattern, {"a": f"first\n{text}"})[0].startswith("a:2: ")
    assert third_party(["static/x.min.js", "a/vendor/b.css", "f.ttf"]) != []
