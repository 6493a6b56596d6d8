"""A visit's answers laid out as its checklist has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.kinds.visit.answer import Answer
from domain.register.checklist import Checklist, Item, is_negative


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One item and its answer; None where it was not answered."""

    item_id: str
    text: str
    answer: Answer | None
    is_key: bool
    is_negative: bool


@dataclass(frozen=True, slots=True)
class AnswerSection:
    """A titled group of items."""

    title: str
    lines: tuple[AnswerLine, ...]


def answer_sheet(
    checklist: Checklist | None, answers: Mapping[str, Answer]
) -> tuple[AnswerSection, ...]:
    """The answers by section; those to items of another checklist come last, under their ids."""
    sections = [
        AnswerSection(
            section.title, tuple(_line(item, answers.get(item.item_id)) for item in section.items)
        )
        for section in (checklist.sections if checklist else ())
    ]
    known = {line.item_id for section in sections for line in section.lines}
    others = tuple(
        AnswerLine(item_id, item_id, answer, is_key=False, is_negative=False)
        for item_id, answer in answers.items()
        if item_id not in known
    )
    return (*sections, AnswerSection("其他", others)) if others else tuple(sections)


def _line(item: Item, answer: Answer | None) -> AnswerLine:
    return AnswerLine(
        item_id=item.item_id,
        text=item.text,
        answer=answer,
        is_key=item.is_key,
        is_negative=answer is not None and is_negative(item, answer.value),
    )
