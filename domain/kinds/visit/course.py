"""Entries of a visit's own course, from opened to submitted, amended or cancelled."""

from typing import ClassVar

from domain.kinds.author import COURSE, OFFICE_WORK, VISITING, Relation, Role, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Folded, Stamp
from domain.kinds.kind import VISIT, Kind, Part, Trait, on_visit, register
from domain.kinds.piece import Body, Code, DateText, OfficeBody, Private, ReasonPrivate
from domain.kinds.visit.builder import State, VisitBuilder
from domain.kinds.visit.plan import INSPECTIONS, Plan
from domain.trail.line import Sha256Hex

CAMPAIGN_ALONE = "campaign_alone"
"""Why a delegate (联合部门人员) makes no visit but those of a campaign."""


class VisitOpened(Plan):
    """A visit begins; the id of this entry is the visit's id and its chain owns it."""

    kind: ClassVar[str] = "visit.opened"

    school_id: Code


class VisitPlanned(Plan):
    """The theme, content items and people of an open visit, as they now stand (2-19)."""

    kind: ClassVar[str] = "visit.planned"


class VisitSubmitted(Body):
    """The visit is handed to the office as it stood at ``head``; again after each amendment."""

    kind: ClassVar[str] = "visit.submitted"

    head: Sha256Hex
    has_no_problem: bool = False


class VisitAmended(Body):
    """What follows changes a submitted visit, for a stated reason, until it is submitted again."""

    kind: ClassVar[str] = "visit.amended"
    private: ClassVar[type[Private]] = ReasonPrivate


class VisitCancelled(OfficeBody):
    """The visit does not count any more; everything stays readable."""

    kind: ClassVar[str] = "visit.cancelled"
    private: ClassVar[type[Private]] = ReasonPrivate


class VisitTakenOver(OfficeBody):
    """Another chain or account goes on with the visit."""

    kind: ClassVar[str] = "visit.taken_over"
    private: ClassVar[type[Private]] = ReasonPrivate

    successor: Code


class VisitRedated(OfficeBody):
    """The office says on which day the visit was, for a stated reason."""

    kind: ClassVar[str] = "visit.redated"
    private: ClassVar[type[Private]] = ReasonPrivate

    visit_on: DateText


class Amendment(Folded):
    """A stated reason, from which on a submitted visit was changed."""

    stamp: Stamp
    reason: str


class Redating(Folded):
    """The day on which the office says the visit was, and why."""

    stamp: Stamp
    visit_on: str
    reason: str


register(
    Kind(
        VisitOpened,
        "开始督导",
        VISIT,
        right(VISITING, Relation.OWNER),
        Part("plan", happens=True),
        frozenset({Trait.OPENS}),
        told=frozenset({BookPart.MINE, BookPart.DUTY, BookPart.CAMPAIGNS}),
    )
)


@on_visit(VisitPlanned, "确定主题和内容", COURSE, Part("plan"), BookPart.CAMPAIGNS)
def _planned(
    visit: VisitBuilder, body: VisitPlanned, _private: object, _stamp: Stamp
) -> str | None:
    if (body.visit_type in INSPECTIONS) != (visit.plan.visit_type in INSPECTIONS):
        return "other_purpose"
    if visit.owner.role is Role.DELEGATE and body.campaign_id is None:
        return CAMPAIGN_ALONE
    visit.plan = body
    return None


@on_visit(VisitSubmitted, "提交", COURSE)
def _submitted(visit: VisitBuilder, body: VisitSubmitted, _private: object, stamp: Stamp) -> None:
    visit.submissions.append(stamp)
    visit.has_no_problem = body.has_no_problem
    visit.state, visit.is_amending = State.SUBMITTED, False
    visit.handed_in = None


@on_visit(VisitAmended, "开始更正", COURSE, None, Trait.AFTER_SUBMISSION)
def _amended(
    visit: VisitBuilder, _body: object, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if not visit.submissions:
        return "not_submitted"
    if not visit.is_amending:
        visit.handed_in = visit.copy()
    visit.add(Amendment(stamp=stamp, reason=private.reason))
    visit.is_amending = True
    if visit.state is State.APPROVED:
        visit.state = State.SUBMITTED
    return None


@on_visit(VisitCancelled, "作废", COURSE + OFFICE_WORK, None, Trait.AFTER_SUBMISSION)
def _cancelled(visit: VisitBuilder, _body: object, private: ReasonPrivate, _stamp: Stamp) -> None:
    visit.end(State.CANCELLED, private.reason)


@on_visit(VisitRedated, "更正督导日期", OFFICE_WORK, Part("redating"), Trait.AFTER_SUBMISSION)
def _redated(
    visit: VisitBuilder, body: VisitRedated, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if not visit.submissions:
        return "not_submitted"
    visit.keep("", Redating(stamp=stamp, visit_on=body.visit_on, reason=private.reason))
    return None


@on_visit(
    VisitTakenOver,
    "移交他人继续",
    COURSE + right(VISITING, Relation.SAME_ACCOUNT) + OFFICE_WORK,
    None,
    Trait.AFTER_SUBMISSION,
)
def _taken_over(visit: VisitBuilder, body: VisitTakenOver, _private: object, _stamp: Stamp) -> None:
    visit.successors.append(body.successor)
