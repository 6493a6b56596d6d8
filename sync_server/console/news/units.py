"""报送单位: who sends news to the office, and how much from which month on."""

from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date, month_of
from domain.errors import BadInput
from domain.kinds.office.news import (
    MOST_NEWS,
    ReportingQuota,
    ReportingUnitSet,
    UnitLevel,
)
from domain.news.quota import quota_in, with_quota
from domain.register.in_use import is_in_use
from domain.spelling import key_of, usual
from domain.words.values import label, words_of
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.closing import STATES, ClosedOn, state_chips, state_of
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact, related
from sync_server.console.pages import month_words, thing_path
from sync_server.data.news.listing import units
from sync_server.register.history import History
from sync_server.register.importing.zone_rows import free_code

router = APIRouter()


class UnitFilters(Filters):
    """Which units the list shows."""

    home = "/reporting-units"

    level: Annotated[Choice, Field(title="级别")] = ""
    state: Annotated[Choice, Field(title="状态")] = ""


def amount_words(quota: ReportingQuota | None) -> str:
    """What is owed, in words: `每月 2 条，每年 200 条`."""
    said = []
    if quota and quota.a_month is not None:
        said.append(f"每月 {quota.a_month} 条")
    if quota and quota.a_year is not None:
        said.append(f"每年 {quota.a_year} 条")
    return "，".join(said) or "没有任务"


class ListedUnit(NamedTuple):
    """A unit, and whether it is in use today."""

    unit: ReportingUnitSet
    is_active: bool


def _rows(asking: Asking[UnitFilters]) -> Listed[ListedUnit]:
    asking.viewer.require_register()
    services, wanted = asking.services, asking.wanted
    today = local_date(services.server.clock()).isoformat()
    with services.server.database.looking_up() as connection:
        found = units(connection, asking.viewer.district)
    order = list(UnitLevel)
    found.sort(key=lambda each: order.index(each.level))
    rows = [ListedUnit(each, is_in_use(each, today)) for each in found]

    def is_wanted(each: ListedUnit) -> bool:
        state = state_of(each.is_active)
        return wanted.level in ("", each.unit.level) and wanted.state in ("", state)

    options = {
        "level": {each.value: word for each, word in words_of(UnitLevel).items()},
        "state": STATES,
    }
    return InOrder(rows, is_wanted, lambda each: each.unit.unit_id).listed(options)


def _owes(each: ListedUnit) -> str:
    last = max(each.unit.quotas, key=lambda quota: quota.from_month, default=None)
    since = f"（{month_words(last.from_month)}起）" if last else ""
    return f"{amount_words(last)}{since}"


COLUMNS: tuple[Column[ListedUnit], ...] = (
    Column(
        "报送单位",
        lambda each: each.unit.name,
        lambda each: thing_path("reporting_unit", each.unit.unit_id),
        note=lambda each: "汇总全部单位" if each.unit.counts_all else "",
    ),
    Column("级别", lambda each: label(each.unit.level)),
    Column("任务", _owes),
    Column("状态", chips=lambda each: state_chips(each.is_active, each.unit.closed_on)),
)

Count = Annotated[int | None, Field(ge=0, le=MOST_NEWS)]


class ReportingUnitForm(OfficeForm):
    """A reporting unit, and what it owes from a month on."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="名称")]
    level: Annotated[UnitLevel, Field(title="级别")] = UnitLevel.COUNTY
    counts_all: Annotated[bool, Field(title="汇总全部单位：各单位报送的都算在它名下")] = False
    from_month: Annotated[
        str,
        Field(
            pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$",
            title="任务从哪个月起",
            description="以前月份的任务不变",
            examples=["2026-05"],
        ),
    ]
    a_month: Annotated[Count, Field(title="每月条数", description="不按月要求的不填")] = None
    a_year: Annotated[Count, Field(title="每年条数", description="不按年要求的不填")] = None
    closed_on: ClosedOn = None


def _content(writing: Writing, form: ReportingUnitForm) -> Content:
    stood = body_of(writing.history, ReportingUnitSet) if writing.history else None
    name = usual(form.name)
    with writing.services.server.database.looking_up() as connection:
        known = {each.unit_id: each for each in units(connection, writing.viewer.district)}
    for unit in known.values():
        if key_of(unit.name) == key_of(name) and not (stood and stood.unit_id == unit.unit_id):
            raise BadInput(f"已经有“{unit.name}”了。", code="name")
    quota = ReportingQuota(from_month=form.from_month, a_month=form.a_month, a_year=form.a_year)
    unit = ReportingUnitSet(
        unit_id=stood.unit_id if stood else free_code("unit", name, known),
        name=name,
        level=form.level,
        counts_all=form.counts_all,
        quotas=with_quota(stood.quotas if stood else (), quota),
    )
    return Content(unit)


def _typed(history: History) -> Typed:
    unit = body_of(history, ReportingUnitSet)
    last = max(unit.quotas, key=lambda each: each.from_month, default=None)
    typed = typed_of(ReportingUnitForm, unit)
    return {**typed, **(typed_of(ReportingUnitForm, last) if last else {})}


def _begun(writing: Writing, _asked: Mapping[str, str]) -> Typed:
    today = local_date(writing.services.server.clock())
    return {"from_month": month_of(today), "level": UnitLevel.COUNTY.value}


_QUOTAS: tuple[Column[ReportingQuota], ...] = (
    Column("从哪个月起", lambda each: month_words(each.from_month)),
    Column("任务", amount_words),
)


def _about(opened: Opened) -> About:
    unit = body_of(opened.history, ReportingUnitSet)
    today = local_date(opened.services.server.clock())
    month = month_of(today)
    to_news = "/news" if unit.counts_all else f"/news?unit={unit.unit_id}"
    facts = [
        Fact("级别", label(unit.level)),
        Fact("本月任务", amount_words(quota_in(unit, month))),
        Fact("报送的信息", "查看", to_news),
    ]
    if unit.counts_all:
        facts.append(Fact("怎样计算", "各单位报送的都算在它名下"))
    state = state_chips(is_in_use(unit, today.isoformat()), unit.closed_on)
    quotas: Sequence[ReportingQuota] = unit.quotas[::-1]
    listed = related("任务", _QUOTAS, quotas, "还没有定任务")
    return About(facts, state, [Link("报送进度", f"/news-quotas?period={month}")], [listed])


NOUN = Noun(
    form=ThingForm(
        noun="reporting_unit",
        form=ReportingUnitForm,
        content=_content,
        typed=_typed,
        begun=_begun,
        says="改任务时写明从哪个月起；以前月份按当时的任务算。",
    ),
    filters=UnitFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有报送单位", "登记报送单位和任务，就能看谁还差几条。"),
    about=_about,
)
add_noun(router, NOUN)
