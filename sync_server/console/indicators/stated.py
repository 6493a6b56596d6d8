"""办学条件: what each school has in each year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.indicators.figure import BY_FIGURE, Figure, Stage
from domain.indicators.judging import PER
from domain.indicators.jump import jumps
from domain.indicators.sharing import MEASURED, counts, pupils_in, rates
from domain.kinds.register.indicator import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST,
    IndicatorSet,
    indicator_code,
)
from domain.register.school_kind import SchoolKind
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm
from sync_server.console.indicators.drawn import rate_words
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of, related
from sync_server.console.pages import thing_path
from sync_server.data.indicators.stated import stated, stated_once
from sync_server.register.names import names

router = APIRouter()

MOST_PUPILS = 100_000
MOST_YEARS = 6


class IndicatorFilters(Filters):
    """Which school and year the list shows."""

    home = "/indicators"

    year: Annotated[Choice, Field(title="年度")] = ""
    school: Annotated[Choice, Field(title="学校")] = ""


class ListedSchoolYear(NamedTuple):
    """What a school has in a year, what it is called, and how many figures are known."""

    stated: IndicatorSet
    school: str

    @property
    def code(self) -> str:
        """What the office calls it."""
        return indicator_code(self.stated.school_id, self.stated.year)

    @property
    def known(self) -> int:
        """How many of the figures are stated."""
        return sum(getattr(self.stated, each.value) is not None for each in Figure)


def _chips(each: ListedSchoolYear) -> Sequence[Chip]:
    found = []
    if not counts(each.stated):
        found.append(Chip("不计入", "", "不足50人的教学点不计入差异系数"))
    lacking = len(Figure) - each.known
    if lacking:
        found.append(Chip(f"缺{lacking}项", "chip-notice"))
    return found


COLUMNS: tuple[Column[ListedSchoolYear], ...] = (
    Column("学校", lambda each: each.school, lambda each: thing_path("indicator", each.code)),
    Column("年度", lambda each: str(each.stated.year)),
    counted("小学生", lambda each: each.stated.primary_pupils),
    counted("初中生", lambda each: each.stated.junior_pupils),
    counted("高中生", lambda each: each.stated.senior_pupils),
    Column("情况", chips=_chips),
)


def _rows(asking: Asking[IndicatorFilters]) -> Listed[ListedSchoolYear]:
    asking.viewer.require_register()
    database, district = asking.services.server.database, asking.viewer.district
    known, wanted = names(database, district), asking.wanted
    with database.session() as session:
        found = stated(session, district)
    order = {code: number for number, code in enumerate(known.schools)}
    found.sort(key=lambda each: (-each.year, order.get(each.school_id, len(order))))
    rows = [ListedSchoolYear(each, known.school(each.school_id)) for each in found]
    options = {
        "year": {str(each.year): f"{each.year} 年" for each in found},
        "school": {each.stated.school_id: each.school for each in rows},
    }

    def is_wanted(each: ListedSchoolYear) -> bool:
        return wanted.year in ("", str(each.stated.year)) and (
            wanted.school in ("", each.stated.school_id)
        )

    return InOrder(rows, is_wanted, lambda each: each.code).listed(options)


Pupils = Annotated[int, Field(ge=0, le=MOST_PUPILS)]
Amount = Annotated[float | None, Field(ge=0, le=MOST)]
_WHOLE_SCHOOL = "整所学校的总数，不是生均；不知道的留空，填 0 就是没有"


class IndicatorForm(OfficeForm):
    """What a school has in a year."""

    school_id: Annotated[str, Field(min_length=1, title="学校")]
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, title="年度")]
    primary_pupils: Annotated[Pupils, Field(title="小学生数")] = 0
    junior_pupils: Annotated[Pupils, Field(title="初中生数")] = 0
    senior_pupils: Annotated[Pupils, Field(title="高中生数")] = 0
    is_teaching_point: Annotated[bool, Field(title="是教学点（不足50人的不计入）")] = False
    qualified_teachers: Annotated[
        Amount, Field(title="高于规定学历教师数", description=_WHOLE_SCHOOL)
    ] = None
    leading_teachers: Annotated[Amount, Field(title="县级以上骨干教师数")] = None
    arts_teachers: Annotated[Amount, Field(title="体育、艺术专任教师数")] = None
    rooms_m2: Annotated[Amount, Field(title="教学及辅助用房面积（㎡）")] = None
    sports_m2: Annotated[Amount, Field(title="体育运动场馆面积（㎡）")] = None
    equipment_yuan: Annotated[Amount, Field(title="教学仪器设备值（元）")] = None
    multimedia_rooms: Annotated[Amount, Field(title="网络多媒体教室数")] = None
    computers: Annotated[Amount, Field(title="计算机台数")] = None
    books: Annotated[Amount, Field(title="图书册数")] = None
    teachers: Annotated[Amount, Field(title="专任教师数")] = None
    titled_teachers: Annotated[Amount, Field(title="中级及以上职务教师数")] = None
    reason: Annotated[
        str,
        Field(
            max_length=1000,
            title="变动说明",
            description="有数据比上年增减超过30%的，在这里写明原因",
        ),
    ] = ""


def _content(writing: Writing, form: IndicatorForm) -> Content:
    body = _body(form)
    database, district = writing.services.server.database, writing.viewer.district
    if not (body.primary_pupils or body.junior_pupils or body.senior_pupils):
        raise BadInput("请填写学生数。", code="primary_pupils")
    with database.session() as session:
        last = stated_once(session, district, body.school_id, body.year - 1)
        there = stated_once(session, district, body.school_id, body.year)
    if there and not writing.history:
        raise BadInput("这所学校这一年已经登记过了，请到那一条里更正。", code="year")
    found = jumps(last, body)
    if found and not body.reason:
        said = "；".join(each.words for each in found)
        raise BadInput(f"{said}。请核对；确实如此的，写明原因。", code="reason")
    return Content(body)


def _body(form: IndicatorForm) -> IndicatorSet:
    facts = form.model_dump(exclude={"version"})
    for each in Figure:
        value = facts[each.value]
        facts[each.value] = int(value) if value is not None and value.is_integer() else value
    return IndicatorSet(**facts)


def _options(writing: Writing) -> Options:
    """The schools that are measured, and the one that has the entry already."""
    known = names(writing.services.server.database, writing.viewer.district)
    held = body_of(writing.history, IndicatorSet).school_id if writing.history else ""
    return {
        "school_id": {
            row.school_id: row.name
            for row in known.schools.values()
            if SchoolKind(row.school_kind) in MEASURED or row.school_id == held
        }
    }


def _begun(writing: Writing, asked: Mapping[str, str]) -> Typed:
    """This year's, of the school that the address names."""
    today = local_date(writing.services.server.clock())
    return {"year": str(today.year), "school_id": asked.get("school", "")}


class _OverYears(NamedTuple):
    """An indicator of the school in each of the years that are shown."""

    stage: Stage
    figure: Figure
    by_year: Mapping[int, str]


def _about(opened: Opened) -> About:
    body = body_of(opened.history, IndicatorSet)
    database, district = opened.services.server.database, opened.viewer.district
    with database.session() as session:
        found = stated(session, district, body.school_id)
    years = sorted(each.year for each in found)[-MOST_YEARS:]
    columns = [
        *_OF_INDICATOR,
        *(_year_column(each) for each in years),
    ]
    rows = list(_over_years(found))
    chip = [] if counts(body) else [Chip("不计入", "", "不足50人的教学点不计入差异系数")]
    balance = f"/balance?year={body.year}"
    return About(
        facts_of(opened.history),
        chip,
        [Link("本年差异系数", balance)],
        [related("历年指标", columns, rows, "还没有可以算的指标")],
    )


_OF_INDICATOR: tuple[Column[_OverYears], ...] = (
    Column("指标", lambda each: BY_FIGURE[each.figure].title),
    Column("学段", lambda each: label(each.stage)),
)


def _year_column(year: int) -> Column[_OverYears]:
    return Column(f"{year} 年", lambda each: each.by_year.get(year, "–"), is_number=True)


def _over_years(found: Sequence[IndicatorSet]) -> Iterator[_OverYears]:
    for stage in Stage:
        by_year = {each.year: rates(each, stage, PER) for each in found if pupils_in(each, stage)}
        for figure in BY_FIGURE:
            words = {
                year: rate_words(own[figure]) for year, own in by_year.items() if figure in own
            }
            if words:
                yield _OverYears(stage, figure, words)


NOUN = Noun(
    form=ThingForm(
        noun="indicator",
        form=IndicatorForm,
        content=_content,
        options=_options,
        begun=_begun,
        left_out_of_change=("school_id", "year"),
        new="登记办学条件",
    ),
    filters=IndicatorFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有办学条件数据",
        "逐校登记，或者用“导入”从表格里一次导入；有了数据，就能算校际差异系数。",
    ),
    about=_about,
    has_parts=True,
    done={"opened": "已登记。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
