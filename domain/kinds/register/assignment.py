"""Who is responsible for which school, and since when."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import TOLD_BY_ENTRIES
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, OfficeBody


class Responsibility(StrEnum):
    """主责 or 协助: only who is mainly responsible owes a school its visits."""

    MAIN = "main"
    ASSISTING = "assisting"


class AssignmentSet(OfficeBody, title="分工"):
    """An inspector is responsible for a school from one day to another (1-19: dated history)."""

    kind: ClassVar[str] = "assignment.set"

    school_id: Code = Field(title="学校")
    account: Code = Field(title="督学")
    from_on: DateText = Field(title="起始日期")
    to_on: DateText | None = Field(default=None, title="结束日期")
    responsibility: Responsibility = Field(default=Responsibility.MAIN, title="责任")


sets(
    "assignment",
    AssignmentSet,
    "设置分工",
    LEADING,
    lambda body: f"{body.school_id}/{body.account}/{body.from_on}",
    *TOLD_BY_ENTRIES,
)
