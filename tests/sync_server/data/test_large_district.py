"""The benchmarks' large district: the same from one seed, and what its ledger makes of it."""

from pathlib import Path
from typing import Any

from sqlalchemy import text

from sync_server.projection.rebuild import rebuild
from sync_server.settings import Settings
from sync_server.wiring import build_server
from tests.benchmarks.large import make_large
from tests.benchmarks.year import A_COMMIT

VISITS = A_COMMIT + 10
SAID = """
SELECT visit.school_id, visit.account, theme_id, visit.state, visit_on, lessons, findings, photos
FROM visit LEFT JOIN visit_measures ON visit_measures.visit = visit.visit ORDER BY position
"""


def said(folder: Path, seed: int) -> list[Any]:
    """What a district's visits say, made from this seed."""
    make_large(folder, VISITS, seed)
    server = build_server(Settings(data=folder))
    with server.database.reading() as transaction:
        rows = list(transaction.tables.execute(text(SAID)))
    server.close()
    return rows


def rebuilt(folder: Path) -> dict[str, int]:
    """What a rebuild of its tables finds changed."""
    server = build_server(Settings(data=folder))
    changed = rebuild(server.database)
    server.close()
    return changed


def test_one_seed_makes_one_district_and_another_seed_another(tmp_path: Path):
    first = said(tmp_path / "first", 1)
    assert said(tmp_path / "again", 1) == first
    assert said(tmp_path / "other", 2) != first
    assert rebuilt(tmp_path / "first") == {}
    assert len(first) == VISITS
    assert {row.state for row in first} >= {"submitted", "approved", "in_progress"}
    assert len({row.visit_on[:7] for row in first}) > 1
