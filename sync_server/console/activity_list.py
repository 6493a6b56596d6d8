"""The list of trainings and activities: its filters, its columns and its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from domain.kinds.office.activity import ActivityType
from domain.words.values import NOUN, label, words_of
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.list_page import Asking, Link, Listed
from sync_server.console.pages import day, history_path, month_words
from sync_server.data.overview.activities import ActivityFilter
from sync_server.data.paging import Place
from sync_server.month.activities import TRAINING, ListedActivity, found_activities

# What no zone's code can be.
WHOLE = "*"
WHOLE_DISTRICT = "全区"
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class ActivityFilters(Filters):
    """Which of them the list shows."""

    home = "/activities"
    key = (str, str)

    sort: Annotated[Choice, Field(title="类别")] = ""
    year: Annotated[Choice, Field(title="年份")] = ""
    month: Annotated[Choice, Field(title="月份")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, and where its name leads whoever looks at it."""

    activity: ListedActivity
    address: str


def _date(line: Line) -> str:
    return f"{line.activity.held_on[:4]}年{day(line.activity.held_on)}"


def _sort(line: Line) -> str:
    return NOUN[line.activity.noun] or ""


def _mode(line: Line) -> str:
    return label(line.activity.sort)


def _zone(line: Line) -> str:
    return line.activity.zone or WHOLE_DISTRICT


COLUMNS: tuple[Column[Line], ...] = (
    Column("名称", lambda each: each.activity.title, lambda each: each.address),
    Column("日期", _date, export=lambda each: each.activity.held_on),
    Column("类别", _sort, note=_mode, is_exported=False),
    Column("类别", _sort, is_shown=False),
    Column("方式或类型", _mode, is_shown=False),
    Column("责任区", _zone),
    counted("场次", lambda each: each.activity.sessions),
    counted("人次", lambda each: each.activity.attendances),
    Column("学时", export=lambda each: each.activity.hours, is_number=True, is_shown=False),
)


def rows(asking: Asking[ActivityFilters]) -> Listed[Line]:
    """Those that the address asks for; NotAllowed for whoever sees no month."""
    wanted, viewer = asking.wanted, asking.viewer
    found = found_activities(
        asking.services.server.database,
        viewer,
        ActivityFilter(
            district=viewer.district,
            sort=wanted.sort,
            year=wanted.year,
            month=wanted.month,
            zone=wanted.zone,
            is_whole_district=wanted.zone == WHOLE,
        ),
    )

    def line(activity: ListedActivity) -> Line:
        if viewer.may_count:
            return Line(activity, f"/activities/{activity.noun}/{activity.code}")
        return Line(activity, history_path(activity.noun, activity.code))

    def read(place: Place, limit: int) -> list[Line]:
        return [line(each) for each in found.read(place, limit)]

    types = {each.value: word for each, word in words_of(ActivityType).items()}
    years = dict.fromkeys(each[:4] for each in found.months)
    zones = {code: row.name for code, row in found.names.zones.items()}
    return Listed(
        read=read,
        key=lambda each: found.key(each.activity),
        total=found.sums.activities,
        options={
            "sort": {TRAINING: NOUN[TRAINING] or "", **types},
            "year": {each: f"{each}年" for each in years},
            "month": {each: month_words(each) for each in found.months},
            "zone": {WHOLE: f"{WHOLE_DISTRICT}（不分责任区）", **zones},
        },
        note=f"{found.sums.sessions:,} 场次，{found.sums.attendances:,} 人次",
    )


def links(asking: Asking[ActivityFilters]) -> Sequence[Link]:
    """The month's table, into which these are counted."""
    month = asking.wanted.month
    if not _MONTH.fullmatch(month):
        return ()
    return (Link("看这个月的统计报表", f"/month?period={month}"),)
