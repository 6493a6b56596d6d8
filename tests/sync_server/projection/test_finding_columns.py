"""How findings stand is kept with them, whatever happens to what it is told by (2-02)."""

import pytest
from sqlmodel import select

from domain.findings.state import missing_to_close
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.findings.standing import THE_UNITS, course_of, overdue_on, settle
from sync_server.data.paging import Place
from sync_server.data.papers.papers import waiting_units
from sync_server.data.tables import FindingRow
from sync_server.projection.rebuild import rebuild
from tests.builders.finding_history import FindingHistory, Standing, as_kept, as_ruled
from tests.builders.query_plans import plans
from tests.builders.server import Ledger

STEPS = 60
LATER = "2026-06-16"
"""When all that happens has been done, and some of the days are past."""


def agree(ledger: Ledger) -> dict[tuple[str, str], Standing]:
    """How the findings stand, which the columns and the rules agree on."""
    with ledger.database.session() as session:
        kept, ruled = as_kept(session), as_ruled(session)
        assert kept == ruled
        waiting = {row.school_id: row.findings for row in waiting_units(session, "wanshan")}
        every = session.exec(select(FindingRow)).all()
        rows = [row for row in every if row.wants_paper]
        then = {each[:2] for each in overdue_on(session.connection(), "wanshan", LATER)}
        known = session.exec(select(FindingRow).where(FindingRow.is_standing)).all()
        ready = FindingList(session, FindingFilter("wanshan", is_ready=True)).read(Place(), 999)
        lacks = {
            (row.visit, row.finding_id): missing_to_close(course)
            for row in known
            if (course := course_of(session.connection(), row.visit, row.finding_id))
        }
    can_be = {key for key in lacks if not lacks[key] and kept[key][1] == "checked"}
    assert {(row.visit, row.finding_id) for row in ready} == can_be
    assert all(row.turn == f"{0 if row.is_hazard else 1}{row.deadline}" for row in every)
    late = [row for row in known if row.state in THE_UNITS and row.deadline < LATER]
    assert then == {(row.visit, row.finding_id) for row in late}
    assert waiting == ({"school-1": len(rows)} if rows else {})
    assert all(row.is_open and row.state in {"raised", "fed_back"} for row in rows)
    return kept


@pytest.mark.parametrize("seed", [4, 5, pytest.param(12, marks=pytest.mark.slow)])
def test_the_columns_are_what_the_rules_say_whatever_happened(ledger: Ledger, seed: int):
    history, states = FindingHistory(ledger, seed), set[object]()
    for _ in range(STEPS):
        history.happen()
        before = agree(ledger)
        states |= {state for _, state, *_ in before.values()}
    assert states >= {"raised", "fed_back", "noticed", "rectifying", "checked"}
    assert rebuild(ledger.database) == {}
    assert agree(ledger) == before


def test_one_statement_makes_the_columns_of_all_visits(ledger: Ledger):
    history = FindingHistory(ledger, 6)
    for _ in range(STEPS):
        history.happen()
    kept = agree(ledger)
    spoilt = "UPDATE finding SET is_noticed = NOT is_noticed, state = '', deadline = '', turn = ''"
    visits = {visit for visit, _ in kept}
    ledger.database.follow(lambda it: it.tables.exec_driver_sql(spoilt))
    ledger.database.follow(lambda it: settle(it.tables, visits))
    assert agree(ledger) == kept


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_units_that_wait_are_counted_on_an_index_alone(ledger: Ledger):
    def count() -> None:
        with ledger.database.session() as session:
            waiting_units(session, "wanshan")

    (plan,) = plans(ledger.database, count)
    assert "COVERING INDEX ix_finding_waiting (district=? AND wants_paper=?)" in plan
