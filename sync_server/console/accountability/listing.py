"""问责: the accountability cases of the district, and the ledger of them (问责台账)."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.accountability.clocks import ClockState
from domain.kinds.accountability.course import Accountable, CaseState
from domain.words.values import label, words_of
from sync_server.console.accountability.columns import COLUMNS, HOME, NEW, SECTION
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.data.register import findable
from sync_server.review.accountability import ListedCase

router = APIRouter()

OPEN = "open"
DUES = (ClockState.OVERDUE, ClockState.PASSED, ClockState.SOON)


class CaseFilters(Filters):
    """Which cases the list shows."""

    home = HOME

    state: Annotated[Choice, Field(title="状态")] = ""
    target: Annotated[Choice, Field(title="对象")] = ""
    due: Annotated[Choice, Field(title="期限")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""

    def wants(self, case: ListedCase) -> bool:
        """Whether the case is among them."""
        state, clock = case.case.state, case.clock_state
        return (
            (self.state in ("", state.value) or (self.state == OPEN and state.is_open))
            and self.target in ("", case.case.target.value)
            and self.due in ("", clock.value if clock else None)
            and self.zone in ("", case.zone)
            and self._names(case)
        )

    def _names(self, case: ListedCase) -> bool:
        school = case.names.schools.get(case.case.school_id)
        if school is None or self.unit == case.case.school_id:
            return self.unit in ("", case.case.school_id)
        return findable(school, case.names.zone(school.zone)).matches(self.unit)


def _rows(asking: Asking[CaseFilters]) -> Listed[ListedCase]:
    found = asking.services.accountability_cases.listed(asking.viewer)
    zones = {each.zone: each.names.zone(each.zone) for each in found if each.zone}
    states = {each.value: word for each, word in words_of(CaseState).items()}
    options = {
        "state": {OPEN: "还没有办结", **states},
        "target": {each.value: label(each) for each in Accountable},
        "due": {each.value: label(each) for each in DUES},
        "zone": dict(sorted(zones.items())),
    }
    return InOrder(found, asking.wanted.wants, lambda each: each.case.case_id).listed(options)


def _links(asking: Asking[CaseFilters]) -> Sequence[Link]:
    return [Link("提出问责", NEW, "btn-ink")] if asking.viewer.may_review else []


LIST = ListPage(
    name=SECTION,
    title="问责台账",
    filters=CaseFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有问责",
        "约谈、通报以后仍不整改，或者问题严重的，从问题、文书的页面点“提出问责”，事实会带过来。",
    ),
    links=_links,
)
add_list(router, LIST)
