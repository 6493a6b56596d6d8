"""Whether one was held to account before within a year (一年两次以上), which makes it heavier."""

from domain.kinds.accountability.case import Accountability
from domain.kinds.accountability.terms import REPEATED_DAYS, last_day


def is_repeated(case: Accountability, before: Accountability, today: str) -> bool:
    """Whether the other case's decision is against the same one, and not a year before.

    Before the case is decided, its day is this local day. A decision that was taken back is none.
    """
    if before.case_id == case.case_id or before.decision is None or before.is_revoked:
        return False
    day = case.decision.decided_on if case.decision else today
    decided_on = before.decision.decided_on
    is_within = decided_on <= day <= last_day(decided_on, REPEATED_DAYS)
    return _who(before) == _who(case) and is_within


def _who(case: Accountability) -> tuple[str, bool, str]:
    return case.school_id, case.target.is_person, case.person
