"""Every test of the ledger that asks for ``ledger`` runs on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.server import Ledger, Phone, a_ledger, set_up_district, sqlite_url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """A running ledger with a district, one school and three people."""
    with a_ledger(database_url) as ledger:
        set_up_district(ledger.committer)
        yield ledger


@pytest.fixture
def phone(ledger: Ledger) -> Phone:
    """A phone of chen.jing that is taken in."""
    return Phone().enrol(ledger.committer)
