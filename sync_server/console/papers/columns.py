"""The columns of papers, as their list shows and exports them, and its filters."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.kinds.paper.builder import PaperState
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.pages import thing_path
from sync_server.review.paper_listing import ListedPaper

OVERDUE = "overdue"
DUE = {OVERDUE: "已逾期"}
LOOKS = {
    PaperState.PENDING: "chip-notice",
    PaperState.ISSUED: "chip-submitted",
    PaperState.SERVED: "chip-submitted",
    PaperState.ANSWERED: "chip-approved",
    PaperState.FINISHED: "chip-approved",
}
_YEAR = re.compile(r"[0-9]{4}")


class PaperFilters(Filters):
    """Which papers the list shows."""

    home = "/papers"
    key = (str, int, str)

    kind: Annotated[Choice, Field(title="文书")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    due: Annotated[Choice, Field(title="期限")] = ""
    year: Annotated[Choice, Field(title="年份")] = ""
    account: Annotated[Choice, Field(title="责任督学")] = ""
    campaign: Annotated[Choice, Field(title="专项")] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""

    @property
    def wanted_year(self) -> int | None:
        """The year, one that no paper has where it is none; None for all."""
        if not self.year:
            return None
        return int(self.year) if _YEAR.fullmatch(self.year) else 0


def _address(paper: ListedPaper) -> str:
    return f"/papers/{paper.row.paper}"


def _findings(paper: ListedPaper) -> str:
    return f"{_address(paper)}#findings"


def _open(paper: ListedPaper) -> str:
    return "" if paper.open is None else _findings(paper)


def _unit(paper: ListedPaper) -> str:
    return thing_path("school", paper.row.school_id)


def _overdue(paper: ListedPaper) -> Sequence[Chip]:
    days = paper.days_overdue
    return [Chip(f"逾期 {days} 天", "chip-grave")] if days else ()


def _state(paper: ListedPaper) -> Sequence[Chip]:
    return [Chip(label(paper.state), LOOKS.get(paper.state, ""))]


COLUMNS: tuple[Column[ListedPaper], ...] = (
    Column(
        "文号",
        lambda each: each.row.number or "（还没有文号）",
        _address,
        export=lambda each: each.row.number,
    ),
    Column("文书", lambda each: label(each.paper_kind)),
    Column("单位", lambda each: each.school, _unit, leads_aside=True),
    Column("责任督学", lambda each: each.inspectors),
    counted("问题", lambda each: each.figures.findings, _findings),
    counted("没有整改到位", lambda each: each.open, _open),
    Column("签发日期", lambda each: each.row.issued_on or ""),
    Column("期限", lambda each: each.row.due_on or "", chips=_overdue, is_exported=False),
    Column("期限", lambda each: each.row.due_on or "", is_shown=False),
    Column("逾期天数", export=lambda each: each.days_overdue or None, is_shown=False),
    Column("状态", chips=_state),
    Column("送达日期", lambda each: each.row.served_on or "", is_shown=False),
    Column("回复日期", lambda each: each.row.answered_on or "", is_shown=False),
    Column("起草人", lambda each: each.drafter, is_shown=False),
    Column("签发人", lambda each: each.signer, is_shown=False),
    Column("专项", lambda each: each.campaign, is_shown=False),
    Column("要求", lambda each: each.row.requirement, is_shown=False),
)
