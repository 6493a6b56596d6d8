"""Who gets credit for a visit in the month's counts, and for what of it.

The visit itself is its leader's, whoever else went along or took it over; having gone along counts
for everybody who did, also towards the duty (`domain/month/duty.py`). A lesson is whoever's
recorded it, and has been heard by each of its observers, also by one who did not go along
otherwise.

Whoever is of another department (联合部门人员) is credited with nothing: what they did counts for
the district and its schools alone, and stands with what is nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.month.duty import NOBODY
from domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Credit:
    """What one person is credited with: ``lessons`` recorded, and ``attendances`` at any."""

    account: str
    is_leader: bool
    took_part: bool
    lessons: int
    attendances: int


def leader(visit: Visit) -> str:
    """The account that leads the visit."""
    return visit.owner


def credited(visit: Visit) -> str:
    """The account that the visit is credited to; nobody's where a delegate leads it."""
    return _whose(visit, leader(visit))


def _whose(visit: Visit, account: str) -> str:
    return NOBODY if account in visit.delegates else account


def calls(visit: Visit) -> tuple[str, ...]:
    """At which units the visit counts towards the duty (S2).

    A visit to one unit does there. Of several only those do that have an arrival of their own.
    """
    if not visit.units:
        return (visit.school_id,)
    return tuple(each for each in visit.schools if visit.arrival_at(each) is not None)


def credits(visit: Visit) -> tuple[Credit, ...]:
    """What everybody is credited with, the leader first and nobody twice."""

    def those(accounts: Iterable[str]) -> list[str]:
        return [_whose(visit, each) for each in accounts]

    recorded = those(lesson.stamp.account for lesson in visit.lessons.values())
    heard = those(account for lesson in visit.lessons.values() for account in lesson.observers)
    went = those((leader(visit), *visit.participants))
    return tuple(
        Credit(
            account=account,
            is_leader=account == leader(visit),
            took_part=account in went and account != NOBODY,
            lessons=recorded.count(account),
            attendances=heard.count(account),
        )
        for account in dict.fromkeys((*went, *recorded, *heard))
    )
