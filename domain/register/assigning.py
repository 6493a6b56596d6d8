"""When a school may be given to an inspector, and what is to be said where it may not."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.kinds.register.assignment import Responsibility
from domain.month.duty import Assignment

_FOREVER = date.max


class Refusal(NamedTuple):
    """Why not: ``why`` is one of the words below, ``other`` the assignment in the way, if any."""

    why: str
    other: Assignment | None = None


ENDS_BEFORE, AVOIDED, HELD, TAKEN = "ends_before", "avoided", "held", "taken"


def refusal_of(
    wanted: Assignment, others: Iterable[Assignment], is_avoided: bool
) -> Refusal | None:
    """Why the assignment may not stand beside the others; None where it may.

    It ends before it begins; a relation to the unit is declared (条例, article 10); the same
    person has the school on some of its days already; or somebody else is mainly responsible for
    it on some of them: there is one such person a school and day.
    """
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return Refusal(ENDS_BEFORE)
    if is_avoided:
        return Refusal(AVOIDED)
    for each in others:
        is_here = each.school_id == wanted.school_id
        if not is_here or not each.holds_between(wanted.from_on, wanted.to_on or _FOREVER):
            continue
        if each.account == wanted.account:
            return Refusal(HELD, each)
        if each.responsibility is wanted.responsibility is Responsibility.MAIN:
            return Refusal(TAKEN, each)
    return None
