"""Entries of the office about a visit."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import FIELD_WORK, OFFICE_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Trait, on_visit
from domain.kinds.piece import Body, OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.kinds.visit.builder import State, VisitBuilder
from domain.trail.line import Sha256Hex


class VisitApproved(Body):
    """The office approves the visit in the ``version`` it saw."""

    kind: ClassVar[str] = "visit.approved"
    private: ClassVar[type[Private]] = TextPrivate

    version: Sha256Hex


class VisitReturned(Body):
    """The office hands the visit, in the ``version`` it saw, back for completion, with a reason."""

    kind: ClassVar[str] = "visit.returned"
    private: ClassVar[type[Private]] = ReasonPrivate

    version: Sha256Hex


class VisitCommented(OfficeBody):
    """A remark that changes nothing."""

    kind: ClassVar[str] = "visit.commented"
    private: ClassVar[type[Private]] = TextPrivate


class Verdict(StrEnum):
    """What a review entry says."""

    APPROVED = "approved"
    RETURNED = "returned"
    COMMENTED = "commented"


class Review(Folded):
    """What the office (or an answer to it) says; ``is_stale`` when it had not seen all."""

    stamp: Stamp
    verdict: Verdict
    text: str = ""
    version: str | None = None
    is_stale: bool = False


_OF_THE_OFFICE = (Trait.AFTER_SUBMISSION, Trait.REMARK)


def _review(visit: VisitBuilder, review: Review, state: State) -> str | None:
    if not visit.submissions:
        return "not_submitted"
    is_stale = review.version != visit.version
    visit.add(review.model_copy(update={"is_stale": is_stale}))
    if not is_stale:
        visit.state = state
    return None


@on_visit(VisitApproved, "审核通过", OFFICE_WORK, None, *_OF_THE_OFFICE)
def _approved(
    visit: VisitBuilder, body: VisitApproved, private: TextPrivate, stamp: Stamp
) -> str | None:
    review = Review(stamp=stamp, verdict=Verdict.APPROVED, text=private.text, version=body.version)
    return _review(visit, review, State.APPROVED)


@on_visit(VisitReturned, "退回补充", OFFICE_WORK, None, *_OF_THE_OFFICE)
def _returned(
    visit: VisitBuilder, body: VisitReturned, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    review = Review(
        stamp=stamp, verdict=Verdict.RETURNED, text=private.reason, version=body.version
    )
    return _review(visit, review, State.RETURNED)


@on_visit(VisitCommented, "批注", FIELD_WORK + OFFICE_WORK, None, *_OF_THE_OFFICE)
def _commented(visit: VisitBuilder, _body: object, private: TextPrivate, stamp: Stamp) -> None:
    visit.add(Review(stamp=stamp, verdict=Verdict.COMMENTED, text=private.text))
