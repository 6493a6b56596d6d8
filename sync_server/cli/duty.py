"""``duji duty``: how often schools are to be visited, shown and changed from a month on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from domain.clock import local_date, month_of
from domain.errors import BadInput
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import Ownership, SchoolKind
from domain.register.duty_rule import DutyPer, DutyRule, rules_in_force, with_rule
from domain.words.values import label
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.month.period import read_period
from sync_server.month.rules import rule_sentence, rule_words
from sync_server.register.districts import Districts

W = TypeVar("W", bound=StrEnum)
A_MONTH = label(DutyPer.MONTH)
NONE = "无"

Visits = Annotated[int | None, typer.Option("--visits", min=0, max=31, help="每所学校督导几次。")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", help="哪类学校，如 幼儿园；可写多次，不写就是各类学校。", metavar="KIND"
    ),
]
Whose = Annotated[
    str | None, typer.Option("--ownership", help="公办或民办；不写就是两者。", metavar="WORD")
]
Per = Annotated[str, typer.Option("--per", help="月或学期。", metavar="WORD")]
Since = Annotated[
    str | None,
    typer.Option("--from", help="从哪个月起，如 2026-09；不写就是本月。", metavar="MONTH"),
]
FreeMonths = Annotated[
    str | None,
    typer.Option(
        "--free-months", help="哪几个月不计，如 2,7,8；写“无”就是都计。", metavar="MONTHS"
    ),
]
ByAnyone = Annotated[
    bool | None,
    typer.Option("--by-anyone/--by-responsible", help="任何督学去都算完成，还是责任督学去才算。"),
]
OnceADay = Annotated[
    bool | None, typer.Option("--once-a-day/--each-visit", help="同校同日只算一次，还是每次都算。")
]
ShortestDays = Annotated[
    int | None,
    typer.Option("--shortest-days", min=0, max=31, help="首次分工到月末不足几天的，当月不计。"),
]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the options say of the rules from a month on; None leaves it as it is."""

    month: str
    rule: DutyRule | None
    free_months: tuple[int, ...] | None


def duty(
    visits: Visits = None,
    kind: Kinds = None,
    ownership: Whose = None,
    per: Per = A_MONTH,
    since: Since = None,
    free_months: FreeMonths = None,
    by_anyone: ByAnyone = None,
    once_a_day: OnceADay = None,
    shortest_days: ShortestDays = None,
    district: District = None,
    data: Data = DATA,
) -> None:
    """查看应督导的规则；带选项就从某个月起改，以前的月份保持原来的规则。改动本身也会留痕。"""
    if visits is None and (kind or ownership):
        raise BadInput("请用 --visits 写明这类学校督导几次。", code="visits_missing")
    said: dict[str, object] = {
        "is_done_by_anyone": by_anyone,
        "is_once_a_day": once_a_day,
        "shortest_days": shortest_days,
    }
    with opened(data) as server:
        districts = Districts(server.database, server.committer)
        code = district_of(server, district)
        running = month_of(local_date(server.clock()))
        month = _month(since or running)
        rule = None if visits is None else _rule(month, visits, kind or [], ownership, per)
        asked = _Asked(month, rule, _months(free_months))
        settings = {name: value for name, value in said.items() if value is not None}
        before, after = districts.change(code, lambda rules: _changed(rules, asked, settings))
    _show(after, running, is_changed=after != before)


def _rule(month: str, visits: int, kinds: list[str], ownership: str | None, per: str) -> DutyRule:
    return DutyRule(
        from_month=month,
        school_kinds=tuple(_called(SchoolKind, each) for each in kinds),
        ownership=_called(Ownership, ownership) if ownership else None,
        visits=visits,
        per=_called(DutyPer, per),
    )


def _changed(rules: DistrictSet, asked: _Asked, settings: dict[str, object]) -> DistrictSet:
    """The district's rules with what the options say of its duty."""
    update = {**settings, "rules": _with(rules.duty.rules, asked)}
    return rules.model_copy(update={"duty": rules.duty.model_copy(update=update)})


def _with(rules: tuple[DutyRule, ...], asked: _Asked) -> tuple[DutyRule, ...]:
    """The rules, with those that the options make from their month on."""
    if asked.rule is not None:
        rules = with_rule(rules, asked.rule)
    if asked.free_months is not None:
        update = {"from_month": asked.month, "free_months": asked.free_months}
        for held in rules_in_force(rules, [asked.month]):
            rules = with_rule(rules, held.model_copy(update=update))
    return rules


def _called(values: type[W], text: str) -> W:
    """The value of this word; BadInput names those there are."""
    found = {label(each): each for each in values}
    if text not in found:
        raise BadInput(f"没有“{text}”，可用：{'、'.join(found)}。", code="bad_value")
    return found[text]


def _month(text: str) -> str:
    period = read_period(text)
    if period.first != period.last:
        raise BadInput("--from 要写一个月份，如 2026-09。", code="bad_value")
    return period.first


def _months(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    parts = [] if text.strip() == NONE else text.replace("，", ",").split(",")
    numbers = {int(part) for part in parts if part.strip().isdecimal()}
    if len(numbers) < len(parts) or not numbers <= set(range(1, 13)):
        raise BadInput("--free-months 要写月份，如 2,7,8。", code="bad_value")
    return tuple(sorted(numbers))


def _show(rules: DistrictSet, running: str, *, is_changed: bool) -> None:
    typer.echo(f"{rules.name}（{rules.district}）本月应督导：")
    _list(rule_words(rules.duty, [running]))
    later = [rule_sentence(each) for each in rules.duty.rules if each.from_month > running]
    if later:
        typer.echo("以后：")
        _list(later)
    if is_changed:
        typer.echo("已修改，手机下次同步后按新的规则。")


def _list(sentences: Iterable[str]) -> None:
    for each in sentences:
        typer.echo(f"  {each}")
