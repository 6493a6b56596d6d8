"""A paper that is signed and gets its number, and one that does not hold any more."""

from typing import ClassVar

from domain.kinds.author import REVIEWING, Relation, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp, facts_of
from domain.kinds.kind import PAPER, Kind, Trait, register
from domain.kinds.office.series import Serial
from domain.kinds.paper.builder import Issue, PaperAct, PaperBuilder, Said
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import DateText, Label, OfficeBody, Private, ReasonPrivate, Text


class IssuedPrivate(Private):
    """Who signed it."""

    signer: Text = ""


class PaperIssued(OfficeBody):
    """The paper is signed (签发) and has its 文号.

    ``serial`` is the running number in it, of its kind and the year of ``issued_on``; None where
    the number was typed from the bureau's registry.
    """

    kind: ClassVar[str] = "paper.issued"
    private: ClassVar[type[Private]] = IssuedPrivate

    paper_kind: PaperKind
    number: Label
    serial: Serial | None = None
    issued_on: DateText
    is_signed_on_paper: bool = False

    @property
    def year(self) -> int:
        """The year in which its number counts."""
        return int(self.issued_on[:4])


class PaperVoided(OfficeBody):
    """The paper does not hold any more, for a stated reason; its number stays taken."""

    kind: ClassVar[str] = "paper.voided"
    private: ClassVar[type[Private]] = ReasonPrivate


def _issued(
    paper: PaperBuilder, body: PaperIssued, private: IssuedPrivate, stamp: Stamp
) -> str | None:
    if body.paper_kind is not paper.body.paper_kind:
        return "not_about_this"
    if reason := paper.refusal(PaperAct.ISSUE):
        return reason
    said = {**facts_of(body), **facts_of(private)}
    facts = {name: value for name, value in said.items() if name in Issue.model_fields}
    paper.issue = Issue(stamp=stamp, **facts)
    return None


def _voided(paper: PaperBuilder, _body: object, private: ReasonPrivate, stamp: Stamp) -> str | None:
    if reason := paper.refusal(PaperAct.VOID):
        return reason
    paper.voiding = Said(stamp=stamp, text=private.reason)
    return None


for _body, _word, _apply in (
    (PaperIssued, "签发文书", _issued),
    (PaperVoided, "作废文书", _voided),
):
    register(
        Kind(
            _body,
            _word,
            PAPER,
            right(REVIEWING, Relation.OFFICE),
            traits=frozenset({Trait.CHANGES, Trait.IN_OFFICE}),
            apply=_apply,
            told=frozenset({BookPart.FINDINGS}),
        )
    )
