"""政策文件: the papers that inspectors have on their phones (0-01, 2-28)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.office.policy import PolicyCategory
from domain.register.search import Findable
from domain.words.values import label, words_of
from sync_server.console.kinds import closing
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.policies.forms import upload_of
from sync_server.policies.desk import ShelvedPaper

router = APIRouter()

HOME = "/policies"


class PolicyFilters(Filters):
    """Which papers the list shows."""

    home = HOME
    key = (str,)

    title: Annotated[Search, Field(title="标题", examples=["标题、文号或发文机关"])] = ""
    category: Annotated[Choice, Field(title="类别")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""

    def wants(self, paper: ShelvedPaper) -> bool:
        """Whether the paper is among them."""
        facts = paper.facts
        state = closing.state_of(paper.is_in_use)
        if self.category not in ("", facts.category) or self.state not in ("", state):
            return False
        return Findable((facts.title,), others=(facts.number, facts.organ)).matches(self.title)


def place(policy_id: str) -> str:
    """Where the paper's page is."""
    return f"{HOME}/{policy_id}"


def state_of(paper: ShelvedPaper) -> Sequence[Chip]:
    """Whether it is in use, and whether it must be read."""
    facts = paper.facts
    must = [Chip("要求读完", "chip-notice")] if facts.must_be_read else []
    return closing.state_chips(paper.is_in_use, facts.closed_on, *must)


COLUMNS: tuple[Column[ShelvedPaper], ...] = (
    Column("标题", lambda each: each.facts.title, lambda each: place(each.policy_id)),
    Column("文号", lambda each: each.facts.number, is_on_phones=False),
    Column("发文机关", lambda each: each.facts.organ, is_on_phones=False),
    Column("成文日期", lambda each: each.facts.issued_on or ""),
    Column("类别", lambda each: label(each.facts.category)),
    Column("附件", lambda each: f"{len(each.facts.files)} 个" if each.facts.files else ""),
    Column(
        "已读",
        lambda each: f"{len(each.readers)} / {each.wanted} 人",
        lambda each: f"{place(each.policy_id)}#readers",
        is_number=True,
    ),
    Column("状态", chips=state_of),
)


def _rows(asking: Asking[PolicyFilters]) -> Listed[ShelvedPaper]:
    papers = asking.services.policies.papers(asking.viewer)
    found = InOrder(papers, asking.wanted.wants, lambda each: each.policy_id)
    return Listed(
        found.read,
        found.key,
        found.total,
        options={
            "category": {each.value: word for each, word in words_of(PolicyCategory).items()},
            "state": closing.STATES,
        },
        note="在用的在前，新的在前",
    )


def _links(asking: Asking[PolicyFilters]) -> Sequence[Link]:
    new = Link("新增文件", f"{HOME}/new", "btn-ink")
    receipts = Link("阅读回执", "/policy-readers")
    return (new, receipts) if asking.viewer.may_set_register else (receipts,)


def _beside(_asking: Asking[PolicyFilters]) -> Mapping[str, Any]:
    return {"upload": upload_of()}


LIST = ListPage(
    name="policies",
    title="政策文件",
    filters=PolicyFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有政策文件",
        "放进来的文件，督学的手机下次同步后就能离线看。",
        Link("新增文件", f"{HOME}/new"),
    ),
    links=_links,
    template="policies/list.html",
    beside=_beside,
)
add_list(router, LIST)
