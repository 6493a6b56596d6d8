"""Entries of the office about a flag: it was looked at, and there is an explanation."""

from typing import ClassVar

from domain.kinds.author import OFFICE_WORK
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import Part, Trait, on_visit
from domain.kinds.piece import Code, OfficeBody, Private, ReasonPrivate, Text
from domain.kinds.visit.builder import VisitBuilder
from domain.trail.line import Sha256Hex


class ExplainedPrivate(ReasonPrivate):
    """What the flag ``said`` when it was looked at, and why it is explained."""

    said: Text = ""


class FlagExplained(OfficeBody):
    """The office saw a flag of the visit, and why it is as it is; or takes that back.

    ``flag`` is its code, ``facts`` the print of the facts it was seen with
    (``domain.review.explaining``): with other facts it is another flag, and stands.
    """

    kind: ClassVar[str] = "flag.explained"
    private: ClassVar[type[Private]] = ExplainedPrivate

    flag: Code
    facts: Sha256Hex
    is_withdrawn: bool = False


class Explanation(Folded):
    """Why a flag, seen with these facts, is as it is."""

    stamp: Stamp
    flag: str
    facts: str
    said: str = ""
    reason: str = ""


@on_visit(
    FlagExplained,
    "说明系统提示",
    OFFICE_WORK,
    Part("explanations", "facts"),
    Trait.AFTER_SUBMISSION,
    Trait.REMARK,
)
def _explained(
    visit: VisitBuilder, body: FlagExplained, private: ExplainedPrivate, stamp: Stamp
) -> str | None:
    if not visit.submissions:
        return "not_submitted"
    explanation = Explanation(
        stamp=stamp, flag=body.flag, facts=body.facts, said=private.said, reason=private.reason
    )
    visit.keep(body.facts, explanation, is_there=not body.is_withdrawn)
    return None
