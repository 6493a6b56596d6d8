"""报送进度: what each unit owes in a month or a year, what it sent, and what is lacking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, month_of
from domain.kinds.office.news import ReportingUnitSet
from domain.news.quota import Reported, UnitStanding
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import month_words, thing_path
from sync_server.data.news.listing import years
from sync_server.month.news import ReportedUnit, reported
from sync_server.month.period import Period, months_before, read_period

router = APIRouter()

MONTHS_OFFERED = 12
LOOKS = {
    Reported.NONE_OWED: "",
    Reported.DONE: "chip-approved",
    Reported.ON_THE_WAY: "",
    Reported.LACKING: "chip-grave",
}


class QuotaFilters(Filters):
    """Which month or year the list shows; the running month unless it says."""

    home = "/news-quotas"

    period: Annotated[Choice, Field(title="统计期", pattern=r"^([0-9]{4}(-[0-9]{2})?)?$")] = ""
    state: Annotated[Choice, Field(title="情况")] = ""

    def span(self, today: date) -> Period:
        """The month or the year; BadInput for one that there is not."""
        return read_period(self.period or month_of(today))


def _name(period: str) -> str:
    return month_words(period) if len(period) > len("2026") else f"{period}年"


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's line of the list."""

    reported: ReportedUnit
    period: str

    @property
    def standing(self) -> UnitStanding:
        """How it stands."""
        return self.reported.standing

    @property
    def unit(self) -> ReportingUnitSet:
        """The unit."""
        return self.standing.unit

    def to_news(self, number: int, more: str = "") -> str:
        """Where a figure leads; nowhere without any news."""
        if not number:
            return ""
        unit = "" if self.unit.counts_all else f"unit={self.unit.unit_id}&"
        return f"/news?{unit}period={self.period}{more}"


COLUMNS: tuple[Column[Line], ...] = (
    Column(
        "报送单位",
        lambda each: each.unit.name,
        lambda each: thing_path("reporting_unit", each.unit.unit_id),
        note=lambda each: "汇总全部单位" if each.unit.counts_all else "",
    ),
    Column("级别", lambda each: label(each.unit.level), is_on_phones=False),
    counted("应报", lambda each: each.standing.owed),
    counted("已报", lambda each: each.standing.done, lambda each: each.to_news(each.standing.done)),
    counted("还差", lambda each: each.standing.lacking),
    counted(
        "采用",
        lambda each: each.reported.adopted,
        lambda each: each.to_news(each.reported.adopted, "&level=adopted"),
    ),
    Column(
        "情况",
        chips=lambda each: [Chip(label(each.standing.state), LOOKS[each.standing.state])],
    ),
)


def _rows(asking: Asking[QuotaFilters]) -> Listed[Line]:
    services, wanted = asking.services, asking.wanted
    today = local_date(services.server.clock())
    period = wanted.span(today)
    found = reported(services.server.database, asking.viewer, period, today)
    with services.server.database.looking_up() as connection:
        known = years(connection, asking.viewer.district)
    months = [months_before(month_of(today), back) for back in range(MONTHS_OFFERED)]
    offered = dict.fromkeys([*months, str(today.year), *known, period.key])
    behind = sum(each.is_behind for each in found)
    rows = InOrder(
        [Line(each, period.key) for each in found],
        lambda each: wanted.state in ("", each.standing.state),
        lambda each: each.unit.unit_id,
    )
    states = {each.value: word for each, word in words_of(Reported).items()}
    periods = {each: _name(each) for each in offered}
    note = f"{period.title}，未完成 {behind} 个单位" if behind else period.title
    return rows.listed({"period": periods, "state": states}, note)


def _links(asking: Asking[QuotaFilters]) -> Sequence[Link]:
    period = asking.wanted.span(local_date(asking.services.server.clock()))
    links = [Link("报送的信息", f"/news?period={period.key}")]
    if asking.viewer.may_set_register:
        links.append(Link("定任务", "/reporting-units"))
    return links


LIST = ListPage(
    name="news",
    title="报送进度",
    filters=QuotaFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "这段时间没有报送任务",
        "先在“报送单位”里登记单位和任务。全年的任务按月折算：年中开始的，只算开始以后的月份。",
        Link("报送单位", "/reporting-units"),
    ),
    links=_links,
)
add_list(router, LIST)
