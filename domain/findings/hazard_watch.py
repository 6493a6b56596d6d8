"""The watch over hazards: who is on duty on a day, and until when one is to be seen (S1)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.kinds.register.closing_rule import ClosingRule
from domain.kinds.register.hazard_duty import HazardDutySet


def on_duty(duties: Iterable[HazardDutySet], day: date) -> tuple[str, ...]:
    """The accounts that are on duty for hazards on a local day, who began first first.

    Empty where nobody is registered for it.
    """
    text = day.isoformat()
    held = [each for each in duties if not each.is_withdrawn and each.from_on <= text <= each.to_on]
    held.sort(key=lambda each: (each.from_on, each.account))
    return tuple(dict.fromkeys(each.account for each in held))


def to_be_seen_by(arrived_at: datetime, rule: ClosingRule) -> datetime:
    """Until when somebody of the office is to have seen a hazard that arrived at the server then.

    Hours run through nights and holidays.
    """
    return arrived_at + timedelta(hours=rule.hazard_seen_within_hours)


def is_seen_late(arrived_at: datetime, now: datetime, rule: ClosingRule) -> bool:
    """Whether a hazard that nobody has seen by now has waited too long."""
    return now >= to_be_seen_by(arrived_at, rule)
