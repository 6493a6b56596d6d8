"""Who is responsible for which school, and since when."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, DateText


class AssignmentSet(Body):
    """An inspector is responsible for a school from one day to another (1-19: dated history)."""

    kind: ClassVar[str] = "assignment.set"

    school_id: Code
    account: Code
    from_on: DateText
    to_on: DateText | None = None


sets(
    "assignment",
    AssignmentSet,
    "设置分工",
    LEADING,
    lambda body: f"{body.school_id}/{body.account}/{body.from_on}",
)
