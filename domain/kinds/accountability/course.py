"""How an accountability case goes: its states, which act is possible in which, and its words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class CaseState(StrEnum):
    """Where a case stands."""

    OPENED = "opened"
    INVESTIGATING = "investigating"
    NOTIFIED = "notified"
    HEARD = "heard"
    DECIDED = "decided"
    SERVED = "served"
    REVIEWING = "reviewing"
    REVIEWED = "reviewed"
    APPEALING = "appealing"
    CORRECTING = "correcting"
    SETTLED = "settled"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self not in (CaseState.ENDED, CaseState.WITHDRAWN)


class CaseAct(StrEnum):
    """What is done about a case once it is there."""

    RESTATE = "restate"
    GROUP = "group"
    NOTIFY = "notify"
    HEAR = "hear"
    DECIDE = "decide"
    SERVE = "serve"
    ASK_REVIEW = "ask-review"
    REVIEW = "review"
    ASK_APPEAL = "ask-appeal"
    APPEAL = "appeal"
    CORRECT = "correct"
    END = "end"
    WITHDRAW = "withdraw"


class Way(NamedTuple):
    """From which states an act leads to which; None where the case stays where it is."""

    since: frozenset[CaseState]
    to: CaseState | None


def _way(to: CaseState | None, *since: CaseState) -> Way:
    return Way(frozenset(since), to)


_S = CaseState
WAYS: Mapping[CaseAct, Way] = {
    CaseAct.RESTATE: _way(None, _S.OPENED, _S.INVESTIGATING),
    CaseAct.GROUP: _way(_S.INVESTIGATING, _S.OPENED, _S.INVESTIGATING),
    CaseAct.NOTIFY: _way(_S.NOTIFIED, _S.INVESTIGATING, _S.NOTIFIED, _S.HEARD),
    CaseAct.HEAR: _way(_S.HEARD, _S.NOTIFIED, _S.HEARD),
    CaseAct.DECIDE: _way(_S.DECIDED, _S.HEARD, _S.DECIDED),
    CaseAct.SERVE: _way(_S.SERVED, _S.DECIDED, _S.SERVED),
    CaseAct.ASK_REVIEW: _way(_S.REVIEWING, _S.SERVED),
    CaseAct.REVIEW: _way(_S.REVIEWED, _S.REVIEWING),
    CaseAct.ASK_APPEAL: _way(_S.APPEALING, _S.REVIEWED),
    # Where the decision stands; where it was wrong, it is to be put right first.
    CaseAct.APPEAL: _way(_S.SETTLED, _S.APPEALING),
    CaseAct.CORRECT: _way(_S.SETTLED, _S.CORRECTING),
    CaseAct.END: _way(_S.ENDED, _S.SERVED, _S.REVIEWED, _S.SETTLED),
    CaseAct.WITHDRAW: _way(_S.WITHDRAWN, _S.OPENED, _S.INVESTIGATING, _S.NOTIFIED, _S.HEARD),
}
"""A notice, a decision and what was heard may be said anew until the next step rests on them."""


class Accountable(StrEnum):
    """Who is to answer: a unit, somebody of it, or somebody of a private school or institution."""

    UNIT = "unit"
    PERSON = "person"
    PRIVATE_PERSON = "private_person"

    @property
    def is_person(self) -> bool:
        """Whether it is somebody and not the unit."""
        return self is not Accountable.UNIT


class Manner(StrEnum):
    """In which manner somebody is held to account (问责方式)."""

    PUBLIC_CRITICISM = "public_criticism"
    TALK = "talk"
    CIRCULAR = "circular"
    RESOURCES = "resources"
    PENALTY = "penalty"
    SELF_CRITICISM = "self_criticism"
    CRITICISM = "criticism"
    REORGANISATION = "reorganisation"
    DISCIPLINE = "discipline"
    REFERRAL = "referral"
    CONFISCATION = "confiscation"
    BAN = "ban"
    CREDIT = "credit"


_M = Manner
_OF_PERSONS = (
    _M.SELF_CRITICISM,
    _M.TALK,
    _M.CRITICISM,
    _M.REORGANISATION,
    _M.DISCIPLINE,
    _M.REFERRAL,
)
MANNERS: Mapping[Accountable, tuple[Manner, ...]] = {
    Accountable.UNIT: (
        _M.PUBLIC_CRITICISM,
        _M.TALK,
        _M.CIRCULAR,
        _M.RESOURCES,
        _M.PENALTY,
    ),
    Accountable.PERSON: _OF_PERSONS,
    Accountable.PRIVATE_PERSON: (*_OF_PERSONS, _M.CONFISCATION, _M.BAN, _M.CREDIT),
}
"""Which manners there are for whom, in the order of the paper."""


class Aggravation(StrEnum):
    """Why a decision is heavier (从重情形)."""

    OBSTRUCTION = "obstruction"
    RETALIATION = "retaliation"
    UNCORRECTED = "uncorrected"
    REPEATED = "repeated"
    OTHER = "other"


class PleaOutcome(StrEnum):
    """What came of the right to be heard (陈述申辩)."""

    RECEIVED = "received"
    WAIVED = "waived"
    SILENT = "silent"


class Outcome(StrEnum):
    """What a 复核 or a 申诉 came to."""

    CHANGED = "changed"
    UPHELD = "upheld"
    REVOKED = "revoked"
    DROPPED = "dropped"

    @property
    def is_wrong(self) -> bool:
        """Whether the decision before was not right as it was."""
        return self in (Outcome.CHANGED, Outcome.REVOKED)
