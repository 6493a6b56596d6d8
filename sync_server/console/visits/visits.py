"""督导记录: the office's list of visits."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.visit.builder import State
from domain.words.values import label
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.list_page import (
    Asking,
    Empty,
    Link,
    Listed,
    ListPage,
    add_list,
    drawn_row,
)
from sync_server.console.pages import month_words
from sync_server.console.visits.columns import COLUMNS
from sync_server.data.visits.listing import VisitFilter
from sync_server.review.visit_listing import FlagCount, FoundVisits, ListedVisit

router = APIRouter()

STATES = (
    State.SUBMITTED,
    State.RETURNED,
    State.APPROVED,
    State.IN_PROGRESS,
    State.CANCELLED,
    State.MERGED,
)
UNCOUNTED = "（进行中、已作废、单独回访和练习的不计）"


class VisitFilters(Filters):
    """Which visits the list shows; their state is chosen by the tabs above it."""

    home = "/visits"
    key = (str, int)
    chosen_elsewhere: ClassVar[tuple[str, ...]] = ("state",)

    month: Annotated[Choice, Field(title="月份")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="督学")] = ""
    school: Annotated[Search, Field(title="学校", examples=["名称或拼音，如 sxx、shixiao"])] = ""
    flag: Annotated[Choice, Field(title="提示")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""


def _rows(asking: Asking[VisitFilters]) -> Listed[ListedVisit]:
    wanted, viewer = asking.wanted, asking.viewer
    filters = VisitFilter(district=viewer.district, **wanted.model_dump(exclude={"at", "page"}))
    found = asking.services.listings.found(viewer, filters)
    known = found.names
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "month": {each: month_words(each) for each in found.months},
            "zone": {code: row.name for code, row in known.zones.items()},
            "account": {row.account: row.name for row in known.inspectors},
            "flag": {filed: _counted_flag(each) for filed, each in found.flags.items()},
            "state": {each.value: label(each) for each in State},
        },
        note=f"计入统计 {found.counted:,} 次{UNCOUNTED}",
        left_out=() if viewer.may_see_all else ("zone", "account"),
        beside=_beside(found),
    )


def _counted_flag(flag: FlagCount) -> str:
    explained = "，已说明" if flag.is_explained else ""
    return f"{label(flag.code)}{explained}（{flag.visits}）"


def _beside(found: FoundVisits) -> Mapping[str, Any]:
    columns = [each for each in COLUMNS if each.is_shown]
    wanted = found.wanted.state
    return {
        "along": [drawn_row(columns, each) for each in found.along],
        "states": [
            (each, found.states.get(each, 0))
            for each in STATES
            if each in found.states or each.value == wanted
        ],
        "all_states": sum(found.states.values()),
    }


def _links(asking: Asking[VisitFilters]) -> Sequence[Link]:
    wanted = asking.wanted
    mapped = {"period": wanted.month, "zone": wanted.zone, "account": wanted.account}
    printed = {"account": wanted.account, "month": wanted.month}
    return (
        Link("在地图上看", f"/map?{urlencode(mapped)}"),
        Link("打印一个月的记录表", f"/records?{urlencode(printed)}"),
    )


LIST = ListPage(
    name="visits",
    title="督导记录",
    filters=VisitFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有督导记录",
        "督学在手机上提交并同步以后，记录会出现在这里；进行中的也能看到。",
    ),
    links=_links,
    template="visits.html",
)
add_list(router, LIST)
