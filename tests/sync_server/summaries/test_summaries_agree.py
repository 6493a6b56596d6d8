"""Whatever happened, the lists of a summary are as long as the table's figures say."""

import pytest

from domain.month.month import Grouping
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.month.period import read_period
from sync_server.month.table import Months
from sync_server.server import Server
from sync_server.summaries.desk import Summaries, Wanted
from tests.sync_server.conftest import ON_BOTH
from tests.sync_server.month.test_month_agrees import STEPS, History

MONTH = Wanted("2026-05", "2026年5月")
SUPERVISOR = Viewer(PersonFacts("li.zhuren", "李主任", "supervisor", "wanshan", "", None))


def compare(server: Server) -> None:
    """Each inspector's lists with their row, the categories with the district's total."""
    months = Months(server.database, server.clock, server.committer)
    sheet = months.view(read_period("2026-05"), "wanshan", Grouping.INSPECTOR).sheet
    summaries = Summaries(server.database, server.clock)
    found = dict(summaries.inspectors(SUPERVISOR, MONTH))
    for row in sheet.rows:
        if row.thing:
            told = found[row.key]
            values = dict(zip((each.name for each in sheet.columns), row.values, strict=True))
            lengths = {
                "inspector_visits": len(told.made),
                "lessons": len(told.heard),
                "findings": len(told.found),
                "follow_ups": len(told.looked),
            }
            assert lengths == {name: values[name] for name in lengths}, row.key
            assert sum(int(each.due) for each in told.schools) == values["due"]
            assert sum(int(each.done) for each in told.schools) == values["done"]
    draft = summaries.bulletin(SUPERVISOR, MONTH, "")
    assert draft.findings == sheet.totals["findings"]
    assert sum(each.number for each in draft.categories) == sheet.totals["findings"]
    assert (draft.visits, draft.units) == (sheet.totals["visits"], sheet.totals["schools"])


@ON_BOTH
@pytest.mark.parametrize("seed", [1, 4])
def test_the_lists_are_as_long_as_the_figures_whatever_happened(server: Server, seed: int):
    history = History(server, seed)
    for _ in range(STEPS):
        history.happen()
    compare(server)
