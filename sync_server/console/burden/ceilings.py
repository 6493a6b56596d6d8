"""进校上限: how many visits a year or a term a kind of school gets at most, from a day on."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.burden.load import ceiling_on
from domain.clock import local_date
from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.register.burden import MOST_VISITS, VisitCeilingSet
from domain.register.school_kind import SchoolKind
from domain.words.values import label, words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.pages import thing_path
from sync_server.data.burden.reading import ceilings
from sync_server.register.history import History

router = APIRouter()

ALL_KINDS = "所有类型"


def kinds_words(kinds: tuple[SchoolKind, ...]) -> str:
    """The kinds of schools in words; none named is all."""
    return "、".join(map(label, kinds)) or ALL_KINDS


def most_words(ceiling: VisitCeilingSet) -> str:
    """How many visits, in words: `每年 12 次，每学期 6 次`."""
    said = []
    if ceiling.a_year is not None:
        said.append(f"每年 {ceiling.a_year} 次")
    if ceiling.a_term is not None:
        said.append(f"每学期 {ceiling.a_term} 次")
    return "，".join(said) or "不限"


class ListedCeiling(NamedTuple):
    """A ceiling, and whether it holds today for any kind of school, or is to come."""

    ceiling: VisitCeilingSet
    state: Chip


NOW, LATER, OVER = Chip("现行", "chip-approved"), Chip("以后", "chip-submitted"), Chip("已被替代")


def _rows(asking: Asking[Filters]) -> Listed[ListedCeiling]:
    asking.viewer.require_register()
    today = local_date(asking.services.server.clock()).isoformat()
    with asking.services.server.database.looking_up() as connection:
        found = ceilings(connection, asking.viewer.district)
    holding = {
        held.ceiling_id
        for each in SchoolKind
        if (held := ceiling_on(found, each, today)) is not None
    }

    def state(each: VisitCeilingSet) -> Chip:
        if each.from_on > today:
            return LATER
        return NOW if each.ceiling_id in holding else OVER

    rows = [ListedCeiling(each, state(each)) for each in found]
    return InOrder(rows, lambda _: True, lambda each: each.ceiling.ceiling_id).listed()


COLUMNS: tuple[Column[ListedCeiling], ...] = (
    Column(
        "学校类型",
        lambda each: kinds_words(each.ceiling.school_kinds),
        lambda each: thing_path("visit_ceiling", each.ceiling.ceiling_id),
    ),
    Column("从哪天起", lambda each: each.ceiling.from_on),
    Column("上限", lambda each: most_words(each.ceiling)),
    Column("依据", lambda each: each.ceiling.basis, is_on_phones=False),
    Column("状态", chips=lambda each: [each.state]),
)

Most = Annotated[int | None, Field(ge=0, le=MOST_VISITS)]


class VisitCeilingForm(OfficeForm):
    """How many visits, of which kinds of schools, from which day on."""

    school_kinds: Annotated[Ticks, Field(title="学校类型", description="不选就是所有类型")] = ()
    from_on: Annotated[date, Field(title="从哪天起")]
    a_year: Annotated[Most, Field(title="每年最多次数", description="不限的不填")] = None
    a_term: Annotated[Most, Field(title="每学期最多次数", description="不限的不填")] = None
    near_percent: Annotated[
        int, Field(ge=1, le=100, title="到上限的百分之几提醒", description="例如 80")
    ] = 80
    basis: Annotated[str, Field(max_length=200, title="依据")] = ""
    is_withdrawn: Annotated[bool, Field(title="撤销这条上限")] = False


def _content(writing: Writing, form: VisitCeilingForm) -> Content:
    if form.a_year is None and form.a_term is None:
        raise BadInput("请填写每年或者每学期最多几次。", code="a_year")
    code = writing.history.code if writing.history else uuid7()
    ceiling = VisitCeilingSet(
        ceiling_id=code,
        from_on=form.from_on.isoformat(),
        school_kinds=tuple(map(SchoolKind, form.school_kinds)),
        a_year=form.a_year,
        a_term=form.a_term,
        near_percent=form.near_percent,
        basis=form.basis,
        is_withdrawn=form.is_withdrawn,
    )
    _require_other_day(writing, ceiling)
    return Content(ceiling)


def _require_other_day(writing: Writing, ceiling: VisitCeilingSet) -> None:
    """BadInput where another one says something of the same kinds from the same day on."""
    with writing.services.server.database.looking_up() as connection:
        found = ceilings(connection, writing.viewer.district)
    same = (set(ceiling.school_kinds), ceiling.from_on)
    for each in found:
        is_other = each.ceiling_id != ceiling.ceiling_id
        if is_other and (set(each.school_kinds), each.from_on) == same:
            raise BadInput("这天起已经有一条同样类型的上限了，请到那一条里更正。", code="from_on")


def _typed(history: History) -> Typed:
    ceiling = body_of(history, VisitCeilingSet)
    kinds = "\n".join(ceiling.school_kinds)
    return typed_of(VisitCeilingForm, ceiling, school_kinds=kinds)


def _begun(writing: Writing, _asked: Mapping[str, str]) -> Typed:
    today = local_date(writing.services.server.clock())
    return {"from_on": f"{today.year}-01-01", "near_percent": "80"}


def _options(_writing: Writing) -> Options:
    return {"school_kinds": {each.value: word for each, word in words_of(SchoolKind).items()}}


def _about(opened: Opened) -> About:
    ceiling = body_of(opened.history, VisitCeilingSet)
    chips = [Chip("已撤销")] if ceiling.is_withdrawn else []
    return About(facts_of(opened.history), chips, [Link("进校频次", "/burden")])


NOUN = Noun(
    form=ThingForm(
        noun="visit_ceiling",
        form=VisitCeilingForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        left_out_of_new=("is_withdrawn",),
        says="要从以后某天起改上限，请新增一条，这条就到那天为止。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有定进校上限",
        "定了以后，“进校频次”里接近和超过上限的学校会标出来；只提醒，不拦。",
    ),
    about=_about,
)
add_noun(router, NOUN)
