"""How often a school may be visited, and the year's plan of inspections (1-18, 5-04)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Text
from domain.register.school_kind import SchoolKind

MOST_VISITS = 1000
Visits = Annotated[int, Field(ge=0, le=MOST_VISITS)]
SchoolKinds = Annotated[tuple[SchoolKind, ...], Field(max_length=50)]


class VisitCeilingSet(OfficeBody, title="进校上限"):
    """How many visits a school of these kinds gets at most, from a day on; none named is all.

    Nothing is refused above it: it is shown. From ``near_percent`` of it on a school is near it.
    """

    kind: ClassVar[str] = "visit_ceiling.set"

    ceiling_id: Code = Field(title="编号")
    from_on: DateText = Field(title="从哪天起")
    school_kinds: SchoolKinds = Field(default=(), title="学校类型")
    a_year: Visits | None = Field(default=None, title="每年次数")
    a_term: Visits | None = Field(default=None, title="每学期次数")
    near_percent: Annotated[int, Field(ge=1, le=100, title="到几成提醒（%）")] = 80
    basis: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="依据")
    is_withdrawn: bool = Field(default=False, title="已撤销")


class InspectionSort(StrEnum):
    """What somebody comes to a school for."""

    INSPECTION = "inspection"
    EVALUATION = "evaluation"
    ASSESSMENT = "assessment"
    SURVEY = "survey"
    OTHER = "other"


class PlannedInspectionSet(OfficeBody, title="进校计划"):
    """One inspection of the year's plan as it now stands.

    Visits of its campaigns and themes are its own; those of one for safety count towards no
    ceiling.
    """

    kind: ClassVar[str] = "inspection_plan.set"

    plan_id: Code = Field(title="编号")
    year: Annotated[int, Field(ge=2000, le=2100, title="年份")]
    title: Label = Field(title="名称")
    department: Label = Field(title="牵头部门")
    basis: Annotated[str, StringConstraints(max_length=200)] = Field(default="", title="依据")
    sort: InspectionSort = Field(default=InspectionSort.INSPECTION, title="类别")
    month: Annotated[int, Field(ge=1, le=12)] | None = Field(default=None, title="月份")
    school_kinds: SchoolKinds = Field(default=(), title="学校类型")
    units: Text = Field(default="", title="范围")
    is_whitelisted: bool = Field(default=False, title="在白名单内")
    is_safety: bool = Field(default=False, title="安全类")
    campaigns: Annotated[tuple[Code, ...], Field(max_length=50, title="对应的专项")] = ()
    theme_ids: Annotated[tuple[Code, ...], Field(max_length=50, title="对应的主题")] = ()
    is_withdrawn: bool = Field(default=False, title="已撤销")


sets("visit_ceiling", VisitCeilingSet, "设置进校上限", LEADING, lambda body: body.ceiling_id)
sets(
    "inspection_plan",
    PlannedInspectionSet,
    "设置进校计划",
    LEADING,
    lambda body: body.plan_id,
)
