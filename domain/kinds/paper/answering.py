"""What becomes of a paper at the unit: it gets it, answers, is talked with, and is done."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import SERVER, Relation, right
from domain.kinds.folding import Stamp, facts_of
from domain.kinds.kind import PAPER, Apply, Kind, Trait, register
from domain.kinds.paper.builder import (
    Answer,
    AnsweredBy,
    Delivery,
    PaperAct,
    PaperBuilder,
    Said,
    Service,
    Talk,
)
from domain.kinds.paper.drafting import DRAFTING
from domain.kinds.piece import DateText, Label, OfficeBody, Private, Text, TextPrivate

WITNESSES = 2
"""How many see it left where the unit does not sign for it (拒签留置)."""


class ServedPrivate(Private):
    """Who signed for it, and who saw it left."""

    signed_by: Text = ""
    witnesses: Annotated[tuple[Label, ...], Field(max_length=10)] = ()


class PaperServed(OfficeBody):
    """The unit got the paper; ``witnesses`` is how many saw it left there."""

    kind: ClassVar[str] = "paper.served"
    private: ClassVar[type[Private]] = ServedPrivate

    delivery: Delivery
    served_on: DateText
    witnesses: Annotated[int, Field(ge=0, le=10)] = 0


class PaperAnswered(OfficeBody):
    """The unit answered, or the office wrote down what it has of it on paper."""

    kind: ClassVar[str] = "paper.answered"
    private: ClassVar[type[Private]] = TextPrivate

    answered_on: DateText
    answered_by: AnsweredBy


class TalkPrivate(Private):
    """Who was there, and the minutes."""

    persons: Text = ""
    minutes: Text = ""


class TalkHeld(OfficeBody):
    """The talk (约谈) that the paper called for was held; that is its answer."""

    kind: ClassVar[str] = "talk.held"
    private: ClassVar[type[Private]] = TalkPrivate

    held_on: DateText


class PaperFinished(OfficeBody):
    """Nothing more is to be done about the paper (办结)."""

    kind: ClassVar[str] = "paper.finished"
    private: ClassVar[type[Private]] = TextPrivate


def _served(
    paper: PaperBuilder, body: PaperServed, private: ServedPrivate, stamp: Stamp
) -> str | None:
    if body.delivery is Delivery.LEFT and body.witnesses < WITNESSES:
        return "no_witnesses"
    if reason := paper.refusal(PaperAct.SERVE):
        return reason
    facts = {"delivery": body.delivery, "served_on": body.served_on, **facts_of(private)}
    paper.service = Service(stamp=stamp, **facts)
    return None


def _answered(
    paper: PaperBuilder, body: PaperAnswered, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := paper.refusal(PaperAct.ANSWER):
        return reason
    days = {"answered_on": body.answered_on, "answered_by": body.answered_by}
    paper.answers.append(Answer(stamp=stamp, **days, text=private.text))
    return None


def _talked(paper: PaperBuilder, body: TalkHeld, private: TalkPrivate, stamp: Stamp) -> str | None:
    if reason := paper.refusal(PaperAct.TALK):
        return reason
    paper.talks.append(Talk(stamp=stamp, held_on=body.held_on, **facts_of(private)))
    return None


def _finished(paper: PaperBuilder, _body: object, private: TextPrivate, stamp: Stamp) -> str | None:
    if reason := paper.refusal(PaperAct.FINISH):
        return reason
    paper.finish = Said(stamp=stamp, text=private.text)
    return None


def _kept(body: type[OfficeBody], word: str, apply: Apply, *, is_of_unit: bool = False) -> None:
    """Register what the office keeps record of; what is ``of_unit`` its own door may say too."""
    roles = DRAFTING | SERVER if is_of_unit else DRAFTING
    traits = frozenset({Trait.CHANGES, Trait.IN_OFFICE})
    register(Kind(body, word, PAPER, right(roles, Relation.OFFICE), traits=traits, apply=apply))


_kept(PaperServed, "登记送达", _served, is_of_unit=True)
_kept(PaperAnswered, "登记回复", _answered, is_of_unit=True)
_kept(TalkHeld, "登记约谈", _talked)
_kept(PaperFinished, "办结", _finished)
