"""Our OData, read over a wire page by page by a client that is not ours and knows only OData."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from odata import ODataService
from sqlalchemy import text

from domain.kinds.office.token import TokenScope
from tests.builders.office import Inspection, a_rich_visit, set_up_theme
from tests.builders.real_server import Running, serving
from tests.builders.tokens import a_token

VISITS = 5


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Running]:
    """A server that listens, with visits on several days."""
    with serving(tmp_path / "data") as running:
        set_up_theme(running.server)
        for number in range(VISITS):
            a_rich_visit(Inspection.of(running.server), [], f"school-{number % 2 + 1}")
            running.clock.move(days=1)
        yield running


@pytest.fixture
def service(served: Running) -> ODataService:
    """The client: it learns all it knows of us from ``$metadata``, and asks for pages of two."""
    return ODataService(
        f"{served.url}/odata/v1/",
        auth=("token", a_token(served.server)),
        reflect_entities=True,
        extra_headers={"Prefer": "odata.maxpagesize=2"},
        quiet_progress=True,
    )


def test_it_reads_every_visit_page_by_page_with_sql_s_numbers(served, service):
    visits = list(service.query(service.entities["Visits"]))
    with served.server.database.reading() as transaction:
        told = transaction.tables.execute(
            text(
                "SELECT count(DISTINCT visit), sum(lessons), sum(findings), sum(inspector_visits)"
                " FROM visit_measures"
            )
        ).one()
    assert (
        len(visits),
        sum(each.lessons for each in visits),
        sum(each.findings for each in visits),
        sum(each.inspector_visits for each in visits),
    ) == tuple(told)
    assert {each.visit_on for each in visits} == {f"2026-05-{day}" for day in range(14, 19)}


def test_it_filters_orders_and_adds_up_the_month(served, service):
    visit = service.entities["Visits"]
    query = service.query(visit).filter(visit.visit_on >= "2026-05-16")
    found = list(query.order_by(visit.visit_on.asc()))
    assert [each.visit_on for each in found] == ["2026-05-16", "2026-05-17", "2026-05-18"]
    month = service.entities["Month"]
    rows = list(service.query(month).filter(month.grouping == "zone"))
    assert sum(each.visits for each in rows) == VISITS


def test_it_is_told_what_is_not_served_and_that_a_token_opens_no_more(served, service):
    visit = service.entities["Visits"]
    with pytest.raises(Exception, match="501"):
        list(service.query(visit).filter(visit.school_id != "school-1"))
    narrow = ODataService(
        f"{served.url}/odata/v1/",
        auth=("token", a_token(served.server, TokenScope.MONTH)),
        reflect_entities=True,
        quiet_progress=True,
    )
    with pytest.raises(Exception, match="403"):
        list(narrow.query(narrow.entities["Visits"]))
