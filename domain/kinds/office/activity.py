"""Office work that is not a visit, and no training: what is counted by sessions and 人次."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import sets
from domain.kinds.office.withdrawal import MOST_FILES, Place, WithdrawnPrivate
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Private, Quantity

MOST_SCHOOLS = 1_000
MOST_TOPICS = 20
SAFETY_TOPICS = (
    "交通安全",
    "防溺水",
    "反诈",
    "心理健康",
    "消防",
    "食品安全",
    "防欺凌",
    "禁毒",
    "防震减灾",
)
"""What safety education is about (2-24), in an office's words; each office adds its own."""


class ActivityType(StrEnum):
    """What kind of counted activity it was; 专项次 are those of campaigns, and are never typed."""

    SAFETY_EDUCATION = "safety_education"
    TALK = "talk"
    OTHER = "other"


class ActivityRecorded(OfficeBody, title="活动"):
    """One activity as it now stands: how many sessions, how many 人次, about what, where (2-24).

    ``schools`` are the units where it was held, ``partners`` the departments that took part.
    """

    kind: ClassVar[str] = "activity.recorded"
    private: ClassVar[type[Private]] = WithdrawnPrivate

    activity_id: Code = Field(title="编号")
    held_on: DateText = Field(title="日期")
    title: Label = Field(title="名称")
    activity_type: ActivityType = Field(title="类别")
    sessions: Quantity = Field(default=1, title="场次")
    attendances: Quantity = Field(default=0, title="人次")
    topics: Annotated[tuple[Label, ...], Field(max_length=MOST_TOPICS, title="主题")] = ()
    partners: Annotated[tuple[Label, ...], Field(max_length=MOST_TOPICS, title="联动部门")] = ()
    schools: Annotated[tuple[Code, ...], Field(max_length=MOST_SCHOOLS, title="开展单位")] = ()
    place: Place = Field(default="", title="地点")
    zone: Code | None = Field(default=None, title="责任区")
    files: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="材料")] = ()
    is_withdrawn: bool = Field(default=False, title="已撤销")


sets("activity", ActivityRecorded, "登记活动", COUNTING, lambda body: body.activity_id)
