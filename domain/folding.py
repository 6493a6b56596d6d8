"""What each kind of entry does to the visit being folded.

Every function here takes the draft, the entry's body and private piece and its stamp, changes
the draft, and answers None, or why the entry does not count after all. An erased private
piece reads as an empty one.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from domain.draft import Draft, fix_of, plan_of
from domain.entries.base import Body
from domain.entries.chain import ReasonPrivate
from domain.entries.content import (
    AnswerPrivate,
    FindingPrivate,
    FindingRaised,
    ItemAnswered,
    LessonObserved,
    LessonPrivate,
    PhotoCaptioned,
    PhotoPrivate,
    PhotoTaken,
)
from domain.entries.rectification import (
    FollowUpPrivate,
    FollowUpRecorded,
    NoticeIssued,
    NoticePrivate,
    RectificationPrivate,
    RectificationReported,
)
from domain.entries.review import VisitApproved, VisitCommented, VisitReturned
from domain.entries.visit import (
    FixPrivate,
    PositionProposed,
    SignedPrivate,
    TextPrivate,
    VisitAmended,
    VisitCancelled,
    VisitCheckedIn,
    VisitCheckedOut,
    VisitCounted,
    VisitMerged,
    VisitNoted,
    VisitPlanned,
    VisitSigned,
    VisitSubmitted,
    VisitTakenOver,
)
from domain.visit import (
    Amendment,
    Answer,
    Finding,
    FollowUp,
    Lesson,
    Note,
    Notice,
    Photo,
    PlaceMark,
    Proposal,
    Rectification,
    Review,
    Signature,
    Stamp,
    State,
    Verdict,
)

Apply = Callable[[Draft, Any, Any, Stamp], str | None]
F = TypeVar("F", bound=Apply)

APPLY: dict[str, Apply] = {}


def _applies(*bodies: type[Body]) -> Callable[[F], F]:
    def register(function: F) -> F:
        APPLY.update({body.kind: function for body in bodies})
        return function

    return register


@_applies(VisitPlanned)
def _planned(draft: Draft, body: VisitPlanned, _private: object, _stamp: Stamp) -> None:
    draft.values |= plan_of(body)


def _mark(body: VisitCheckedIn, private: FixPrivate, stamp: Stamp) -> PlaceMark:
    return PlaceMark(
        stamp=stamp,
        fix=fix_of(body, private),
        circle=body.circle,
        claimed=body.presence,
        reason=private.reason,
    )


@_applies(VisitCheckedIn)
def _checked_in(
    draft: Draft, body: VisitCheckedIn, private: FixPrivate, stamp: Stamp
) -> str | None:
    if "check_in" in draft.values:
        return "already_checked_in"
    draft.values["check_in"] = _mark(body, private, stamp)
    return None


@_applies(VisitCheckedOut)
def _checked_out(draft: Draft, body: VisitCheckedOut, private: FixPrivate, stamp: Stamp) -> None:
    draft.values["check_out"] = _mark(body, private, stamp)


@_applies(PositionProposed)
def _proposed(draft: Draft, body: PositionProposed, private: FixPrivate, stamp: Stamp) -> None:
    proposal = Proposal(stamp=stamp, fix=fix_of(body, private), reason=private.reason)
    draft.values["position_proposal"] = proposal


@_applies(VisitNoted)
def _noted(draft: Draft, body: VisitNoted, private: TextPrivate, stamp: Stamp) -> None:
    draft.keep("notes", body.section, Note(stamp=stamp, text=private.text), bool(private.text))


@_applies(VisitCounted)
def _counted(draft: Draft, body: VisitCounted, _private: object, _stamp: Stamp) -> None:
    draft.keep("quantities", body.method, body.quantity, body.quantity > 0)


@_applies(ItemAnswered)
def _answered(draft: Draft, body: ItemAnswered, private: AnswerPrivate, stamp: Stamp) -> None:
    if body.value is None:
        draft.keep("answers", body.item_id, None, False)
        return
    answer = Answer(stamp=stamp, value=body.value, text=private.text, remark=private.remark)
    draft.keep("answers", body.item_id, answer, True)


@_applies(LessonObserved)
def _observed(draft: Draft, body: LessonObserved, private: LessonPrivate, stamp: Stamp) -> None:
    lesson = Lesson(
        stamp=stamp,
        **body.model_dump(exclude={"observers", "is_withdrawn"}),
        **private.model_dump(),
        observers=tuple(dict.fromkeys(body.observers)) or (stamp.account,),
    )
    draft.keep("lessons", body.lesson_id, lesson, not body.is_withdrawn)


@_applies(PhotoTaken)
def _taken(draft: Draft, body: PhotoTaken, private: PhotoPrivate, stamp: Stamp) -> str | None:
    if body.photo_id in draft.table("photos"):
        return "photo_id_used"
    facts = body.model_dump(exclude={"accuracy_m", "age_s", "source", "is_mocked"})
    photo = Photo(stamp=stamp, **facts, fix=fix_of(body, private), caption=private.caption)
    draft.keep("photos", body.photo_id, photo, True)
    return None


@_applies(PhotoCaptioned)
def _captioned(
    draft: Draft, body: PhotoCaptioned, private: PhotoPrivate, _stamp: Stamp
) -> str | None:
    photo: Photo | None = draft.table("photos").get(body.photo_id)
    if photo is None:
        return "photo_unknown"
    changed = {**body.model_dump(exclude={"photo_id"}), "caption": private.caption}
    draft.keep("photos", body.photo_id, photo.model_copy(update=changed), True)
    return None


@_applies(FindingRaised)
def _raised(draft: Draft, body: FindingRaised, private: FindingPrivate, stamp: Stamp) -> None:
    finding = Finding(
        stamp=stamp, **body.model_dump(exclude={"is_withdrawn"}), **private.model_dump()
    )
    draft.keep("findings", body.finding_id, finding, not body.is_withdrawn)


@_applies(NoticeIssued)
def _issued(draft: Draft, body: NoticeIssued, private: NoticePrivate, stamp: Stamp) -> None:
    facts = body.model_dump(exclude={"is_withdrawn"})
    notice = Notice(stamp=stamp, **facts, **private.model_dump())
    draft.keep("notices", body.notice_id, notice, not body.is_withdrawn)


@_applies(RectificationReported)
def _reported(
    draft: Draft, body: RectificationReported, private: RectificationPrivate, stamp: Stamp
) -> str | None:
    if body.finding_id not in draft.table("findings"):
        return "finding_unknown"
    reply = Rectification(stamp=stamp, **body.model_dump(), **private.model_dump())
    draft.keep("rectifications", body.finding_id, reply, True)
    return None


@_applies(FollowUpRecorded)
def _followed_up(
    draft: Draft, body: FollowUpRecorded, private: FollowUpPrivate, stamp: Stamp
) -> None:
    facts = body.model_dump(exclude={"is_withdrawn"})
    follow_up = FollowUp(stamp=stamp, **facts, **private.model_dump())
    draft.keep("follow_ups", body.finding_id, follow_up, not body.is_withdrawn)


@_applies(VisitSigned)
def _signed(draft: Draft, body: VisitSigned, private: SignedPrivate, stamp: Stamp) -> None:
    signature = Signature(
        stamp=stamp,
        signer=body.signer,
        head=body.head,
        is_refused=body.is_refused,
        name=private.name or "",
        strokes=private.strokes,
        refusal_reason=private.refusal_reason,
    )
    draft.keep("signatures", body.signer, signature, True)


@_applies(VisitSubmitted)
def _submitted(draft: Draft, body: VisitSubmitted, _private: object, stamp: Stamp) -> None:
    draft.submissions.append(stamp)
    draft.values["has_no_problem"] = body.has_no_problem
    draft.state, draft.is_amending = State.SUBMITTED, False


@_applies(VisitAmended)
def _amended(draft: Draft, _body: object, private: ReasonPrivate, stamp: Stamp) -> str | None:
    if not draft.submissions:
        return "not_submitted"
    draft.amendments.append(Amendment(stamp=stamp, reason=private.reason))
    draft.is_amending = True
    if draft.state is State.APPROVED:
        draft.state = State.SUBMITTED
    return None


@_applies(VisitCancelled)
def _cancelled(draft: Draft, _body: object, private: ReasonPrivate, _stamp: Stamp) -> None:
    draft.state = State.CANCELLED
    draft.values["end_reason"] = private.reason


@_applies(VisitMerged)
def _merged(draft: Draft, body: VisitMerged, private: ReasonPrivate, _stamp: Stamp) -> str | None:
    if body.into == draft.visit_id:
        return "merged_into_itself"
    draft.state = State.MERGED
    draft.values |= {"end_reason": private.reason, "merged_into": body.into}
    return None


@_applies(VisitTakenOver)
def _taken_over(draft: Draft, body: VisitTakenOver, _private: object, _stamp: Stamp) -> None:
    draft.successors.append(body.successor)


def _review(draft: Draft, head: str, verdict: Verdict, text: str, stamp: Stamp) -> str | None:
    if not draft.submissions:
        return "not_submitted"
    is_stale = head != draft.head
    draft.reviews.append(
        Review(stamp=stamp, verdict=verdict, text=text, head=head, is_stale=is_stale)
    )
    if not is_stale:
        draft.state = State.APPROVED if verdict is Verdict.APPROVED else State.RETURNED
    return None


@_applies(VisitApproved)
def _approved(draft: Draft, body: VisitApproved, private: TextPrivate, stamp: Stamp) -> str | None:
    return _review(draft, body.head, Verdict.APPROVED, private.text, stamp)


@_applies(VisitReturned)
def _returned(
    draft: Draft, body: VisitReturned, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    return _review(draft, body.head, Verdict.RETURNED, private.reason, stamp)


@_applies(VisitCommented)
def _commented(draft: Draft, _body: object, private: TextPrivate, stamp: Stamp) -> None:
    draft.reviews.append(Review(stamp=stamp, verdict=Verdict.COMMENTED, text=private.text))
