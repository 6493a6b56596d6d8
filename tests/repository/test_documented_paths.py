"""Every file and folder that a page names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
# What a page tells to make is not there yet.
TO_MAKE = re.compile(r"^New `([^`]+)`:$", re.MULTILINE)
NAMED = re.compile(r"`((?:app|demo|domain|sync_server|tests|tools)/[\w./-]*)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(NAMED.findall(text)).difference(TO_MAKE.findall(text))
    assert [each for each in sorted(named) if not (ROOT / each).exists()] == []


def test_paths_are_found_in_a_page() -> None:
    assert NAMED.findall("see `domain/place.py`, `app/ui/` and `visit.opened`") == [
        "domain/place.py",
        "app/ui/",
    ]
