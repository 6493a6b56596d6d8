"""More time for a finding (延期): asked for, and decided."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import DESK_WORK, OFFICE_WORK, UNIT_WORK
from domain.kinds.finding.course import CourseBuilder, FindingBody, on_finding
from domain.kinds.folding import Folded, Stamp
from domain.kinds.piece import DateText, Private, ReasonPrivate


class ExtensionAsked(FindingBody, title="延期申请"):
    """The unit asks for time until a day, for a stated reason."""

    kind: ClassVar[str] = "extension.asked"
    private: ClassVar[type[Private]] = ReasonPrivate

    until: DateText = Field(title="延期到")
    asked_on: DateText = Field(title="申请日期")


class ExtensionDecided(FindingBody, title="延期决定"):
    """The office's decision: until when, or that it gives none."""

    kind: ClassVar[str] = "extension.decided"
    private: ClassVar[type[Private]] = ReasonPrivate

    decided_on: DateText = Field(title="决定日期")
    until: DateText | None = Field(default=None, title="延期到")


class AskedExtension(Folded):
    """What the unit asks for, until the office decides."""

    stamp: Stamp
    until: str
    asked_on: str
    reason: str = ""


class Extension(Folded):
    """What the office decided last; ``until`` is None where it gave no more time."""

    stamp: Stamp
    decided_on: str
    until: str | None
    reason: str = ""


@on_finding(ExtensionAsked, "申请延期", (*DESK_WORK, *UNIT_WORK))
def _asked(
    course: CourseBuilder, body: ExtensionAsked, private: ReasonPrivate, stamp: Stamp
) -> None:
    asked = AskedExtension(
        stamp=stamp, until=body.until, asked_on=body.asked_on, reason=private.reason
    )
    course.keep(asked)


@on_finding(ExtensionDecided, "决定延期", OFFICE_WORK)
def _decided(
    course: CourseBuilder, body: ExtensionDecided, private: ReasonPrivate, stamp: Stamp
) -> None:
    course.words.pop(AskedExtension, None)
    decided = Extension(
        stamp=stamp, decided_on=body.decided_on, until=body.until, reason=private.reason
    )
    course.keep(decided)
