"""整改规则 of a district: after how many days which paper, and by when hazards are to be seen."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody, Piece

Days = Annotated[int, Field(ge=1, le=365)]
Hours = Annotated[int, Field(ge=1, le=72)]
Number = Annotated[int, Field(ge=1, le=100)]
FewDays = Annotated[int, Field(ge=1, le=30)]


class ClosingRule(Piece):
    """After how many days what follows (S1); the defaults hold where a district says nothing.

    The days of the ladder count from the day by which a finding was to be put right. They, and
    those for looking again, are working days of the office's calendar where it
    ``counts_working_days``; a hazard's are always calendar days and hours, at any hour, what is
    due soon and what units are asked for are calendar days, a message's are working days.
    """

    tip_after_days: Days = Field(default=1, title="逾期几天发工作提示")
    supervision_after_days: Days = Field(default=7, title="逾期几天发督办函")
    talk_after_days: Days = Field(default=15, title="逾期几天约谈")
    talk_after_count: Number = Field(default=3, title="一个单位一学期有几条逾期就约谈")
    circular_after_days: Days = Field(default=30, title="逾期几天通报")
    follow_up_within_days: Days = Field(default=30, title="回复后几天内回访")
    hazard_due_days: Days = Field(default=3, title="现场隐患告知几天内整改")
    hazard_seen_within_hours: Hours = Field(default=2, title="隐患几小时内要有人看到")
    soon_within_days: FewDays = Field(default=7, title="几天内到期算快到期")
    similar_answer_days: Days = Field(default=7, title="举一反三几天内答复")
    message_accept_days: FewDays = Field(default=1, title="群众来信几个工作日内受理")
    opinion_within_days: Days = Field(default=60, title="督导后几天内单位可以评价")
    counts_working_days: bool = Field(default=False, title="逾期和回访只算工作日")


STANDARD_RULE = ClosingRule()


class ClosingRuleSet(OfficeBody, title="整改规则"):
    """The rule as it now stands."""

    kind: ClassVar[str] = "closing_rule.set"

    district: Code = Field(title="代码")
    rule: ClosingRule = Field(default=STANDARD_RULE, title="整改规则")


sets("closing_rule", ClosingRuleSet, "设置整改规则", LEADING, lambda body: body.district)
