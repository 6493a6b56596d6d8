"""A page of visits or findings is read along an index, in its order, wherever it begins."""

from functools import partial

import pytest

from sync_server.data.feeds.ask import Ask, Condition, Op
from sync_server.data.feeds.findings import FINDINGS
from sync_server.data.feeds.since import position_at
from sync_server.data.feeds.source import Source
from sync_server.data.feeds.visits import VISITS
from sync_server.server import Server
from tests.builders.query_plans import plans

STANDING = Condition("is_standing", Op.EQ, value=True)
DAY = ("2026-05-14", 7)


def is_sorted_or_scanned(steps: list[str], table: str) -> bool:
    """Whether the table is gone through whole, or its rows are put in order."""
    return any("FOR ORDER BY" in step or step.startswith(f"SCAN {table}") for step in steps)


@pytest.mark.parametrize(
    ("source", "table", "order", "conditions"),
    [
        (VISITS, "visit", ("visit_on", "position"), ()),
        (VISITS, "visit", ("visit_on", "position"), (Condition("zone", Op.EQ, "z1"),)),
        (VISITS, "visit", ("visit_on", "position"), (Condition("visit_on", Op.GE, "2026-05-01"),)),
        (VISITS, "visit", ("visit_on", "position"), (Condition("position", Op.GE, 5),)),
        (FINDINGS, "finding", ("raised_on", "position"), (STANDING,)),
    ],
)
def test_a_page_is_read_along_an_index(
    visited: Server,
    source: Source,
    table: str,
    order: tuple[str, ...],
    conditions: tuple[Condition, ...],
) -> None:
    for is_rising in (False, True):
        for after in ((), DAY):
            ask = Ask("wanshan", order, 100, conditions, is_rising, after)
            with visited.database.reading() as transaction:
                work = partial(source.rows, transaction.tables, ask)
                steps = plans(visited.database, work)
            assert steps
            assert not is_sorted_or_scanned(steps, table), steps


def test_a_place_in_the_log_is_found_by_halves(visited: Server) -> None:
    with visited.database.reading() as transaction:
        steps = plans(
            visited.database, partial(position_at, transaction.ledger, "2026-05-16T00:00:00.000Z")
        )
    assert [step for step in steps if step.startswith("SCAN run") and "INDEX" not in step] == []
