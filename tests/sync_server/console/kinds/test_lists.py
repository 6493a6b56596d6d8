"""What holds for every list: a script gets it alone, and files have it whole."""

import csv
import pkgutil
from importlib import import_module
from io import StringIO
from typing import Any

import pytest

from sync_server import console as room
from sync_server.console.kinds.list_page import ListPage
from sync_server.console.kinds.noun import Noun
from sync_server.console.map.address import MapFilters

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def lists() -> list[ListPage[Any, Any]]:
    found: dict[str, ListPage[Any, Any]] = {}
    for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        for one in vars(import_module(each.name)).values():
            if isinstance(one, Noun | ListPage):
                page = one.list if isinstance(one, Noun) else one
                found[page.filters.home] = page
    return list(found.values())


def name(page: ListPage[Any, Any]) -> str:
    return str(page.filters.home)


def shown(page: ListPage[Any, Any], is_in_file: bool) -> list[str]:
    kept = [each for each in page.columns if (each.is_exported if is_in_file else each.is_shown)]
    return [each.title for each in kept]


@pytest.mark.parametrize("page", lists(), ids=name)
def test_a_script_gets_the_list_alone(supervisor, page):
    part = supervisor.get(page.filters.home, **PART)
    assert part.status_code == 200
    assert part.text.lstrip().startswith('<section id="listing"')
    assert "<html" not in part.text
    assert 'id="behind" hx-swap-oob="true"' in part.text
    assert "hx-request-type" in part.headers["vary"].lower()


@pytest.mark.parametrize("page", lists(), ids=name)
def test_the_file_has_the_columns_that_are_for_files(supervisor, page):
    text = supervisor.get(f"{page.filters.home}.csv").content.decode("utf-8-sig")
    heads = [row for row in csv.reader(StringIO(text)) if row]
    assert shown(page, is_in_file=True) in heads


@pytest.mark.parametrize("page", lists(), ids=name)
def test_no_title_stands_twice_in_the_page_or_in_the_file(page):
    for is_in_file in (False, True):
        titles = shown(page, is_in_file)
        assert len(titles) == len(set(titles))


def test_a_filter_that_has_nothing_to_choose_from_is_not_drawn():
    drawn = MapFilters().fields({"zone": {}, "account": {"chen.jing": "陈静"}})
    assert {"zone", "account"} & {each.name for each in drawn} == {"account"}
