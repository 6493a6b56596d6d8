"""That a unit was told of a finding (反馈): the first of the three things closing rests on."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK
from domain.kinds.finding.course import CourseBuilder, FindingBody, on_finding
from domain.kinds.folding import Folded, Stamp
from domain.kinds.piece import DateText, Private, Text


class FeedbackManner(StrEnum):
    """How a unit was told."""

    ON_THE_SPOT = "on_the_spot"
    MEETING = "meeting"
    IN_WRITING = "in_writing"
    BY_PHONE = "by_phone"


class FeedbackPrivate(Private):
    """Who was told."""

    person: Text = Field(default="", title="向谁反馈")


class FindingFedBack(FindingBody, title="反馈"):
    """The unit was told of the finding, on a local day.

    A record that the unit's head has signed, or refused to, says so by itself.
    """

    kind: ClassVar[str] = "finding.fed_back"
    private: ClassVar[type[Private]] = FeedbackPrivate

    fed_back_on: DateText = Field(title="反馈日期")
    manner: FeedbackManner = Field(title="反馈方式")


class Feedback(Folded):
    """How and when the unit was told."""

    stamp: Stamp
    fed_back_on: str
    manner: FeedbackManner
    person: str = ""


@on_finding(FindingFedBack, "登记反馈", DESK_WORK)
def _fed_back(
    course: CourseBuilder, body: FindingFedBack, private: FeedbackPrivate, stamp: Stamp
) -> None:
    course.keep(
        Feedback(
            stamp=stamp, fed_back_on=body.fed_back_on, manner=body.manner, person=private.person
        )
    )
