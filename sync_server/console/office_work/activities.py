"""活动: safety education and other counted activities, what they add up to, and each one's page."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, drawn_row
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact, Related, related
from sync_server.console.office_work.activity_form import FORM
from sync_server.console.office_work.attached import add_attached, beside_of
from sync_server.console.office_work.counted_lists import (
    WHOLE,
    CountedFilters,
    held,
    in_office_order,
    options_of,
    state_chips,
    to_month,
    zone_of,
)
from sync_server.console.office_work.withdrawable import DONE, reason_of
from sync_server.console.pages import dated, month_words, thing_path
from sync_server.counted.listing import Found, ListedActivity, found_activities
from sync_server.data.overview.activities import ActivityFilter, MonthSums
from sync_server.register.names import Names

router = APIRouter()

HOME = "/activities"


class ActivityFilters(CountedFilters):
    """Which activities the list shows."""

    home = HOME

    sort: Annotated[Choice, Field(title="类别")] = ""
    year: Annotated[Choice, Field(title="年份")] = ""
    month: Annotated[Choice, Field(title="月份")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    unit: Annotated[Choice, Field(title="开展单位")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""


COLUMNS: tuple[Column[ListedActivity], ...] = (
    Column("名称", lambda each: each.body.title, lambda each: thing_path("activity", each.code)),
    Column("日期", held, export=lambda each: each.body.held_on),
    Column("类别", lambda each: label(each.body.activity_type)),
    Column("责任区", zone_of),
    Column("主题", lambda each: "、".join(each.body.topics)),
    Column("联动部门", lambda each: "、".join(each.body.partners), is_on_phones=False),
    counted("单位", lambda each: len(each.schools)),
    Column("开展单位", lambda each: "、".join(each.schools), is_shown=False),
    counted("场次", lambda each: each.body.sessions),
    counted("人次", lambda each: each.body.attendances),
    Column("状态", chips=state_chips, is_exported=False),
)
MONTHS: tuple[Column[MonthSums], ...] = (
    Column("月份", lambda each: month_words(each.month)),
    counted("次", lambda each: each.activities),
    counted("场次", lambda each: each.sessions),
    counted("人次", lambda each: each.attendances),
)


def _rows(asking: Asking[ActivityFilters]) -> Listed[ListedActivity]:
    wanted, viewer = asking.wanted, asking.viewer
    found = found_activities(
        asking.services.server.database,
        viewer,
        ActivityFilter(
            district=viewer.district,
            sort=wanted.sort,
            school_id=wanted.unit,
            **wanted.shared,
        ),
    )
    types = {each.value: word for each, word in words_of(ActivityType).items()}
    units = {row.school_id: row.name for row in found.names.schools.values()}
    return Listed(
        read=found.read,
        key=found.key,
        total=found.sums.activities,
        options={**options_of(found), "sort": types, "unit": units},
        note=f"{found.sums.sessions:,} 场次，{found.sums.attendances:,} 人次",
        beside=_months(found),
    )


def _months(found: Found[ListedActivity]) -> Mapping[str, Any]:
    """What each month adds up to, where there are several."""
    rows = [drawn_row(MONTHS, each) for each in found.by_month]
    return {"month_columns": MONTHS, "months": rows if len(rows) > 1 else []}


def _links(asking: Asking[ActivityFilters]) -> list[Link]:
    return [*to_month(asking.wanted)]


def _about(opened: Opened) -> About:
    body, known = body_of(opened.history, ActivityRecorded), opened.history.names
    chips = [Chip("已撤销")] if body.is_withdrawn else []
    return About(_facts(opened, body), chips, related=[_units(body, known)])


def _facts(opened: Opened, body: ActivityRecorded) -> Iterator[Fact]:
    known = opened.history.names
    if body.is_withdrawn:
        yield Fact("撤销的原因", reason_of(opened.history) or "（文字已依法清除）")
    yield Fact("日期", dated(body.held_on))
    yield Fact("类别", label(body.activity_type))
    yield Fact("场次", f"{body.sessions:,}")
    yield Fact("人次", f"{body.attendances:,}")
    yield Fact("责任区", known.zone(body.zone) if body.zone else WHOLE)
    for title, text in (
        ("主题", "、".join(body.topics)),
        ("联动部门", "、".join(body.partners)),
        ("地点", body.place),
    ):
        if text:
            yield Fact(title, text)


def _units(body: ActivityRecorded, known: Names) -> Related:
    """Where it was held, in the office's order."""
    order = in_office_order(known.schools, body.schools)
    columns: tuple[Column[str], ...] = (
        Column("单位", known.school, lambda each: thing_path("school", each)),
        Column("责任区", lambda each: _zone(known, each)),
    )
    return related("开展单位", columns, order, "没有登记在哪些单位开展。")


def _zone(known: Names, school: str) -> str:
    row = known.schools.get(school)
    return known.zone(row.zone) if row else ""


NOUN = Noun(
    form=FORM,
    filters=ActivityFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有登记活动", "登记的安全教育、专项督导和其他活动会出现在这里。"),
    links=_links,
    begun_by=lambda asking: f"?type={asking.wanted.sort}" if asking.wanted.sort else "",
    about=_about,
    done=DONE,
    list_template="office_work/activities.html",
    template="office_work/thing.html",
    beside_one=beside_of(HOME),
)
add_attached(router, NOUN)
add_noun(router, NOUN)
