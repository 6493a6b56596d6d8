"""举一反三: the similar checks of the district."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.similar.columns import ANSWERS, CHECK_COLUMNS, HOME, SECTION
from sync_server.review.similar_checks import ListedCheck

router = APIRouter()

OVERDUE, WAITING, MENDING, SETTLED = "overdue", "waiting", "mending", "settled"
STATES = {
    OVERDUE: "有单位逾期没有答复",
    WAITING: "等单位答复",
    MENDING: "有单位整改中",
    SETTLED: "都已办完",
}


class CheckFilters(Filters):
    """Which checks the list shows."""

    home = HOME

    state: Annotated[Choice, Field(title="状态")] = ""
    words: Annotated[Search, Field(title="事项或单位", examples=["如 灭火器"])] = ""

    def wants(self, check: ListedCheck) -> bool:
        """Whether the check is among them."""
        counts = check.counts
        is_in = {
            OVERDUE: counts.overdue > 0,
            WAITING: counts.waiting > 0,
            MENDING: counts.correcting > 0,
            SETTLED: counts.is_settled,
        }
        return is_in.get(self.state, True) and self.words in f"{check.row.title} {check.found_at}"


def _rows(asking: Asking[CheckFilters]) -> Listed[ListedCheck]:
    found = asking.services.similar_checks.listed(asking.viewer)
    return InOrder(found, asking.wanted.wants, lambda each: each.row.check_id).listed(
        {"state": STATES}
    )


LIST = ListPage(
    name=SECTION,
    title="举一反三排查",
    filters=CheckFilters,
    columns=CHECK_COLUMNS,
    rows=_rows,
    nothing=Empty("还没有举一反三排查", "打开一条问题，点“发起举一反三排查”，请别的单位也查一查。"),
    links=lambda _: [Link("看各单位答复", ANSWERS)],
)
add_list(router, LIST)
