"""What a unit will do about a finding: 整改措施, 责任人 and 时限 (2-25)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, UNIT_WORK
from domain.kinds.finding.course import CourseBuilder, FindingBody, on_finding
from domain.kinds.folding import Folded, Stamp
from domain.kinds.piece import DateText, Private, Text


class MeasurePrivate(Private):
    """What is to be done, and who answers for it."""

    text: Text = Field(default="", title="整改措施")
    responsible: Text = Field(default="", title="责任人")


class MeasureSet(FindingBody, title="整改措施"):
    """What is to be done about the finding, as it now stands, by when.

    ``is_by_office`` says that the office entered it for a unit that was silent.
    """

    kind: ClassVar[str] = "measure.set"
    private: ClassVar[type[Private]] = MeasurePrivate

    due_on: DateText = Field(title="整改时限")
    is_by_office: bool = Field(default=False, title="督导室代填")


class Measure(Folded):
    """What is to be done, by whom and when."""

    stamp: Stamp
    due_on: str
    is_by_office: bool
    text: str = ""
    responsible: str = ""


@on_finding(MeasureSet, "填写整改措施", (*DESK_WORK, *UNIT_WORK))
def _set(course: CourseBuilder, body: MeasureSet, private: MeasurePrivate, stamp: Stamp) -> None:
    course.keep(
        Measure(
            stamp=stamp,
            due_on=body.due_on,
            is_by_office=body.is_by_office,
            text=private.text,
            responsible=private.responsible,
        )
    )
