"""Office work that is not a visit: trainings and other counted activities."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING
from domain.kinds.kind import sets
from domain.kinds.piece import Body, Code, DateText, Label, Quantity


class TrainingMode(StrEnum):
    """How a training is held (0-04)."""

    CENTRAL = "central"
    SELF_STUDY = "self_study"
    LECTURE = "lecture"
    ONLINE = "online"


class TrainingRecorded(Body):
    """One training as it now stands; ``attendances`` are 人次."""

    kind: ClassVar[str] = "training.recorded"

    training_id: Code
    held_on: DateText
    title: Label
    mode: TrainingMode
    hours: Annotated[float, Field(ge=0, le=1000)] = 0
    attendances: Quantity
    zone: Code | None = None
    is_withdrawn: bool = False


class ActivityType(StrEnum):
    """What kind of counted activity it was."""

    CAMPAIGN = "campaign"
    MEETING = "meeting"
    SAFETY_EDUCATION = "safety_education"
    OTHER = "other"


class ActivityRecorded(Body):
    """One activity as it now stands: how many sessions, how many 人次 (2-24)."""

    kind: ClassVar[str] = "activity.recorded"

    activity_id: Code
    held_on: DateText
    title: Label
    activity_type: ActivityType
    sessions: Quantity = 1
    attendances: Quantity = 0
    zone: Code | None = None
    is_withdrawn: bool = False


sets("training", TrainingRecorded, "登记培训", COUNTING, lambda body: body.training_id)
sets("activity", ActivityRecorded, "登记活动", COUNTING, lambda body: body.activity_id)
