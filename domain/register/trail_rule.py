"""What the trail of a visit is to hold: dated rules, each with its basis and purpose (5-02)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.kinds.piece import DateText, Piece

FIRST_DAY = "2000-01-01"
BASIS = (
    "《教育督导条例》《督学管理暂行办法》和《中小学校责任督学挂牌督导办法》："
    "督学到校督导要如实记录，向学校反馈，向教育督导机构报告。"
)
PURPOSE = (
    "证明到校督导的时间、地点和内容，核对发现的问题，督促整改，汇总督导工作；"
    "不用于考勤，不给个人排名，不作别的用途。"
)
Stated = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Trace(StrEnum):
    """What a district may do without in the trail of a visit."""

    PLACE = "place"
    PHOTOS = "photos"
    SIGNATURES = "signatures"


class TrailRule(Piece):
    """Whether positions, photos and signatures are wanted of visits from a day on, and why.

    Time and content are always recorded. What is not wanted is not asked for, and nothing is said
    where it is missing.
    """

    from_on: DateText = Field(default=FIRST_DAY, title="从哪天起")
    wants_place: bool = Field(default=True, title="记录位置")
    wants_photos: bool = Field(default=True, title="拍照")
    wants_signatures: bool = Field(default=True, title="签字")
    basis: Stated = Field(default=BASIS, title="依据")
    purpose: Stated = Field(default=PURPOSE, title="用途")

    @property
    def unwanted(self) -> tuple[Trace, ...]:
        """What it does without."""
        wants = {
            Trace.PLACE: self.wants_place,
            Trace.PHOTOS: self.wants_photos,
            Trace.SIGNATURES: self.wants_signatures,
        }
        return tuple(trace for trace, is_wanted in wants.items() if not is_wanted)


FULL_TRAIL = TrailRule()
"""What holds where a district has not said otherwise."""


def rule_on(rules: Sequence[TrailRule], day: date) -> TrailRule:
    """The rule in force on a day: the one that begins last, of several the one written last."""
    begun = [rule for rule in rules if date.fromisoformat(rule.from_on) <= day]
    return max(reversed(begun), key=lambda rule: rule.from_on, default=FULL_TRAIL)


def rules_after(rules: Sequence[TrailRule], day: date) -> tuple[TrailRule, ...]:
    """The rules that begin later than a day, the next first."""
    later = (rule for rule in rules if date.fromisoformat(rule.from_on) > day)
    return tuple(sorted(later, key=lambda rule: rule.from_on))


def with_rule(rules: Sequence[TrailRule], rule: TrailRule) -> tuple[TrailRule, ...]:
    """The rules with this one in place of one from the same day; unchanged where it holds anyway.

    Days before it keep the rule they had.
    """
    held = rule_on(rules, date.fromisoformat(rule.from_on))
    if held.model_copy(update={"from_on": rule.from_on}) == rule:
        return tuple(rules)
    return (*(each for each in rules if each.from_on != rule.from_on), rule)
