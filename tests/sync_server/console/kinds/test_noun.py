"""A noun: what one declaration serves, and that each of the register has its line."""

import pkgutil
from importlib import import_module
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from sync_server import console as room
from sync_server.console.kinds.noun import Noun, add_noun
from sync_server.console.navigation import NAVIGATION

# Things that are written in parts, by drafts, acts and with files, or never changed: their pages
# are their own.
BY_PARTS = {"campaign", "checklist", "policy", "template", "token"}


def nouns() -> list[Noun[Any, Any, Any]]:
    found: list[Noun[Any, Any, Any]] = []
    for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        found += [one for one in vars(import_module(each.name)).values() if isinstance(one, Noun)]
    return list({each.form.noun: each for each in found}.values())


def test_every_line_of_the_navigation_that_has_a_noun_is_declared_as_one():
    declared = {each.form.noun: (each.form.section, each.list.filters.home) for each in nouns()}
    lines = {each.noun: (each.name, each.path) for each in NAVIGATION if each.noun}
    assert declared == {noun: line for noun, line in lines.items() if noun not in BY_PARTS}
    assert lines.keys() >= BY_PARTS


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.form.noun)
def test_one_call_serves_list_files_forms_and_things(noun):
    router = APIRouter()
    add_noun(router, noun)
    home, code = noun.form.home, "{code:path}" if noun.has_parts else "{code}"
    served = [(r.path, *sorted(r.methods or ())) for r in router.routes if isinstance(r, APIRoute)]
    new, edit = f"{home}/new", f"{home}/{{code:path}}/edit"
    assert served == [
        (home, "GET"),
        (f"{home}.xlsx", "GET"),
        (f"{home}.csv", "GET"),
        (new, "GET"),
        (new, "POST"),
        (edit, "GET"),
        (edit, "POST"),
        (f"{home}/{code}", "GET"),
    ]


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.form.noun)
def test_an_empty_list_always_says_what_to_do(noun):
    nothing = noun.list.nothing
    assert nothing.title
    assert nothing.link is not None
