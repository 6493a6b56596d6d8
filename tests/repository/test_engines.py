"""Every engine of the product keeps what somebody wrote out of its errors."""

import ast
from pathlib import Path

import pytest

from tests.repository.committed import ROOT

FILES = sorted(
    path
    for folder in ("app", "domain", "sync_server")
    for path in (ROOT / folder).rglob("*.py")
    if "create_engine" in path.read_text("utf-8")
)


def engines(source: str) -> list[ast.Call]:
    """Every call that makes an engine."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        call
        for call in calls
        if "engine" in ast.unparse(call.func) and "create" in ast.unparse(call.func)
    ]


def is_hiding(call: ast.Call) -> bool:
    """Whether the call says ``hide_parameters=True``."""
    return any(
        each.arg == "hide_parameters" and ast.unparse(each.value) == "True"
        for each in call.keywords
    )


def test_there_are_engines_on_both_sides():
    assert {path.relative_to(ROOT).parts[0] for path in FILES} == {"app", "sync_server"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_engine_hides_parameters(path: Path):
    made = engines(path.read_text("utf-8"))
    assert made
    assert all(map(is_hiding, made))


def test_an_engine_that_does_not_is_found():
    assert not is_hiding(engines("sqlalchemy.create_engine(url, echo=True)")[0])
