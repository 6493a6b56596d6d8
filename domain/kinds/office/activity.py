"""Office work that is not a visit: trainings and other counted activities."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Quantity


class TrainingMode(StrEnum):
    """How a training is held (0-04)."""

    CENTRAL = "central"
    SELF_STUDY = "self_study"
    LECTURE = "lecture"
    ONLINE = "online"


class TrainingRecorded(OfficeBody, title="培训"):
    """One training as it now stands; ``attendances`` are 人次."""

    kind: ClassVar[str] = "training.recorded"

    training_id: Code = Field(title="编号")
    held_on: DateText = Field(title="日期")
    title: Label = Field(title="名称")
    mode: TrainingMode = Field(title="方式")
    hours: Annotated[float, Field(ge=0, le=1000, title="学时")] = 0
    attendances: Quantity = Field(title="人次")
    zone: Code | None = Field(default=None, title="责任区")
    is_withdrawn: bool = Field(default=False, title="已撤销")


class ActivityType(StrEnum):
    """What kind of counted activity it was."""

    CAMPAIGN = "campaign"
    MEETING = "meeting"
    SAFETY_EDUCATION = "safety_education"
    OTHER = "other"


class ActivityRecorded(OfficeBody, title="活动"):
    """One activity as it now stands: how many sessions, how many 人次 (2-24)."""

    kind: ClassVar[str] = "activity.recorded"

    activity_id: Code = Field(title="编号")
    held_on: DateText = Field(title="日期")
    title: Label = Field(title="名称")
    activity_type: ActivityType = Field(title="类别")
    sessions: Quantity = Field(default=1, title="场次")
    attendances: Quantity = Field(default=0, title="人次")
    zone: Code | None = Field(default=None, title="责任区")
    is_withdrawn: bool = Field(default=False, title="已撤销")


sets("training", TrainingRecorded, "登记培训", COUNTING, lambda body: body.training_id)
sets("activity", ActivityRecorded, "登记活动", COUNTING, lambda body: body.activity_id)
