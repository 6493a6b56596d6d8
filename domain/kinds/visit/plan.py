"""What a visit sets out to do, as its opening and its plan say it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.kinds.piece import Body, Code, Label, Piece
from domain.register.school_kind import SchoolKind


class VisitType(StrEnum):
    """督导类型 (0-03)."""

    ACCOMPANYING = "accompanying"
    ROUTINE = "routine"
    SPECIAL = "special"
    COMPREHENSIVE = "comprehensive"
    COLLABORATIVE = "collaborative"


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
