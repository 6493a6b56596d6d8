"""The school's reply about a finding (整改): it stands on the visit that raised it."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, Trait, on_visit
from domain.kinds.piece import Code, DateText, OfficeBody, Piece, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.finding import Finding
from domain.trail.line import Sha256Hex

MOST_PHOTOS = 12


class Side(StrEnum):
    """Which of the two a photo of a reply shows."""

    BEFORE = "before"
    AFTER = "after"


class ReplyPhoto(Piece):
    """A photo that the school gave: the file that is shown, and the untouched one it brought."""

    sha256: Sha256Hex
    original_sha256: Sha256Hex
    side: Side


class RectificationPrivate(Private):
    """What the school says it does and did, who answers for it (2-25), and who says so."""

    measures: Text = ""
    responsible: Text = ""
    done: Text = ""
    told_by: Text = ""


class RectificationReported(OfficeBody):
    """The school's reply about one finding, as it now stands; ``is_done`` says it put it right.

    ``due_on`` is when it means to have it put right. ``is_from_door`` says that it was written at
    the school's own door, and not by the office from a paper.
    """

    kind: ClassVar[str] = "rectification.reported"
    private: ClassVar[type[Private]] = RectificationPrivate

    finding_id: Code
    reported_on: DateText
    is_done: bool = True
    due_on: DateText | None = None
    photos: Annotated[tuple[ReplyPhoto, ...], Field(max_length=MOST_PHOTOS)] = ()
    is_from_door: bool = False


class Rectification(Folded):
    """The school's reply about one finding of this visit."""

    stamp: Stamp
    finding_id: str
    reported_on: str
    is_done: bool
    due_on: str | None = None
    photos: tuple[ReplyPhoto, ...] = ()
    is_from_door: bool = False
    measures: str = ""
    responsible: str = ""
    done: str = ""
    told_by: str = ""


@on_visit(
    RectificationReported,
    "登记学校整改情况",
    right(LEADING, Relation.OFFICE),
    Part("rectifications", "finding_id"),
    Trait.AFTER_SUBMISSION,
    Trait.REMARK,
    BookPart.FINDINGS,
)
def _reported(
    visit: VisitBuilder, body: RectificationReported, private: RectificationPrivate, stamp: Stamp
) -> str | None:
    if body.finding_id not in visit.parts(Finding):
        return "finding_unknown"
    reply = Rectification(stamp=stamp, **facts_of(body), **facts_of(private))
    visit.keep(body.finding_id, reply)
    return None
