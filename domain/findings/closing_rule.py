"""What a rule of closing says of a day (S1): how late it is; and whether the rule can stand."""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from domain.kinds.register.closing_rule import ClosingRule
from domain.register.calendar import Calendar

ASCENDING = ("tip_after_days", "supervision_after_days", "talk_after_days", "circular_after_days")
"""The steps of the ladder: each is taken later than the one before."""


class RuleFault(NamedTuple):
    """Why a rule cannot stand: the field that is wrong, and what is wrong with it."""

    field: str
    words: str


def fault_of(rule: ClosingRule) -> RuleFault | None:
    """The first step that is not later than the one before; None where the steps ascend."""
    for earlier, later in pairwise(ASCENDING):
        before = getattr(rule, earlier)
        if getattr(rule, later) <= before:
            return RuleFault(later, f"要晚于前一步（{before} 天），一步比一步晚。")
    return None


def days_after(day: date, today: date, rule: ClosingRule, calendar: Calendar) -> int:
    """How many days after ``day`` it is, as the rule counts them; 0 on it and before.

    The day itself is not counted, today is.
    """
    days = (today - day).days
    if days <= 0 or not rule.counts_working_days:
        return max(0, days)
    return sum(calendar.is_workday(day + timedelta(days=each)) for each in range(1, days + 1))


def is_own_delay(replied_on: date, today: date, rule: ClosingRule, calendar: Calendar) -> bool:
    """Whether the office itself is late: what a unit replied that day waits too long for a look."""
    return days_after(replied_on, today, rule, calendar) > rule.follow_up_within_days
