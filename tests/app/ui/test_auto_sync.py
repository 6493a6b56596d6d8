"""Syncing by itself, whatever becomes of the page."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.ui.auto_sync import AutoSync
from app.ui.state import Ui


@pytest.mark.parametrize(("connection", "expected"), [(None, 0), (object(), 1)])
def test_progress_reaches_only_a_page_that_is_there(connection: Any, expected: int) -> None:
    started: list[object] = []
    session = SimpleNamespace(connection=connection)
    page = SimpleNamespace(session=session, run_task=started.append)
    auto = AutoSync(cast(Ui, SimpleNamespace(page=page)))
    auto._progress()
    assert len(started) == expected
