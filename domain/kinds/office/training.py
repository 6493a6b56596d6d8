"""Trainings of inspectors: who took part, how long, and who signed in themselves (0-04, 0-11)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COUNTING, READING
from domain.kinds.folding import Stamp
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import adds, sets
from domain.kinds.office.withdrawal import MOST_FILES, Place, WithdrawnPrivate
from domain.kinds.piece import Code, DateText, Label, OfficeBody, Private, Quantity
from domain.kinds.thing import ThingBuilder

MOST_INSPECTORS = 1_000
MOST_HOURS = 1_000


class TrainingMode(StrEnum):
    """How a training is held (0-04): together or alone, here or elsewhere, in a room or not."""

    CENTRAL = "central"
    LECTURE = "lecture"
    OUTSIDE = "outside"
    ONLINE = "online"
    SELF_STUDY = "self_study"


class TrainingRecorded(OfficeBody, title="培训"):
    """One training as it now stands.

    ``hours`` are those of each of its ``inspectors``; ``others`` took part too and are counted
    without their names. 人次 are both together.
    """

    kind: ClassVar[str] = "training.recorded"
    private: ClassVar[type[Private]] = WithdrawnPrivate

    training_id: Code = Field(title="编号")
    held_on: DateText = Field(title="日期")
    title: Label = Field(title="名称")
    mode: TrainingMode = Field(title="方式")
    hours: Annotated[float, Field(ge=0, le=MOST_HOURS, title="学时（每人）")] = 0
    inspectors: Annotated[
        tuple[Code, ...], Field(max_length=MOST_INSPECTORS, title="参加的督学")
    ] = ()
    others: Quantity = Field(default=0, title="其他人员（人）")
    organizer: Place = Field(default="", title="组织单位")
    place: Place = Field(default="", title="地点")
    zone: Code | None = Field(default=None, title="责任区")
    files: Annotated[tuple[KeptFile, ...], Field(max_length=MOST_FILES, title="材料")] = ()
    is_withdrawn: bool = Field(default=False, title="已撤销")

    @property
    def attendances(self) -> int:
        """培训人次: everybody who took part."""
        return len(self.inspectors) + self.others


class TrainingSigned(OfficeBody, title="培训"):
    """Whoever writes it takes part in the training."""

    kind: ClassVar[str] = "training.signed"

    training_id: Code = Field(title="编号")


def joined_by(training: TrainingRecorded, account: str) -> TrainingRecorded:
    """The training with this account among those who took part."""
    if account in training.inspectors or len(training.inspectors) >= MOST_INSPECTORS:
        return training
    return training.model_copy(update={"inspectors": (*training.inspectors, account)})


sets("training", TrainingRecorded, "登记培训", COUNTING, lambda body: body.training_id)


@adds("training", TrainingSigned, "培训签到", READING, lambda body: body.training_id)
def _signed(
    thing: ThingBuilder, body: TrainingSigned, _private: Private, stamp: Stamp
) -> str | None:
    if not isinstance(thing.body, TrainingRecorded) or thing.body.training_id != body.training_id:
        return "not_about_this"
    thing.body = joined_by(thing.body, stamp.account)
    return None
