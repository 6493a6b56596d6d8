"""The district and the rules its visits are held to."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import Code, Label, OfficeBody, Piece, Text
from domain.register.duty_rule import STANDARD_RULES, DutyRule
from domain.register.trail_rule import FULL_TRAIL, TrailRule
from domain.register.training_hours import STANDARD_HOURS, HoursRule

AdcodeText = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Days = Annotated[int, Field(ge=0, le=365)]


class Duty(Piece):
    """How often schools are to be visited, and what counts as such a visit (S2, a setting).

    A visit counts that the responsible inspector led or went along on, or that anybody made.
    Several to one school on one day count once, unless the district wants each counted. Whoever
    gets a school that nobody had, with fewer than ``shortest_days`` left of the month, owes
    nothing in it.
    """

    rules: Annotated[tuple[DutyRule, ...], Field(max_length=200, title="规则")] = STANDARD_RULES
    is_done_by_anyone: bool = Field(default=False, title="任何督学去都算完成")
    is_once_a_day: bool = Field(default=True, title="同校同日只算一次")
    shortest_days: Annotated[int, Field(ge=0, le=31, title="首次分工最短天数")] = 10


class RectifyDays(Piece):
    """How many days a school gets to put a finding right, as a proposal; by how bad it is."""

    hazard: Days = Field(default=3, title="安全隐患（天）")
    serious: Days = Field(default=7, title="严重（天）")
    general: Days = Field(default=15, title="一般（天）")
    minor: Days = Field(default=30, title="轻微（天）")


class DistrictSet(OfficeBody, title="区县规则"):
    """The district as it now stands: its name and the rules its visits are held to.

    ``trail`` says what is to be recorded of a visit, by dated rules. ``keep_originals_days`` is how
    long phones keep what the camera took, untouched. ``phone`` stands on public cards; ``head`` is
    who alone reads messages about serious harm (`domain/door/message.py` says who without one).
    """

    kind: ClassVar[str] = "district.set"

    district: Code = Field(title="代码")
    name: Label = Field(title="名称")
    adcode: AdcodeText | None = Field(default=None, title="行政区划代码")
    duty: Duty = Field(default=Duty(), title="应督导")
    late_after_h: Annotated[int, Field(ge=1, le=24 * 60, title="提交时限（小时）")] = 72
    short_dwell_min: Annotated[int, Field(ge=0, le=480, title="在校最短（分钟）")] = 10
    rectify_days: RectifyDays = Field(default=RectifyDays(), title="整改期限")
    trail: Annotated[tuple[TrailRule, ...], Field(max_length=100, title="留痕规定")] = (FULL_TRAIL,)
    keep_originals_days: Annotated[int, Field(ge=0, le=3650, title="手机保留原图（天）")] = 180
    training_hours: Annotated[tuple[HoursRule, ...], Field(max_length=100, title="培训学时")] = (
        STANDARD_HOURS,
    )
    phone: Annotated[Text, Field(max_length=100, title="督导室电话")] = ""
    head: Code | None = Field(default=None, title="督导室负责人")


sets(
    "district",
    DistrictSet,
    "设置区县",
    LEADING,
    lambda body: body.district,
    BookPart.REGISTER,
    BookPart.DUTY,
)
