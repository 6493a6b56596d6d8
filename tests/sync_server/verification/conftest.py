"""A filled ledger that is changed and put right again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.sample_ledger import fill
from tests.builders.server import Ledger, a_ledger, sqlite_url


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Path]]:
    """One filled ledger for all changes of a module, each of which is undone."""
    folder = tmp_path_factory.mktemp("verify")
    with a_ledger(sqlite_url(folder)) as ledger:
        fill(ledger, folder / "photos")
        yield ledger, folder / "photos"
