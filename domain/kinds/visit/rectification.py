"""The school's reply about a finding (整改): it stands on the visit that raised it."""

from typing import ClassVar

from domain.kinds.author import OFFICE_WORK
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp, facts_of
from domain.kinds.kind import Part, Trait, on_visit
from domain.kinds.piece import Code, DateText, OfficeBody, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.finding import Finding


class RectificationPrivate(Private):
    """What the school says it did, and who answers for it (2-25)."""

    measures: Text = ""
    responsible: Text = ""


class RectificationReported(OfficeBody):
    """The school's reply about one finding, as it now stands; ``is_done`` says it put it right."""

    kind: ClassVar[str] = "rectification.reported"
    private: ClassVar[type[Private]] = RectificationPrivate

    finding_id: Code
    reported_on: DateText
    is_done: bool = True


class Rectification(Folded):
    """The school's reply about one finding of this visit."""

    stamp: Stamp
    finding_id: str
    reported_on: str
    is_done: bool
    measures: str = ""
    responsible: str = ""


@on_visit(
    RectificationReported,
    "登记学校整改情况",
    OFFICE_WORK,
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
