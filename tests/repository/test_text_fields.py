"""Every text field of the phone is made in one place, where nothing writes over what is typed."""

import ast

import pytest

from tests.repository.committed import committed_python

THE_ONE_WAY = "app/ui/widgets/text_box.py"
FIELDS = {"TextField", "CupertinoTextField", "AutoComplete", "SearchBar", "CodeEditor"}
# What takes characters away while one types, without a word.
EATING = {"input_filter", "max_length", "InputFilter", "NumbersOnlyInputFilter"}


def named(source: str) -> set[str]:
    """What a source calls, or hands to a call by name."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    functions = {ast.unparse(call.func).rpartition(".")[2] for call in calls}
    return functions | {word.arg for call in calls for word in call.keywords if word.arg}


def users(names: set[str]) -> dict[str, set[str]]:
    """The modules of the screens that use one of these, and which."""
    found = {
        name: named(source) & names
        for name, source in committed_python().items()
        if name.startswith("app/ui/")
    }
    return {name: used for name, used in found.items() if used}


def test_no_text_field_is_made_past_the_one_way():
    assert users(FIELDS) == {THE_ONE_WAY: {"TextField"}}


def test_no_field_eats_what_is_typed():
    assert users(EATING) == {}


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import flet as ft\nft.TextField(label='a')", {"TextField"}),
        ("from flet import TextField\nTextField()", {"TextField"}),
        ("def f(field: ft.TextField) -> None: ...", set()),
    ],
)
def test_a_field_that_is_made_elsewhere_is_found(source: str, used: set[str]):
    assert named(source) & FIELDS == used


def test_a_filter_is_found():
    source = "box(input_filter=ft.InputFilter(regex_string='^[0-9]*$'), max_length=3)"
    assert named(source) & EATING == {"input_filter", "InputFilter", "max_length"}
