"""An accountability case is opened, looked into, ended, or taken back."""

from collections.abc import Callable
from typing import ClassVar

from domain.kinds.accountability.case import AccountabilityBuilder, End, Group
from domain.kinds.accountability.content import AccountabilityOpened, OpenedPrivate
from domain.kinds.accountability.course import CaseAct, CaseState, Outcome
from domain.kinds.accountability.terms import ASK_APPEAL_DAYS, ASK_REVIEW_DAYS, last_day
from domain.kinds.author import OFFICE_WORK, Rights
from domain.kinds.folding import Stamp
from domain.kinds.kind import ACCOUNTABILITY, Kind, Trait, register
from domain.kinds.piece import DateText, OfficeBody, Private, ReasonPrivate, Text, TextPrivate

RUNNING = "accountability_term_runs"
"""Why an act does not count that has to wait until a term has passed."""


class GroupPrivate(Private):
    """Who is in it."""

    members: Text = ""


class GroupSet(OfficeBody):
    """The 调查认定组 is there, with the departments it needs."""

    kind: ClassVar[str] = "accountability.group_set"
    private: ClassVar[type[Private]] = GroupPrivate

    set_on: DateText


class AccountabilityEnded(OfficeBody):
    """Nothing more is to be done; ``is_waived`` says that they wrote that they will not ask."""

    kind: ClassVar[str] = "accountability.ended"
    private: ClassVar[type[Private]] = TextPrivate

    ended_on: DateText
    is_waived: bool = False


class AccountabilityWithdrawn(OfficeBody):
    """Nobody is held to account after all, for a stated reason."""

    kind: ClassVar[str] = "accountability.withdrawn"
    private: ClassVar[type[Private]] = ReasonPrivate


def ask_by(case: AccountabilityBuilder) -> str | None:
    """Until when they may still ask for a 复核, or bring a 申诉; None where nothing is open."""
    if case.state is CaseState.SERVED and case.service is not None:
        return last_day(case.service.served_on, ASK_REVIEW_DAYS)
    review = case.review
    if case.state is not CaseState.REVIEWED or review is None:
        return None
    is_over = review.outcome in (Outcome.REVOKED, Outcome.DROPPED)
    return None if is_over else last_day(review.known_on, ASK_APPEAL_DAYS)


def _stated(
    case: AccountabilityBuilder, body: AccountabilityOpened, private: OpenedPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.RESTATE):
        return reason
    case.body, case.private, case.stated = body, private, stamp
    return None


def _grouped(
    case: AccountabilityBuilder, body: GroupSet, private: GroupPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.GROUP):
        return reason
    case.group = Group(stamp=stamp, set_on=body.set_on, members=private.members)
    case.go(CaseAct.GROUP)
    return None


def _ended(
    case: AccountabilityBuilder, body: AccountabilityEnded, private: TextPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.END):
        return reason
    until = ask_by(case)
    if until is not None and body.ended_on <= until and not body.is_waived:
        return RUNNING
    facts = {"ended_on": body.ended_on, "is_waived": body.is_waived}
    case.end = End(stamp=stamp, **facts, text=private.text)
    case.go(CaseAct.END)
    return None


def _withdrawn(
    case: AccountabilityBuilder, _body: object, private: ReasonPrivate, stamp: Stamp
) -> str | None:
    if reason := case.refusal(CaseAct.WITHDRAW):
        return reason
    case.withdrawal = End(stamp=stamp, text=private.reason)
    case.go(CaseAct.WITHDRAW)
    return None


_CHANGES = frozenset({Trait.CHANGES, Trait.IN_OFFICE})


def changes(
    body: type[OfficeBody], word: str, rights: Rights, apply: Callable[..., str | None]
) -> None:
    """Register what is said of a case that is there."""
    register(Kind(body, word, ACCOUNTABILITY, rights, traits=_CHANGES, apply=apply))


register(
    Kind(
        AccountabilityOpened,
        "提出问责",
        ACCOUNTABILITY,
        OFFICE_WORK,
        traits=_CHANGES | {Trait.OPENS},
        apply=_stated,
    )
)
changes(GroupSet, "成立调查认定组", OFFICE_WORK, _grouped)
changes(AccountabilityEnded, "问责办结", OFFICE_WORK, _ended)
changes(AccountabilityWithdrawn, "撤销问责", OFFICE_WORK, _withdrawn)
