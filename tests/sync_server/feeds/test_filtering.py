"""``$filter``: any text is conditions or a refusal, and never anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from sync_server.api.odata.filtering import conditions
from sync_server.api.odata.options import read_options
from sync_server.data.feeds.ask import Condition, Op
from sync_server.feeds.findings import FEED as FINDINGS
from sync_server.feeds.visits import FEED as VISITS

WORDS = "visit_on zone position is_counted eq ge and or not ( ) , 'a' 2026-05-01 2026-13-01 1 -1 x"
PIECES = st.sampled_from([*WORDS.split(), "1.5", "true", "null", "'", "''", "", "\u3000"])
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map(" ".join))


@given(TEXTS)
def test_any_text_is_conditions_or_refused(text: str) -> None:
    try:
        found = conditions(text, VISITS)
    except BadInput:
        return
    assert all(each.op in VISITS.filters[each.column] for each in found)
    assert bool(found) == bool(text.strip())


@given(st.text(max_size=120))
def test_any_query_is_options_or_refused(query: str) -> None:
    for each in (query, f"$filter={query}", f"$orderby={query}", f"$skiptoken={query}"):
        try:
            options = read_options(each, VISITS)
        except BadInput:
            continue
        assert 0 <= options.ask.limit <= 1000


@given(st.text(max_size=40))
def test_a_quoted_text_is_read_as_it_is(value: str) -> None:
    quoted = value.replace("'", "''")
    assert conditions(f"zone eq '{quoted}'", VISITS) == [Condition("zone", Op.EQ, value)]


def test_a_column_that_may_be_empty_is_asked_for_by_null() -> None:
    assert conditions("ended_on eq null", FINDINGS) == [Condition("ended_on", Op.EQ, None)]
    with pytest.raises(BadInput):
        conditions("ended_on ge null", FINDINGS)
