"""What a district wants recorded of a visit, in words."""

from domain.register.trail_rule import FIRST_DAY, Trace, TrailRule
from domain.words.values import label

ALWAYS_FIRST, ALWAYS_LAST = "时间", "内容"


def wanted_words(rule: TrailRule) -> str:
    """What is recorded: time and content always, the rest as the rule has it."""
    traces = [label(each) for each in Trace if each not in rule.unwanted]
    return "、".join([ALWAYS_FIRST, *traces, ALWAYS_LAST])


def unwanted_words(rule: TrailRule) -> str:
    """What is not asked for; empty where everything is."""
    return "、".join(label(each) for each in rule.unwanted)


def rule_words(rule: TrailRule) -> str:
    """The rule in a sentence, with the day it begins on where it has one."""
    since = "" if rule.from_on == FIRST_DAY else f"{rule.from_on} 起"
    without = f"；不要求{unwanted_words(rule)}" if rule.unwanted else ""
    return f"{since}每次督导记录{wanted_words(rule)}{without}。"
