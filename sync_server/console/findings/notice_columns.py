"""The columns of notices, as their list shows and exports them, and its filters."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.kinds.office.notice import NoticeState
from domain.words.values import label
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.pages import thing_path
from sync_server.review.notice_listing import ListedNotice

OVERDUE = "overdue"
DUE = {OVERDUE: "已逾期"}
_YEAR = re.compile(r"[0-9]{4}")


class NoticeFilters(Filters):
    """Which notices the list shows."""

    home = "/notices"
    key = (int, int, str)

    state: Annotated[Choice, Field(title="状态")] = ""
    due: Annotated[Choice, Field(title="期限")] = ""
    year: Annotated[Choice, Field(title="年份")] = ""
    account: Annotated[Choice, Field(title="责任督学")] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""

    @property
    def wanted_year(self) -> int | None:
        """The year, one that no notice has where it is none; None for all."""
        if not self.year:
            return None
        return int(self.year) if _YEAR.fullmatch(self.year) else 0


def _address(notice: ListedNotice) -> str:
    return f"/notices/{notice.row.notice}"


def _findings(notice: ListedNotice) -> str:
    return f"{_address(notice)}#findings"


def _open(notice: ListedNotice) -> str:
    return "" if notice.open is None else _findings(notice)


def _unit(notice: ListedNotice) -> str:
    return thing_path("school", notice.row.school_id)


def _overdue(notice: ListedNotice) -> Sequence[Chip]:
    days = notice.days_overdue
    return [Chip(f"逾期 {days} 天", "chip-grave")] if days else ()


def _state(notice: ListedNotice) -> Sequence[Chip]:
    look = "chip-approved" if notice.state is NoticeState.ISSUED else ""
    return [Chip(label(notice.state), look)]


COLUMNS: tuple[Column[ListedNotice], ...] = (
    Column("文号", lambda each: each.row.number, _address),
    Column("单位", lambda each: each.school, _unit, leads_aside=True),
    Column("责任督学", lambda each: each.inspectors),
    counted("问题", lambda each: each.figures.findings, _findings),
    counted("没有整改到位", lambda each: each.open, _open),
    Column("下达日期", lambda each: each.row.issued_on),
    Column("整改期限", lambda each: each.row.due_on, chips=_overdue, is_exported=False),
    Column("整改期限", lambda each: each.row.due_on, is_shown=False),
    Column("逾期天数", export=lambda each: each.days_overdue or None, is_shown=False),
    Column("状态", chips=_state),
    Column("下达人", lambda each: each.issuer, is_shown=False),
    Column("整改要求", lambda each: each.row.requirement, is_shown=False),
)
