"""What a unit says of a visit (5-18): for supervisors alone, and once."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import SERVER
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text
from domain.trail.line import Sha256Hex

OPINION = "opinion"


class OpinionPrivate(Private):
    """What they say in their own words."""

    text: Text = Field(default="", title="意见和建议")


class OpinionGiven(OfficeBody, title="学校评价"):
    """How a visit was, as one of its units says at its own door."""

    kind: ClassVar[str] = "opinion.given"
    private: ClassVar[type[Private]] = OpinionPrivate

    visit: Sha256Hex = Field(title="督导")
    school_id: Code = Field(title="单位")
    given_on: DateText = Field(title="评价日期")
    was_announced: bool = Field(title="事先通知过")
    disturbed: bool = Field(title="影响了上课")
    was_useful: bool = Field(title="对工作有帮助")


def opinion_code(visit: str, school_id: str) -> str:
    """What an opinion is called: there is one of each unit on each visit."""
    return f"{visit}/{school_id}"


sets(
    OPINION,
    OpinionGiven,
    "学校评价督导",
    SERVER,
    lambda body: opinion_code(body.visit, body.school_id),
)
