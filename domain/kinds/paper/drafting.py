"""A paper on its way to who signs it: drafted, handed in (送签), handed back (退回修改)."""

from typing import ClassVar

from domain.kinds.author import REVIEWING, Relation, Role, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp
from domain.kinds.kind import PAPER, Kind, Reference, Trait, register
from domain.kinds.paper.builder import PaperAct, PaperBuilder, Said
from domain.kinds.paper.content import PaperDrafted, PaperPrivate
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate

DRAFTING = REVIEWING | {Role.CLERK}
"""Who writes papers and keeps record of what becomes of them."""


class PaperSubmitted(OfficeBody):
    """The draft is complete and waits to be signed."""

    kind: ClassVar[str] = "paper.submitted"


class PaperReturned(OfficeBody):
    """The draft is to be changed first, for a stated reason."""

    kind: ClassVar[str] = "paper.returned"
    private: ClassVar[type[Private]] = ReasonPrivate


def _concerned(body: PaperDrafted) -> tuple[Reference, ...]:
    """The visits whose findings it is about, each in the version it names, and what it follows."""
    visits = (Reference(each.visit, each.version) for each in body.findings)
    follows = (Reference(body.follows),) if body.follows else ()
    return tuple(dict.fromkeys((*visits, *follows)))


def _drafted(
    paper: PaperBuilder, body: PaperDrafted, private: PaperPrivate, stamp: Stamp
) -> str | None:
    if reason := paper.refusal(PaperAct.DRAFT):
        return reason
    paper.body, paper.private, paper.drafted = body, private, stamp
    return None


def _submitted(paper: PaperBuilder, _body: object, _private: object, stamp: Stamp) -> str | None:
    if reason := paper.refusal(PaperAct.SUBMIT):
        return reason
    paper.submitted, paper.returned = stamp, None
    return None


def _returned(
    paper: PaperBuilder, _body: object, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if reason := paper.refusal(PaperAct.RETURN):
        return reason
    paper.submitted, paper.returned = None, Said(stamp=stamp, text=private.reason)
    return None


_OFFICE = frozenset({Trait.CHANGES, Trait.IN_OFFICE})

register(
    Kind(
        PaperDrafted,
        "起草文书",
        PAPER,
        right(DRAFTING, Relation.OFFICE),
        traits=_OFFICE | {Trait.OPENS},
        apply=_drafted,
        refers=_concerned,
        told=frozenset({BookPart.FINDINGS}),
    )
)
register(
    Kind(
        PaperSubmitted,
        "送签",
        PAPER,
        right(DRAFTING, Relation.OFFICE),
        traits=_OFFICE,
        apply=_submitted,
    )
)
register(
    Kind(
        PaperReturned,
        "退回修改",
        PAPER,
        right(REVIEWING, Relation.OFFICE),
        traits=_OFFICE,
        apply=_returned,
    )
)
