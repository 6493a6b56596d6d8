"""The forms of the duty: how often schools are to be visited from a month on, and what counts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from domain.clock import month_of
from domain.kinds.register.district import DistrictSet
from domain.kinds.register.school import Ownership, SchoolKind
from domain.register.duty_rule import (
    DutyPer,
    DutyRule,
    is_too_seldom,
    rule_of,
    visits_due,
    with_rule,
)
from domain.register.in_use import is_in_use
from domain.words.values import label, words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks, typed_of
from sync_server.console.rules.rule_form import Preview, RuleForm, Ruling, fields_changed
from sync_server.month.period import month_after
from sync_server.month.rules import TOO_SELDOM, asked_words, month_words
from sync_server.register.calendar import calendar_of
from sync_server.register.names import names
from sync_server.register.thing_fields import FieldChange

# From which months a rule may begin, the running one first.
MONTHS_AHEAD = 15
BY_MONTHS = "按学期的规则按固定的月份算：9 月至次年 1 月、2 月至 7 月。"


class DutyRuleForm(OfficeForm):
    """How often some schools are to be visited from a month on."""

    from_month: Annotated[
        str,
        Field(min_length=1, title="从哪个月起", description="以前的月份保持原来的规则"),
    ]
    school_kinds: Annotated[Ticks, Field(title="学校类型", description="不选就是各类学校")] = ()
    ownership: Annotated[
        Ownership | None, Field(title="办学性质", description="不选就是公办和民办")
    ] = None
    visits: Annotated[int, Field(ge=0, le=31, title="次数", description="0 就是不要求定期督导")]
    per: Annotated[DutyPer, Field(title="按月还是按学期")]
    free_months: Annotated[
        Ticks, Field(title="不计的月份", description="每年这几个月不要求，例如暑假")
    ] = ()


class DutyCountingForm(OfficeForm):
    """What counts as a visit that was due."""

    is_done_by_anyone: Annotated[
        bool, Field(title="任何督学去都算完成（不勾选就是只认责任督学主办或随行的）")
    ] = False
    is_once_a_day: Annotated[bool, Field(title="同一所学校同一天只算一次")] = False
    shortest_days: Annotated[
        int,
        Field(
            ge=0,
            le=31,
            title="首次分工最短天数",
            description="首次分工到月末不足这些天的，当月不计",
        ),
    ]


def _begun(ruling: Ruling, asked: Mapping[str, str]) -> Typed:
    """A new rule, or one like that whose number the address says."""
    running = month_of(ruling.today)
    held, number = ruling.rules.duty.rules, asked.get("like", "")
    if not number.isdecimal() or int(number) >= len(held):
        return {"from_month": running, "per": DutyPer.MONTH.value, "visits": "2"}
    like = held[int(number)]
    return typed_of(
        DutyRuleForm,
        like,
        from_month=max(running, like.from_month),
        school_kinds="\n".join(like.school_kinds),
        free_months="\n".join(map(str, like.free_months)),
    )


def _options(ruling: Ruling) -> Options:
    months = [month_of(ruling.today)]
    while len(months) < MONTHS_AHEAD:
        months.append(month_after(months[-1]))
    return {
        "from_month": {each: month_words(each) for each in months},
        "school_kinds": {each.value: word for each, word in words_of(SchoolKind).items()},
        "free_months": {str(each): f"{each}月" for each in range(1, 13)},
    }


def _rule(form: DutyRuleForm) -> DutyRule:
    return DutyRule(
        from_month=form.from_month,
        school_kinds=tuple(SchoolKind(each) for each in form.school_kinds),
        ownership=form.ownership,
        visits=form.visits,
        per=form.per,
        free_months=tuple(sorted(map(int, form.free_months))),
    )


def _changed(ruling: Ruling, form: DutyRuleForm) -> DistrictSet:
    district = ruling.rules
    rules = with_rule(district.duty.rules, _rule(form))
    return district.model_copy(update={"duty": district.duty.model_copy(update={"rules": rules})})


def _preview(ruling: Ruling, form: DutyRuleForm, after: DistrictSet) -> Preview:
    found = list(_changes(ruling, after, form.from_month))
    return Preview(found, list(_notes(ruling, _rule(form))))


def _changes(ruling: Ruling, after: DistrictSet, month: str) -> Iterator[FieldChange]:
    """By kinds of schools in use, what the month would ask for otherwise; then its sum."""
    known = names(ruling.services.server.database, ruling.user.viewer.district)
    today = ruling.today.isoformat()
    schools = Counter(
        (SchoolKind(row.school_kind), Ownership(row.ownership))
        for row in known.schools.values()
        if is_in_use(row, today)
    )
    before, now = ruling.rules.duty.rules, after.duty.rules
    for each, number in sorted(
        schools.items(), key=lambda item: list(SchoolKind).index(item[0][0])
    ):
        was, is_now = (asked_words(rule_of(rules, month, *each)) for rules in (before, now))
        if was != is_now:
            yield FieldChange(f"{label(each[0])}（{label(each[1])}，{number} 所）", was, is_now)
    sums = [
        sum(visits_due(rules, month, *each) * number for each, number in schools.items())
        for rules in (before, now)
    ]
    yield FieldChange(f"{month_words(month)}全区按月应督导", *(f"{each} 次" for each in sums))


def _notes(ruling: Ruling, rule: DutyRule) -> Iterator[str]:
    if is_too_seldom(rule):
        yield f"这条规则{TOO_SELDOM.strip('（）')}。"
    if rule.per is DutyPer.TERM:
        yield BY_MONTHS
    calendar = calendar_of(ruling.services.server.database, ruling.user.viewer.district)
    year = int(rule.from_month[:4])
    off = [each for each in calendar.months_off(year) if each not in rule.free_months]
    if off and rule.visits:
        months = "、".join(map(str, off))
        yield f"按校历，{year}年{months}月整月没有上学日，这条规则仍然要求督导。"


def _counting(ruling: Ruling, form: DutyCountingForm) -> DistrictSet:
    district = ruling.rules
    update = form.model_dump(exclude={"version"})
    return district.model_copy(update={"duty": district.duty.model_copy(update=update)})


DUTY = RuleForm(
    path="/rules/duty",
    section="rules",
    title="应督导次数",
    says="同一些学校从同一个月起的规则只有一条，后写的代替先写的；写得越细的越优先，"
    "例如“幼儿园”优先于“各类学校”。" + BY_MONTHS,
    form=DutyRuleForm,
    typed=_begun,
    changed=_changed,
    preview=_preview,
    options=_options,
)
COUNTING = RuleForm(
    path="/rules/counting",
    section="rules",
    title="怎样算完成",
    says="保存后，所有月份的应督导都按新的算法统计，过去的月份也会变。",
    form=DutyCountingForm,
    typed=lambda ruling, _asked: typed_of(DutyCountingForm, ruling.rules.duty),
    changed=_counting,
    preview=lambda ruling, _form, after: fields_changed(ruling, after),
)
