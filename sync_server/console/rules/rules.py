"""规则: which rule holds from which day, and what it was before."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import month_of
from domain.register.duty_rule import FIRST_MONTH, DutyRule, rules_in_force
from domain.register.trail_rule import FIRST_DAY, TrailRule, rule_on
from domain.register.training_hours import FIRST_YEAR
from domain.words.trail import wanted_words
from domain.words.values import label
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import Link
from sync_server.console.kinds.thing_page import Fact, Related, ThingPage, related
from sync_server.console.pages import history_path
from sync_server.console.rules.closing_form import CLOSING, Closing
from sync_server.console.rules.duty_form import COUNTING, DUTY
from sync_server.console.rules.hours_form import HOURS
from sync_server.console.rules.limit_forms import LIMITS
from sync_server.console.rules.rule_form import RuleForm, Ruling, add_rule_form
from sync_server.console.rules.trail_form import TRAIL
from sync_server.month.rules import asked_words, month_words, rule_words
from sync_server.register.thing_fields import FieldWords

router = APIRouter()

NOW, LATER, BEFORE = Chip("现在", "chip-approved"), Chip("以后", "chip-submitted"), Chip("已被代替")
OF_OLD = "一开始"
DONE = {"set": "已保存，手机下次同步后按新的规则；原来的规则在修改记录里。"}
LIMIT_TITLES = (
    "提交时限（小时）",
    "在校最短（分钟）",
    "整改期限 · 安全隐患（天）",
    "整改期限 · 严重（天）",
    "整改期限 · 一般（天）",
    "整改期限 · 轻微（天）",
    "手机保留原图（天）",
)
_COUNTING = ("任何督学去都算完成", "同校同日只算一次", "首次分工最短天数")


class DutyLine(NamedTuple):
    """A rule of the duty, its number among all, and whether it holds."""

    rule: DutyRule
    number: int
    state: Chip

    @property
    def schools(self) -> str:
        """For which schools it is."""
        kinds = "、".join(label(each) for each in self.rule.school_kinds) or "各类学校"
        return f"{kinds}（{label(self.rule.ownership)}）" if self.rule.ownership else kinds


class TrailLine(NamedTuple):
    """A rule of what is recorded, and whether it holds."""

    rule: TrailRule
    state: Chip


class Told(NamedTuple):
    """A rule that is one number or word."""

    title: str
    text: str


_TRAIL_COLUMNS: tuple[Column[TrailLine], ...] = (
    Column("从哪天起", lambda each: _since(each.rule.from_on, FIRST_DAY)),
    Column("记录什么", lambda each: wanted_words(each.rule)),
    Column("依据", lambda each: each.rule.basis),
    Column("用途", lambda each: each.rule.purpose),
    Column("状态", chips=lambda each: [each.state]),
)
_TOLD_COLUMNS: tuple[Column[Told], ...] = (
    Column("项目", lambda each: each.title),
    Column("现在", lambda each: each.text),
)


def _since(text: str, first: str) -> str:
    return OF_OLD if text == first else text


def _duty_columns(may_set: bool) -> tuple[Column[DutyLine], ...]:
    def link(each: DutyLine) -> str:
        return f"{DUTY.path}?like={each.number}" if may_set else ""

    return (
        Column("学校", lambda each: each.schools, link),
        Column(
            "从哪个月起",
            lambda each: (
                OF_OLD if each.rule.from_month == FIRST_MONTH else month_words(each.rule.from_month)
            ),
        ),
        Column("每所应督导", lambda each: asked_words(each.rule)),
        Column("状态", chips=lambda each: [each.state]),
    )


def _duty_lines(ruling: Ruling) -> list[DutyLine]:
    """The rules that hold first, then those to come, then those that others took the place of."""
    running, rules = month_of(ruling.today), ruling.rules.duty.rules
    held = rules_in_force(rules, [running])
    found = [
        DutyLine(
            each, number, NOW if each in held else LATER if each.from_month > running else BEFORE
        )
        for number, each in enumerate(rules)
    ]
    order = (NOW, LATER, BEFORE)
    return sorted(found, key=lambda each: (order.index(each.state), each.rule.from_month))


def _trail_lines(ruling: Ruling) -> list[TrailLine]:
    """The newest first."""
    today = ruling.today
    held = rule_on(ruling.rules.trail, today)
    rules = sorted(ruling.rules.trail, key=lambda each: each.from_on, reverse=True)
    return [
        TrailLine(
            each, NOW if each is held else LATER if each.from_on > today.isoformat() else BEFORE
        )
        for each in rules
    ]


def told(ruling: Ruling, titles: Sequence[str], within: str = "") -> list[Told]:
    """What the district's fields of these titles say."""
    rules = ruling.rules
    words = FieldWords(ruling.history.names, ruling.history.code).of(rules, rules.private())
    return [Told(title, words[f"{within}{title}"]) for title in titles]


def _related(ruling: Ruling) -> Iterator[Related]:
    may_set = ruling.user.viewer.may_set_register

    def ways(page: RuleForm[Any], words: str) -> list[Link]:
        return [Link(words, page.path)] if may_set else []

    duty = _duty_lines(ruling)
    yield related("应督导次数", _duty_columns(may_set), duty, "", ways(DUTY, "新增一条"))
    counting = told(ruling, _COUNTING, "应督导 · ")
    yield related("怎样算完成", _TOLD_COLUMNS, counting, "", ways(COUNTING, "更正"))
    trail = _trail_lines(ruling)
    yield related("留痕规定", _TRAIL_COLUMNS, trail, "", ways(TRAIL, "新增一条"))
    yield related("期限和天数", _TOLD_COLUMNS, told(ruling, LIMIT_TITLES), "", ways(LIMITS, "更正"))
    yield related("培训学时", _TOLD_COLUMNS, _hours(ruling), "", ways(HOURS, "更正"))
    yield _closing(ruling)


def _hours(ruling: Ruling) -> list[Told]:
    """The newest first."""
    rules = sorted(ruling.rules.training_hours, key=lambda each: each.from_year, reverse=True)
    return [
        Told(
            OF_OLD if each.from_year == FIRST_YEAR else f"{each.from_year} 年起",
            f"每人每年 {each.hours} 学时",
        )
        for each in rules
    ]


def _closing(ruling: Ruling) -> Related:
    """整改规则, which is a thing with a history of its own."""
    closing = Closing.of(ruling.services, ruling.user)
    rows = [Told(title, text) for title, text in closing.words(closing.body.rule).items()]
    may_set = ruling.user.viewer.may_set_register
    ways = [Link("更正", CLOSING.path)] if may_set else []
    if closing.history is not None:
        ways.append(Link("修改记录", history_path(closing.history.noun, closing.history.code)))
    return related(CLOSING.title, _TOLD_COLUMNS, rows, "", ways)


@router.get("/rules")
def rules(request: Request, services: Services, user: CurrentUser) -> Response:
    """All rules of the district."""
    user.viewer.require_register()
    ruling = Ruling.of(services, user)
    page = ThingPage(
        section="rules",
        home="/rules",
        history=ruling.history,
        facts=list(_facts(ruling)),
        related=list(_related(ruling)),
        done=DONE,
        template="rules/rules.html",
    )
    return page.response(request, user)


def _facts(ruling: Ruling) -> Iterator[Fact]:
    running = month_of(ruling.today)
    held = rule_on(ruling.rules.trail, ruling.today)
    yield Fact(f"{month_words(running)}应督导", "\n".join(rule_words(ruling.rules.duty, [running])))
    yield Fact("现在每次督导记录", wanted_words(held))


for each_form in (DUTY, COUNTING, TRAIL, LIMITS, HOURS):
    add_rule_form(router, each_form)
