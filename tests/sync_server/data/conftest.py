"""Databases with nothing in them, to bring to the schema."""

from pathlib import Path

import pytest

from tests.builders.server import sqlite_url
from tests.sync_server.conftest import BOTH


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    url: str = request.getfixturevalue("postgres_url")
    return url
