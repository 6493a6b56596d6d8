"""Looking again at a finding of an earlier visit (回访复查, 2-02)."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import FOLLOW_UP_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, Reference, on_visit
from domain.kinds.piece import Body, Code, DateText, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.trail.line import Sha256Hex


class Conclusion(StrEnum):
    """What a follow-up found: 已整改, 部分整改, 未整改."""

    RECTIFIED = "rectified"
    PARTLY = "partly"
    NOT_RECTIFIED = "not_rectified"


class FollowUpPrivate(Private):
    """What was seen, and what the school is still to do."""

    text: Text = ""
    advice: Text = ""


class FollowUpRecorded(Body):
    """Looking again at a finding of an earlier visit (2-02), as it now stands.

    It stands on the later visit. Photos of that visit that name the finding are its
    after-photos. ``unit`` is the unit of a visit to several that it is about (None: the first).
    A finding that is not put right gets a new day: ``due_on``.
    """

    kind: ClassVar[str] = "follow_up.recorded"
    private: ClassVar[type[Private]] = FollowUpPrivate

    finding_id: Code
    finding_visit: Sha256Hex
    conclusion: Conclusion
    due_on: DateText | None = None
    unit: Code | None = None
    is_withdrawn: bool = False


class FollowUp(Folded):
    """What this visit found of a finding that an earlier visit raised."""

    stamp: Stamp
    finding_id: str
    finding_visit: str
    conclusion: Conclusion
    text: str = ""
    advice: str = ""
    due_on: str | None = None
    unit: str | None = None


@on_visit(
    FollowUpRecorded,
    "回访复查",
    FOLLOW_UP_WORK,
    Part("follow_ups", "finding_id"),
    BookPart.FINDINGS,
    refers=lambda body: (Reference(body.finding_visit),),
)
def _followed_up(
    visit: VisitBuilder, body: FollowUpRecorded, private: FollowUpPrivate, stamp: Stamp
) -> None:
    follow_up = FollowUp(stamp=stamp, **facts_of(body), **facts_of(private))
    visit.keep(body.finding_id, follow_up, is_there=not body.is_withdrawn)
