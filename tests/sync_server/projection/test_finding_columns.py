"""How findings stand is kept with them, whatever happens to what it is told by (2-02)."""

import pytest

from domain.kinds.visit.follow_up import Conclusion
from domain.visit.finding_state import FindingState
from sync_server.data.findings.standing import settle
from sync_server.data.papers.papers import waiting_units
from sync_server.projection.rebuild import rebuild
from tests.builders.finding_history import FindingHistory, Standing, as_kept, as_ruled
from tests.builders.query_plans import plans
from tests.builders.server import Ledger

STEPS = 45


def agree(ledger: Ledger) -> dict[tuple[str, str], Standing]:
    """How the findings stand, which the columns and the rules agree on."""
    with ledger.database.session() as session:
        kept, ruled = as_kept(session), as_ruled(session)
        assert kept == ruled
        waiting = {row.school_id: row.findings for row in waiting_units(session, "wanshan")}
    number = sum(is_open and not is_noticed for is_noticed, _, is_open, _ in ruled.values())
    assert waiting == ({"school-1": number} if number else {})
    return kept


@pytest.mark.parametrize("seed", [2, 4, pytest.param(7, marks=pytest.mark.slow)])
def test_the_columns_are_what_the_rules_say_whatever_happened(ledger: Ledger, seed: int):
    history, states = FindingHistory(ledger, seed), set[object]()
    for _ in range(STEPS):
        history.happen()
        before = agree(ledger)
        states |= {state for _, state, *_ in before.values()}
    assert states >= {"raised", "noticed", "rectified", "fixed_on_spot"}
    assert rebuild(ledger.database) == {}
    assert agree(ledger) == before


def test_one_statement_makes_the_columns_of_all_visits(ledger: Ledger):
    history = FindingHistory(ledger, 7)
    for _ in range(STEPS):
        history.happen()
    kept = agree(ledger)
    spoilt = "UPDATE finding SET is_noticed = NOT is_noticed, state = '', deadline = ''"
    visits = {visit for visit, _ in kept}
    ledger.database.follow(lambda it: it.tables.exec_driver_sql(spoilt))
    ledger.database.follow(lambda it: settle(it.tables, visits))
    assert agree(ledger) == kept


def test_every_conclusion_has_a_state_of_its_own():
    assert {each.value for each in Conclusion} <= {each.value for each in FindingState}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_units_that_wait_are_counted_on_an_index_alone(ledger: Ledger):
    def count() -> None:
        with ledger.database.session() as session:
            waiting_units(session, "wanshan")

    (plan,) = plans(ledger.database, count)
    assert "COVERING INDEX ix_finding_waiting (district=? AND is_open=? AND is_noticed=?)" in plan
