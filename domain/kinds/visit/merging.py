"""Two records of one joint visit, made one by the office; and taken apart again (1-18)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import COURSE, OFFICE_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Reference, Trait, on_visit
from domain.kinds.piece import Code, OfficeBody, Piece, Private, ReasonPrivate
from domain.kinds.visit.builder import State, VisitBuilder
from domain.trail.line import Sha256Hex


class Uniting(StrEnum):
    """How a quantity that both records have becomes one: the larger, or both together."""

    LARGER = "larger"
    SUM = "sum"


class FindingPair(Piece):
    """That a finding of the visit (``own``) and one of the other are the same."""

    own: Code
    other: Code


class VisitMerged(OfficeBody):
    """The visit was recorded twice and counts as part of ``into`` (1-18).

    ``into_version`` is that of the other visit as the office saw it. What the other record does
    not have of it (people, lessons, findings that are in no pair, photos) counts with it.
    """

    kind: ClassVar[str] = "visit.merged"
    private: ClassVar[type[Private]] = ReasonPrivate

    into: Sha256Hex
    into_version: Sha256Hex | None = None
    quantities: Uniting = Uniting.LARGER
    pairs: Annotated[tuple[FindingPair, ...], Field(max_length=200)] = ()


class VisitUnmerged(OfficeBody):
    """The visit counts by itself again, for a stated reason."""

    kind: ClassVar[str] = "visit.unmerged"
    private: ClassVar[type[Private]] = ReasonPrivate

    into: Sha256Hex


class Merging(Folded):
    """Which visit it counts with, and how."""

    stamp: Stamp
    into: str
    quantities: Uniting = Uniting.LARGER
    pairs: tuple[FindingPair, ...] = ()


@on_visit(
    VisitMerged,
    "并入另一次督导",
    COURSE + OFFICE_WORK,
    None,
    Trait.AFTER_SUBMISSION,
    refers=lambda body: (Reference(body.into, body.into_version),),
)
def _merged(
    visit: VisitBuilder, body: VisitMerged, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if body.into == visit.subject:
        return "merged_into_itself"
    visit.end(State.MERGED, private.reason)
    merging = Merging(stamp=stamp, into=body.into, quantities=body.quantities, pairs=body.pairs)
    visit.keep("", merging)
    return None


@on_visit(
    VisitUnmerged,
    "撤销并入",
    OFFICE_WORK,
    None,
    Trait.AFTER_SUBMISSION,
    Trait.AFTER_END,
    refers=lambda body: (Reference(body.into),),
)
def _unmerged(
    visit: VisitBuilder, body: VisitUnmerged, _private: object, _stamp: Stamp
) -> str | None:
    merging = visit.parts(Merging).get("")
    if visit.state is not State.MERGED or merging is None or merging.into != body.into:
        return "not_merged"
    visit.go_on()
    visit.keep("", merging, is_there=False)
    return None
