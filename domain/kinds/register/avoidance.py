"""回避: between whom and which unit a relation is declared (条例, article 10)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody, Private, Text


class AvoidancePrivate(Private):
    """What the relation is."""

    text: Text = Field(default="", title="情况说明")


class AvoidanceSet(OfficeBody, title="回避"):
    """A person has declared a relation to a unit, and is not to inspect it while that stands."""

    kind: ClassVar[str] = "avoidance.set"
    private: ClassVar[type[Private]] = AvoidancePrivate

    account: Code = Field(title="督学")
    school_id: Code = Field(title="学校")
    is_withdrawn: bool = Field(default=False, title="不再回避")


sets(
    "avoidance",
    AvoidanceSet,
    "申报回避",
    LEADING,
    lambda body: f"{body.account}/{body.school_id}",
)
