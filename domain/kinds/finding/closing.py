"""The end of a finding: closed (销号), or ended otherwise; and that it goes on after all."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from domain.kinds.author import OFFICE_WORK
from domain.kinds.finding.course import CourseBuilder, FindingBody, on_finding
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Trait
from domain.kinds.piece import DateText, Private, ReasonPrivate
from domain.trail.line import Sha256Hex


class End(StrEnum):
    """How a finding ended: put right, raised wrongly, the same as another, or its unit closed.

    Only the first is 已销号; the others are counted apart.
    """

    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    DISSOLVED = "dissolved"


class FindingClosed(FindingBody, title="销号"):
    """The office closes the finding: the unit put it right (2-02).

    ``rests_on`` is the visit whose look found it put right; None for what was fixed on the spot.
    """

    kind: ClassVar[str] = "finding.closed"
    private: ClassVar[type[Private]] = ReasonPrivate

    closed_on: DateText = Field(title="销号日期")
    rests_on: Sha256Hex | None = Field(default=None, title="依据的回访")


class FindingEnded(FindingBody, title="终止"):
    """The office ends the finding without its being put right, for a stated reason.

    One that is the same as another says ``into`` which.
    """

    kind: ClassVar[str] = "finding.ended"
    private: ClassVar[type[Private]] = ReasonPrivate

    end: End = Field(title="怎样终止")
    ended_on: DateText = Field(title="终止日期")
    into: Sha256Hex | None = Field(default=None, title="并入的问题")


class FindingReopened(FindingBody, title="重新打开"):
    """An ended finding goes on where it stood, for a stated reason."""

    kind: ClassVar[str] = "finding.reopened"
    private: ClassVar[type[Private]] = ReasonPrivate


class Ending(Folded):
    """How the finding ended, when, and by whom."""

    stamp: Stamp
    end: End
    ended_on: str
    rests_on: str | None = None
    into: str | None = None
    reason: str = ""


@on_finding(FindingClosed, "销号", OFFICE_WORK)
def _closed(
    course: CourseBuilder, body: FindingClosed, private: ReasonPrivate, stamp: Stamp
) -> None:
    course.ended = Ending(
        stamp=stamp,
        end=End.CLOSED,
        ended_on=body.closed_on,
        rests_on=body.rests_on,
        reason=private.reason,
    )


@on_finding(FindingEnded, "终止问题", OFFICE_WORK)
def _ended(course: CourseBuilder, body: FindingEnded, private: ReasonPrivate, stamp: Stamp) -> None:
    course.ended = Ending(
        stamp=stamp,
        end=body.end,
        ended_on=body.ended_on,
        into=body.into,
        reason=private.reason,
    )


@on_finding(FindingReopened, "重新打开问题", OFFICE_WORK, Trait.AFTER_END)
def _reopened(
    course: CourseBuilder, _body: FindingReopened, _private: ReasonPrivate, _stamp: Stamp
) -> str | None:
    if course.ended is None:
        return "finding_open"
    course.ended = None
    return None
