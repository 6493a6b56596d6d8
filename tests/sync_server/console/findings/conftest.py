"""A visit with a finding, a second one, and a clerk's browser."""

import pytest

from tests.builders.office import a_rich_visit
from tests.builders.pages import Browser
from tests.builders.paper_pages import (
    another,
)


@pytest.fixture
def visit(inspection):
    """A submitted visit to school-1 with one finding, f1."""
    return a_rich_visit(inspection, [])


@pytest.fixture
def second(visit, inspection):
    """A later visit to the same school, with a finding f2."""
    return another(inspection, "f2", "消防通道堆物。")


@pytest.fixture
def clerk(browsers) -> Browser:
    found: Browser = browsers("zhao.tong")
    return found
