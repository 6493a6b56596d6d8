"""The duty rules in words, as they stand under a table."""

from collections.abc import Sequence

from domain.kinds.register.district import Duty
from domain.register.duty_rule import (
    FIRST_MONTH,
    DutyRule,
    is_too_seldom,
    rules_in_force,
)
from domain.words.values import label

NOTHING = "不要求定期督导"
TOO_SELDOM = "（少于《教育督导条例》规定的每学期 2 次）"


def rule_words(duty: Duty, months: Sequence[str]) -> tuple[str, ...]:
    """What is asked for in these months, a sentence a rule, and what counts as done."""
    found = [rule_sentence(rule) for rule in rules_in_force(duty.rules, months)]
    who = "任何督学" if duty.is_done_by_anyone else "责任督学"
    once = "，同一所学校同一天只算一次" if duty.is_once_a_day else ""
    found.append(f"{who}主办或者随行的督导算完成{once}。")
    return tuple(found)


def rule_sentence(rule: DutyRule) -> str:
    """One rule: for which schools, how often, from when, and in which months not."""
    kinds = "、".join(label(kind) for kind in rule.school_kinds) or "学校"
    whose = f"（{label(rule.ownership)}）" if rule.ownership else ""
    asked = f"每所每{label(rule.per)}应督导 {rule.visits} 次" if rule.visits else NOTHING
    since = "" if rule.from_month == FIRST_MONTH else f"，从{month_words(rule.from_month)}起"
    return f"{kinds}{whose}{asked}{since}{_free(rule)}{TOO_SELDOM if is_too_seldom(rule) else ''}。"


def asked_words(rule: DutyRule | None) -> str:
    """What a rule asks of a school, in short; None asks nothing."""
    if rule is None or not rule.visits:
        return NOTHING
    return f"每{label(rule.per)} {rule.visits} 次{_free(rule)}"


def _free(rule: DutyRule) -> str:
    months = "、".join(str(each) for each in rule.free_months)
    return f"，{months} 月不计" if months and rule.visits else ""


def month_words(month: str) -> str:
    """A month as a sentence has it."""
    return f"{month[:4]}年{int(month[5:])}月"
