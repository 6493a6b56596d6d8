"""Entries about a checklist's items."""

from typing import ClassVar

from domain.kinds.author import FIELD_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Code, Private, Text
from domain.kinds.visit.builder import VisitBuilder


class AnswerPrivate(Private):
    """The remark to an answer, and the answer itself where it is free text."""

    remark: Text = ""
    text: Text = ""


class ItemAnswered(Body):
    """The answer to one checklist item as it now stands; no value takes the answer back.

    ``value`` is ``yes``, ``no``, ``na``, an option's key, ``text`` (then the text is private)
    or a number in the item's unit. ``is_with_section`` for a yes that was given to all open
    items of a section in one act, not to this item on its own.
    """

    kind: ClassVar[str] = "item.answered"
    private: ClassVar[type[Private]] = AnswerPrivate

    item_id: Code
    value: Code | int | float | None = None
    is_with_section: bool = False


class Answer(Folded):
    """How a checklist item stands answered."""

    stamp: Stamp
    value: str | int | float
    is_with_section: bool = False
    text: str = ""
    remark: str = ""


@on_visit(ItemAnswered, "检查项", FIELD_WORK, Part("answers", "item_id"))
def _answered(
    visit: VisitBuilder, body: ItemAnswered, private: AnswerPrivate, stamp: Stamp
) -> None:
    if body.value is None:
        visit.parts(Answer).pop(body.item_id, None)
        return
    facts = body.model_dump(include={"value", "is_with_section"})
    answer = Answer(stamp=stamp, **facts, **private.model_dump())
    visit.keep(body.item_id, answer)
