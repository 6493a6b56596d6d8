"""What a visit sets out to do, as its opening and its plan say it."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.kinds.piece import Body, Code, Label, Piece
from domain.register.school_kind import SchoolKind


class VisitType(StrEnum):
    """督导类型 (0-03); a 回访 is no inspection: somebody came to look at earlier findings alone."""

    ACCOMPANYING = "accompanying"
    ROUTINE = "routine"
    SPECIAL = "special"
    COMPREHENSIVE = "comprehensive"
    COLLABORATIVE = "collaborative"
    FOLLOW_UP = "follow_up"


INSPECTIONS = tuple(each for each in VisitType if each is not VisitType.FOLLOW_UP)
"""The types an inspection may be planned as. What began as one is never a 回访, nor the reverse."""


def _inspects(visit_type: VisitType) -> VisitType:
    if visit_type not in INSPECTIONS:
        raise ValueError("This is no type of inspection.")
    return visit_type


InspectionType = Annotated[VisitType, AfterValidator(_inspects)]
"""A type that asks for an inspection."""


class ChecklistRef(Piece):
    """The checklist a visit uses, in the version it began with, as asked of a kind of school.

    ``school_kind`` is what the school was when the visit began or chose the checklist; everything
    is asked where it was not known.
    """

    checklist_id: Code
    version: Annotated[int, Field(ge=1)]
    school_kind: SchoolKind | None = None


class Plan(Body):
    """The type, theme, content items and people of a visit, as they stand (2-19)."""

    visit_type: VisitType = VisitType.ROUTINE
    theme_id: Code | None = None
    items: tuple[Label, ...] = ()
    checklist: ChecklistRef | None = None
    is_announced: bool = False
    participants: tuple[Code, ...] = ()
    campaign_id: Code | None = None
