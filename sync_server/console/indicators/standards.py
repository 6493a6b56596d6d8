"""均衡标准: what the coefficients are held against from a year on, the state's and one's own."""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.ids import uuid7
from domain.indicators.figure import Stage, Standard
from domain.indicators.standard import THRESHOLDS, Threshold, own_threshold, threshold_of
from domain.kinds.register.balance_rule import BalanceRuleSet, Need
from domain.kinds.register.indicator import FIRST_YEAR, LAST_YEAR, MOST
from domain.words.values import label
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.pages import thing_path
from sync_server.data.indicators.rules import own_rules
from sync_server.register.history import History

router = APIRouter()

NOW, LATER, BEFORE = Chip("现在", "chip-approved"), Chip("以后", "chip-submitted"), Chip("已被代替")
NEEDED = tuple(next(each for each in THRESHOLDS if each.needs).needs)
"""The figures of which the state asks something of every school."""


class ListedStandard(NamedTuple):
    """What is asked, by whom, and whether it holds; ``code`` is empty of the state's own."""

    asks: Threshold
    code: str
    state: Chip

    @property
    def key(self) -> str:
        """What an address calls it."""
        asks = self.asks
        return self.code or f"state@{asks.standard}@{asks.stage}@{asks.from_year}"


def _path(each: ListedStandard) -> str:
    return thing_path("balance_rule", each.code) if each.code else ""


COLUMNS: tuple[Column[ListedStandard], ...] = (
    Column("标准", lambda each: label(each.asks.standard), _path),
    Column("学段", lambda each: label(each.asks.stage)),
    Column("从哪年起", lambda each: f"{each.asks.from_year} 年"),
    Column("差异系数不高于", lambda each: str(each.asks.limit), is_number=True),
    Column("算的是", lambda each: "各项的平均值" if each.asks.is_mean else "每一项"),
    Column("谁定的", lambda each: "本区县" if each.code else "国家"),
    Column("依据", lambda each: each.asks.source, is_on_phones=False),
    Column("状态", chips=lambda each: [each.state]),
)


def _rows(asking: Asking[Filters]) -> Listed[ListedStandard]:
    asking.viewer.require_register()
    year = local_date(asking.services.server.clock()).year
    with asking.services.server.database.session() as session:
        rules = own_rules(session, asking.viewer.district)
    found = list(_listed(rules, year))
    return InOrder(found, lambda _: True, lambda each: each.key).listed()


def _listed(rules: Sequence[BalanceRuleSet], year: int) -> Iterator[ListedStandard]:
    """All of them by standard and stage, the newest first."""
    all_of = [(own_threshold(each), each.rule_id) for each in rules]
    all_of += [(each, "") for each in THRESHOLDS]
    among = [asks for asks, _ in all_of]
    for standard in Standard:
        for stage in Stage:
            now = threshold_of(standard, stage, year, among)
            own = [
                each for each in all_of if (each[0].standard, each[0].stage) == (standard, stage)
            ]
            for asks, code in sorted(own, key=lambda each: -each[0].from_year):
                other = LATER if asks.from_year > year else BEFORE
                yield ListedStandard(asks, code, NOW if asks is now else other)


Amount = Annotated[float | None, Field(ge=0, le=MOST)]
_AS_STATE = "只有优质均衡看每校应达到多少；不填就沿用国家标准"


class BalanceRuleForm(OfficeForm):
    """What is asked from a year on."""

    standard: Annotated[Standard, Field(title="标准")]
    stage: Annotated[Stage, Field(title="学段")]
    year: Annotated[
        int,
        Field(
            ge=FIRST_YEAR, le=LAST_YEAR, title="从哪年起", description="以前的年度保持原来的标准"
        ),
    ]
    limit: Annotated[float, Field(ge=0, le=100, title="差异系数不高于")]
    qualified_teachers: Annotated[
        Amount, Field(title="每校应达到：高于规定学历教师（每百名学生）", description=_AS_STATE)
    ] = None
    leading_teachers: Annotated[Amount, Field(title="每校应达到：骨干教师（每百名学生）")] = None
    arts_teachers: Annotated[Amount, Field(title="每校应达到：体艺教师（每百名学生）")] = None
    rooms_m2: Annotated[Amount, Field(title="每校应达到：生均教学及辅助用房（㎡）")] = None
    sports_m2: Annotated[Amount, Field(title="每校应达到：生均体育场馆（㎡）")] = None
    equipment_yuan: Annotated[Amount, Field(title="每校应达到：生均教学仪器设备值（元）")] = None
    multimedia_rooms: Annotated[Amount, Field(title="每校应达到：网络多媒体教室（每百名学生）")] = (
        None
    )
    source: Annotated[
        str, Field(min_length=1, max_length=300, title="依据", description="文件名和文号")
    ]
    is_withdrawn: Annotated[bool, Field(title="取消这条标准")] = False


def _content(writing: Writing, form: BalanceRuleForm) -> Content:
    needs = tuple(
        Need(figure=each, amount=amount)
        for each in NEEDED
        if (amount := getattr(form, each.value)) is not None
    )
    body = BalanceRuleSet(
        rule_id=writing.history.code if writing.history else uuid7(),
        standard=form.standard,
        stage=form.stage,
        from_year=form.year,
        limit=form.limit,
        needs=needs,
        source=form.source,
        is_withdrawn=form.is_withdrawn,
    )
    _require_only_one(writing, body)
    return Content(body)


def _require_only_one(writing: Writing, body: BalanceRuleSet) -> None:
    """BadInput where the district has another rule of the same standard, stage and year."""
    with writing.services.server.database.session() as session:
        rules = own_rules(session, writing.viewer.district)
    same = (body.standard, body.stage, body.from_year)
    for each in rules:
        if each.rule_id != body.rule_id and (each.standard, each.stage, each.from_year) == same:
            raise BadInput("这一年已经定过，请到那一条里更正。", code="year")


def _typed(history: History) -> Typed:
    """What stands in the form of a rule that is there."""
    body = body_of(history, BalanceRuleSet)
    needs = {each.figure.value: f"{each.amount:g}" for each in body.needs}
    return {**typed_of(BalanceRuleForm, body), "year": str(body.from_year), **needs}


def _about(opened: Opened) -> About:
    body = body_of(opened.history, BalanceRuleSet)
    chips = [Chip("已取消")] if body.is_withdrawn else []
    link = Link("差异系数", f"/balance?year={body.from_year}&stage={body.stage.value}")
    return About(facts_of(opened.history), chips, [link])


NOUN = Noun(
    form=ThingForm(
        noun="balance_rule",
        form=BalanceRuleForm,
        content=_content,
        typed=_typed,
        left_out_of_new=("is_withdrawn",),
        new="定本区县的标准",
        says="从所填的年度起按新的标准判定；以前的年度不变。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("没有标准", "国家标准一直列在这里。"),
    about=_about,
    done={"opened": "已登记。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
