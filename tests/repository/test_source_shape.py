"""Files and functions stay small, are named after a noun or an act, and domain stays pure."""

import ast
import sys
from pathlib import PurePosixPath

import pytest

from tests.repository.committed import committed_python, committed_texts

LONGEST_FILE = 400
LONGEST_TEMPLATE = 150
LONGEST_FUNCTION = 40
LONGEST_TEST = 25
MEANINGLESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}
# Importing these is doing something to the world, which domain leaves to its callers.
DOING = {"asyncio", "io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "urllib"}


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def length_of(node: ast.stmt) -> int:
    """The lines from a statement's first to its last."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions_of(source: str) -> list[tuple[str, int]]:
    """Every function's name and its own lines of code: no docstring, no function inside it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTION):
            lines = length_of(node) - sum(
                length_of(n) for n in node.body if isinstance(n, FUNCTION)
            )
            if ast.get_docstring(node) is not None:
                lines -= length_of(node.body[0])
            found.append((node.name, lines))
    return found


def imports_of(source: str) -> set[str]:
    """The absolute names of all modules that a source imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_pure(name: str) -> bool:
    """Whether domain may import this: itself, the standard library's values, or its two parts."""
    top = name.partition(".")[0]
    if top == "geopy":
        return name.startswith("geopy.distance")
    allowed = top in ("domain", "pydantic", "pydantic_core", "annotated_types")
    return allowed or (top in sys.stdlib_module_names and top not in DOING)


def test_no_source_file_is_too_long():
    long = {n: t.count("\n") for n, t in committed_python().items() if t.count("\n") > LONGEST_FILE}
    assert long == {}


def test_no_template_is_too_long():
    pages = {n: t.count("\n") for n, t in committed_texts().items() if "/templates/" in n}
    assert {name: lines for name, lines in pages.items() if lines > LONGEST_TEMPLATE} == {}


def test_no_function_is_too_long():
    long = [
        f"{name}: {function} has {lines} lines"
        for name, source in committed_python().items()
        if "/migrations/" not in name
        for function, lines in functions_of(source)
        if lines > (LONGEST_TEST if function.startswith("test_") else LONGEST_FUNCTION)
    ]
    assert long == []


def test_no_file_is_named_after_nothing():
    stems = {name: PurePosixPath(name).stem.lower() for name in committed_python()}
    assert [name for name, stem in stems.items() if MEANINGLESS & set(stem.split("_"))] == []


def test_domain_imports_values_and_rules_only():
    impure = {
        name: sorted(module for module in imports_of(source) if not is_pure(module))
        for name, source in committed_python().items()
        if name.startswith("domain/")
    }
    assert {name: modules for name, modules in impure.items() if modules} == {}


@pytest.mark.parametrize("name", ["flet", "app.sync", "geopy.geocoders", "sqlite3", "os.path"])
def test_domain_rule_refuses(name):
    assert not is_pure(name)


def test_function_length_leaves_out_the_docstring_and_inner_functions():
    source = (
        'def act():\n    """Say.\n\n    More.\n    """\n    def f():\n        pass\n    return f\n'
    )
    assert functions_of(source) == [("act", 2), ("f", 2)]
