"""计入统计的督导: the visits behind a figure of the month's tables, a row for each unit."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, month_of
from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from domain.visit.tally import Measure
from domain.words.values import label, words_of
from sync_server.console.counted.periods import PERIOD, offered
from sync_server.console.form_fields import Options
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import day
from sync_server.data.counted.campaigns import titles
from sync_server.data.counted.listing import (
    ANY_CAMPAIGN,
    NO_THEME,
    CountedFilter,
    CountedList,
    key_of,
)
from sync_server.data.paging import Place
from sync_server.month.period import read_period
from sync_server.register.names import Names, names

router = APIRouter()

STATES = (State.SUBMITTED, State.RETURNED, State.APPROVED)


class CountedFilters(Filters):
    """Which of them the list shows; without a period, the running month's."""

    home = "/counted"
    key = (str, int, str)

    period: Annotated[str, Field(title="统计期", pattern=PERIOD)] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    account: Annotated[Choice, Field(title="主办督学")] = ""
    joined: Annotated[Choice, Field(title="参与督学")] = ""
    school: Annotated[Choice, Field(title="学校")] = ""
    theme: Annotated[Choice, Field(title="主题")] = ""
    campaign: Annotated[Choice, Field(title="专项")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    measure: Annotated[Choice, Field(title="有数量的")] = ""


class CountedLine(NamedTuple):
    """A visit at one of its units, with the names around it; ``campaigns`` are titles by code."""

    row: Any
    names: Names
    campaigns: Mapping[str, str]
    may_open: bool

    @property
    def campaign(self) -> str:
        """What its campaign is called; empty for a visit of none."""
        return self.campaigns.get(self.row.campaign_id, "")

    def quantity(self, measure: Measure) -> int:
        """What it adds to a measure."""
        return int(getattr(self.row, measure.value))


def _quantity(measure: Measure) -> Column[CountedLine]:
    return counted(label(measure), lambda each: each.quantity(measure))


COLUMNS: tuple[Column[CountedLine], ...] = (
    Column(
        "日期",
        lambda each: day(each.row.visit_on),
        lambda each: f"/visits/{each.row.visit}" if each.may_open else "",
        export=lambda each: each.row.visit_on,
    ),
    Column("单位", lambda each: each.names.school(each.row.school_id)),
    Column("责任区", lambda each: each.names.zone(each.row.zone), is_on_phones=False),
    Column("主办督学", lambda each: each.names.person(each.row.account)),
    Column("类型", lambda each: label(VisitType(each.row.visit_type)), is_on_phones=False),
    Column(
        "主题",
        lambda each: each.names.theme(each.row.theme_id),
        note=lambda each: f"专项：{each.campaign}" if each.campaign else "",
        is_on_phones=False,
    ),
    Column("专项", lambda each: each.campaign, is_shown=False),
    Column(
        "状态", chips=lambda each: [Chip(label(State(each.row.state)), f"chip-{each.row.state}")]
    ),
    *(_quantity(each) for each in Measure),
)


def _rows(asking: Asking[CountedFilters]) -> Listed[CountedLine]:
    viewer, services, wanted = asking.viewer, asking.services, asking.wanted
    viewer.require_months()
    database, district = services.server.database, viewer.district
    running = month_of(local_date(services.server.clock()))
    period = read_period(wanted.period or running)
    asked = {
        name: text
        for name, text in wanted.chosen.items()
        if name not in ("period", "measure") and text
    }
    measure = wanted.measure if wanted.measure in {each.value for each in Measure} else ""
    filters = CountedFilter(district, period.first, period.last, **asked, measure=measure)
    known = names(database, district)
    with database.looking_up() as connection:
        found = CountedList(connection, filters)
        total, sums = found.count(), found.sums()
        campaigns = titles(connection, district)

    def read(place: Place, limit: int) -> Sequence[CountedLine]:
        with database.looking_up() as connection:
            rows = CountedList(connection, filters).read(place, limit)
        return [CountedLine(row, known, campaigns, viewer.may_see_visits) for row in rows]

    return Listed(
        read=read,
        key=lambda line: key_of(line.row),
        total=total,
        options=_options(known, campaigns, running, wanted.period),
        note=_note(period.title, sums),
    )


def _note(title: str, sums: dict[Measure, int]) -> str:
    said = (Measure.VISITS, Measure.SCHOOL_VISITS, Measure.LESSONS, Measure.FINDINGS)
    return f"{title}，" + "，".join(f"{label(each)} {sums[each]:,}" for each in said)


def _options(known: Names, campaigns: Mapping[str, str], running: str, period: str) -> Options:
    people = {row.account: row.name for row in known.inspectors}
    themes = {code: each.title for code, each in known.themes.items()}
    return {
        "period": {**({} if period else {"": "本月"}), **offered(running, period)},
        "zone": {code: row.name for code, row in known.zones.items()},
        "account": people,
        "joined": people,
        "school": {code: row.name for code, row in known.schools.items()},
        "theme": {**themes, NO_THEME: "没有选主题"},
        "campaign": {**campaigns, ANY_CAMPAIGN: "任何专项"},
        "state": {each.value: label(each) for each in STATES},
        "measure": {each.value: word for each, word in words_of(Measure).items()},
    }


def _back(asking: Asking[CountedFilters]) -> Sequence[Link]:
    period = asking.wanted.period
    return (Link("回到月度统计", f"/month?period={period}" if period else "/month"),)


LIST = ListPage(
    name="counted",
    title="计入统计的督导",
    filters=CountedFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("这段时间没有计入统计的督导", "督学提交并同步以后，一次督导一个单位一行。"),
    links=_back,
)
add_list(router, LIST)
