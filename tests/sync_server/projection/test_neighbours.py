"""A planted rule of neighbours is kept, judged and made anew without anybody knowing it."""

import pytest
from sqlalchemy import text

from domain.visit.neighbour_rules import NEIGHBOUR_RULES
from sync_server.projection import neighbours
from sync_server.projection.rebuild import rebuild
from tests.builders.neighbours import SameOwner
from tests.builders.sample_ledger import record_visit
from tests.builders.server import Ledger, Phone


@pytest.fixture(autouse=True)
def _planted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "NEIGHBOUR_RULES", (*NEIGHBOUR_RULES, SameOwner()))


def flagged(ledger: Ledger) -> set[str]:
    """The visits that the planted rule flags; and that a rebuild would say the same."""
    assert rebuild(ledger.database) == {}
    with ledger.database.reading() as transaction:
        query = text("SELECT visit FROM visit_flag WHERE code = 'date_spans'")
        return {row.visit for row in transaction.tables.execute(query)}


def test_later_visit_is_flagged_and_the_earlier_one_judged_anew(ledger: Ledger, phone: Phone):
    first = record_visit(phone, "school-1", "p1")
    phone.push(ledger.committer)
    assert flagged(ledger) == set()
    second = record_visit(phone, "school-1", "p2")
    phone.push(ledger.committer)
    assert flagged(ledger) == {first, second}


def test_visits_that_come_in_one_delivery_are_both_flagged(ledger: Ledger, phone: Phone):
    visits = {record_visit(phone, "school-1", "p1"), record_visit(phone, "school-1", "p2")}
    phone.push(ledger.committer)
    assert flagged(ledger) == visits
