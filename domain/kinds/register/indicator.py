"""What a school has in a year: pupils, teachers, rooms, equipment (办学条件)."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody, Quantity, Text

FIRST_YEAR, LAST_YEAR = 2000, 2100
Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
MOST = 10_000_000_000
Amount = Annotated[int | float, Field(ge=0, le=MOST)]
"""So many, or so much; exact to as many digits as a number of JSON keeps."""


class IndicatorSet(OfficeBody, title="办学条件"):
    """What a school had in a year, as it is stated; None is not known.

    The figures are the whole school's; those of several stages share them by their pupils.
    ``reason`` says why a figure is far from last year's.
    """

    kind: ClassVar[str] = "indicator.set"

    school_id: Code = Field(title="学校")
    year: Year = Field(title="年度")
    primary_pupils: Quantity = Field(default=0, title="小学生数")
    junior_pupils: Quantity = Field(default=0, title="初中生数")
    senior_pupils: Quantity = Field(default=0, title="高中生数")
    is_teaching_point: bool = Field(default=False, title="教学点")
    qualified_teachers: Amount | None = Field(default=None, title="高于规定学历教师数")
    leading_teachers: Amount | None = Field(default=None, title="县级以上骨干教师数")
    arts_teachers: Amount | None = Field(default=None, title="体育、艺术专任教师数")
    rooms_m2: Amount | None = Field(default=None, title="教学及辅助用房面积（㎡）")
    sports_m2: Amount | None = Field(default=None, title="体育运动场馆面积（㎡）")
    equipment_yuan: Amount | None = Field(default=None, title="教学仪器设备值（元）")
    multimedia_rooms: Amount | None = Field(default=None, title="网络多媒体教室数")
    computers: Amount | None = Field(default=None, title="计算机台数")
    books: Amount | None = Field(default=None, title="图书册数")
    teachers: Amount | None = Field(default=None, title="专任教师数")
    titled_teachers: Amount | None = Field(default=None, title="中级及以上职务教师数")
    reason: Text = Field(default="", title="变动说明")


def indicator_code(school_id: str, year: int) -> str:
    """What the office calls what a school had in a year."""
    return f"{school_id}/{year}"


sets(
    "indicator",
    IndicatorSet,
    "登记办学条件",
    LEADING,
    lambda body: indicator_code(body.school_id, body.year),
)
