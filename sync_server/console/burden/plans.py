"""进校计划: the year's inspections of schools, on the whitelist or not (5-04)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.burden.load import plan_of
from domain.clock import local_date
from domain.ids import uuid7
from domain.kinds.register.burden import InspectionSort, PlannedInspectionSet
from domain.register.school_kind import SchoolKind
from domain.words.values import label, words_of
from sync_server.console.burden.ceilings import kinds_words
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.data import register_snapshot
from sync_server.data.burden.reading import plans, visits_made
from sync_server.month.burden import years_offered
from sync_server.register.history import History
from sync_server.register.names import names

router = APIRouter()

HOME = "/inspections"
LISTED = {"yes": "在白名单内", "no": "不在白名单内"}


class PlanFilters(Filters):
    """Which inspections the list shows; this year's unless it says."""

    home = HOME

    year: Annotated[Choice, Field(title="年份", pattern=r"^([0-9]{4})?$")] = ""
    department: Annotated[Choice, Field(title="牵头部门")] = ""
    listed: Annotated[Choice, Field(title="白名单")] = ""

    def wants(self, plan: PlannedInspectionSet, year: str) -> bool:
        """Whether the inspection is among them."""
        listed = "yes" if plan.is_whitelisted else "no"
        return (
            str(plan.year) == (self.year or year)
            and self.department in ("", plan.department)
            and self.listed in ("", listed)
        )


class ListedPlan(NamedTuple):
    """An inspection, and how many visits it came to; where they are, for whoever sees visits."""

    plan: PlannedInspectionSet
    visits: int
    address: str


def chips_of(plan: PlannedInspectionSet) -> Sequence[Chip]:
    """Whether it is on the whitelist, and whether it is for safety."""
    if plan.is_withdrawn:
        return [Chip("已撤销")]
    listed = Chip("白名单", "chip-approved") if plan.is_whitelisted else Chip("不在白名单")
    safety = [Chip("安全类", "chip-info", "不计入进校上限")] if plan.is_safety else []
    return [listed, *safety]


def when_words(plan: PlannedInspectionSet) -> str:
    """In which month, in words."""
    return f"{plan.month}月" if plan.month else "不定"


COLUMNS: tuple[Column[ListedPlan], ...] = (
    Column(
        "名称",
        lambda each: each.plan.title,
        lambda each: thing_path("inspection_plan", each.plan.plan_id),
    ),
    Column("牵头部门", lambda each: each.plan.department),
    Column("类别", lambda each: label(each.plan.sort)),
    Column("月份", lambda each: when_words(each.plan)),
    Column("学校类型", lambda each: kinds_words(each.plan.school_kinds), is_on_phones=False),
    Column("依据", lambda each: each.plan.basis, is_on_phones=False),
    counted("已进校次", lambda each: each.visits, lambda each: each.address),
    Column("白名单", chips=lambda each: chips_of(each.plan)),
)


def _rows(asking: Asking[PlanFilters]) -> Listed[ListedPlan]:
    viewer, wanted = asking.viewer, asking.wanted
    viewer.require_register()
    today = local_date(asking.services.server.clock())
    year = wanted.year or str(today.year)
    with asking.services.server.database.looking_up() as connection:
        found = plans(connection, viewer.district)
        made = visits_made(connection, viewer.district, f"{year}-01-01", f"{year}-12-31")
    parts = (plan_of(found, each) for each in made)
    visits = Counter(each.plan_id for each in parts if each is not None)
    rows = []
    for each in found:
        address = f"/burden/visits?period={each.year}&plan={each.plan_id}"
        number = visits[each.plan_id] if str(each.year) == year else 0
        rows.append(ListedPlan(each, number, address if number and viewer.may_see_all else ""))
    of_year = [each for each in found if str(each.year) == year]
    listed = sum(each.is_whitelisted for each in of_year)
    options = {
        "year": {each: f"{each}年" for each in years_offered(today, found)},
        "department": {each.department: each.department for each in of_year},
        "listed": LISTED,
    }
    note = f"{year}年共 {len(of_year)} 项，白名单内 {listed} 项"
    order = InOrder(
        rows, lambda each: wanted.wants(each.plan, year), lambda each: each.plan.plan_id
    )
    return order.listed(options, note)


class PlannedInspectionForm(OfficeForm):
    """One inspection of the year."""

    year: Annotated[int, Field(ge=2000, le=2100, title="年份")]
    title: Annotated[str, Field(min_length=1, max_length=200, title="名称")]
    department: Annotated[str, Field(min_length=1, max_length=200, title="牵头部门")]
    basis: Annotated[str, Field(max_length=200, title="依据", examples=["文件名称或文号"])] = ""
    sort: Annotated[InspectionSort, Field(title="类别")] = InspectionSort.INSPECTION
    month: Annotated[int | None, Field(ge=1, le=12, title="月份", description="不定的不填")] = None
    school_kinds: Annotated[Ticks, Field(title="学校类型", description="不选就是所有类型")] = ()
    units: Annotated[
        str, Field(max_length=2000, title="范围", description="只去部分学校的写明")
    ] = ""
    is_whitelisted: Annotated[bool, Field(title="在进校白名单内")] = False
    is_safety: Annotated[bool, Field(title="安全类，不计入进校上限")] = False
    campaigns: Annotated[
        Ticks, Field(title="对应的专项", description="这些专项的督导就是它的进校")
    ] = ()
    theme_ids: Annotated[
        Ticks, Field(title="对应的主题", description="这些主题的督导就是它的进校")
    ] = ()
    is_withdrawn: Annotated[bool, Field(title="撤销这项计划")] = False


def _content(writing: Writing, form: PlannedInspectionForm) -> Content:
    facts = form.model_dump(exclude={"version", "school_kinds"})
    code = writing.history.code if writing.history else uuid7()
    kinds = tuple(map(SchoolKind, form.school_kinds))
    return Content(PlannedInspectionSet(plan_id=code, school_kinds=kinds, **facts))


def _typed(history: History) -> Typed:
    plan = body_of(history, PlannedInspectionSet)
    ticked = {
        "school_kinds": "\n".join(plan.school_kinds),
        "campaigns": "\n".join(plan.campaigns),
        "theme_ids": "\n".join(plan.theme_ids),
    }
    return typed_of(PlannedInspectionForm, plan, **ticked)


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    year = asked.get("year") or str(local_date(writing.services.server.clock()).year)
    return {"year": year, "sort": InspectionSort.INSPECTION.value}


def _options(writing: Writing) -> Options:
    database, district = writing.services.server.database, writing.viewer.district
    with database.session() as session:
        campaigns = register_snapshot.campaigns(session, district)
    themes = names(database, district).themes
    return {
        "month": {str(each): f"{each}月" for each in range(1, 13)},
        "school_kinds": {each.value: word for each, word in words_of(SchoolKind).items()},
        "campaigns": {each.campaign_id: each.title for each in campaigns},
        "theme_ids": {code: f"{each.month}月 {each.title}" for code, each in themes.items()},
    }


def _about(opened: Opened) -> About:
    plan = body_of(opened.history, PlannedInspectionSet)
    titles = {**_options_of(opened)}
    said = (
        ("年份", f"{plan.year}年 {when_words(plan)}"),
        ("牵头部门", plan.department),
        ("类别", label(plan.sort)),
        ("依据", plan.basis or "没有写"),
        ("学校类型", kinds_words(plan.school_kinds)),
        ("范围", plan.units),
        ("对应的专项", "、".join(titles.get(each, each) for each in plan.campaigns)),
        ("对应的主题", "、".join(map(opened.history.names.theme, plan.theme_ids))),
    )
    facts = [Fact(title, text) for title, text in said if text]
    address = f"/burden/visits?period={plan.year}&plan={plan.plan_id}"
    links = [Link("它的进校", address)] if opened.viewer.may_see_all else []
    return About(facts, chips_of(plan), links)


def _options_of(opened: Opened) -> Mapping[str, str]:
    with opened.services.server.database.session() as session:
        campaigns = register_snapshot.campaigns(session, opened.viewer.district)
    return {each.campaign_id: each.title for each in campaigns}


NOUN = Noun(
    form=ThingForm(
        noun="inspection_plan",
        form=PlannedInspectionForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        left_out_of_new=("is_withdrawn",),
    ),
    filters=PlanFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有进校计划",
        "年初把全年要进校的督查检查、评估和考核登记在这里，写明在不在白名单内。",
    ),
    begun_by=lambda asking: f"?year={asking.wanted.year}" if asking.wanted.year else "",
    about=_about,
)
add_noun(router, NOUN)
