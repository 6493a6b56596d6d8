"""Entries about the text of a visit's record and the methods that were used."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import FIELD_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Private, Quantity, TextPrivate
from domain.kinds.visit.builder import VisitBuilder


class NoteSection(StrEnum):
    """The free-text sections of the 随访督导记录表."""

    RECORD = "record"
    HIGHLIGHT = "highlight"
    FEEDBACK = "feedback"
    NEXT_STEP = "next_step"


class Method(StrEnum):
    """督导方式 that are counted (0-14, 2-20), each with its own unit; lessons count themselves."""

    DOCUMENTS = "documents"
    MEETINGS = "meetings"
    TALKS = "talks"
    QUESTIONNAIRES = "questionnaires"
    PATROLS = "patrols"
    LESSON_PLANS = "lesson_plans"


class VisitNoted(Body):
    """The text of one section of the record, as it now stands."""

    kind: ClassVar[str] = "visit.noted"
    private: ClassVar[type[Private]] = TextPrivate

    section: NoteSection


class VisitCounted(Body):
    """How often one method was used, as it now stands."""

    kind: ClassVar[str] = "visit.counted"

    method: Method
    quantity: Quantity


class Note(Folded):
    """One section of the record."""

    stamp: Stamp
    text: str


@on_visit(VisitNoted, "填写记录", FIELD_WORK, Part("notes", "section"))
def _noted(visit: VisitBuilder, body: VisitNoted, private: TextPrivate, stamp: Stamp) -> None:
    note = Note(stamp=stamp, text=private.text)
    visit.keep(body.section, note, is_there=bool(private.text))


@on_visit(VisitCounted, "填写方式数量", FIELD_WORK, Part("quantities", "method"))
def _counted(visit: VisitBuilder, body: VisitCounted, _private: object, _stamp: Stamp) -> None:
    visit.quantities[body.method] = body.quantity
    if not body.quantity:
        del visit.quantities[body.method]
