"""Entries about who signed a visit's record."""

from enum import StrEnum
from typing import ClassVar

from domain.kinds.author import FIELD_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, on_visit
from domain.kinds.piece import Body, Label, Private, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.kinds.visit.finding import Finding
from domain.trail.line import Sha256Hex


class Signer(StrEnum):
    """Who signs a visit's record."""

    INSPECTOR = "inspector"
    SCHOOL_HEAD = "school_head"


class SignedPrivate(Private):
    """The signer's name, the drawn strokes (lists of x, y in 0..1000), or why they refused."""

    name: Label | None = None
    strokes: tuple[tuple[int, ...], ...] = ()
    refusal_reason: Text = ""


class VisitSigned(Body):
    """Somebody signed the record, or refused to, having seen it up to ``head``."""

    kind: ClassVar[str] = "visit.signed"
    private: ClassVar[type[Private]] = SignedPrivate

    signer: Signer
    head: Sha256Hex
    is_refused: bool = False


class Signature(Folded):
    """A signature under the record as it stood at ``head``, or its refusal."""

    stamp: Stamp
    signer: Signer
    head: str
    is_refused: bool
    name: str = ""
    strokes: tuple[tuple[int, ...], ...] = ()
    refusal_reason: str = ""


@on_visit(VisitSigned, "签名", FIELD_WORK, Part("signatures", "signer", happens=True))
def _signed(visit: VisitBuilder, body: VisitSigned, private: SignedPrivate, stamp: Stamp) -> None:
    signature = Signature(
        stamp=stamp,
        signer=body.signer,
        head=body.head,
        is_refused=body.is_refused,
        name=private.name or "",
        strokes=private.strokes,
        refusal_reason=private.refusal_reason,
    )
    visit.keep(body.signer, signature)
    if body.signer is Signer.SCHOOL_HEAD:
        for finding in visit.parts(Finding):
            visit.fed_back.setdefault(finding, stamp)
    visit.changes_since_signed[body.signer] = 0
