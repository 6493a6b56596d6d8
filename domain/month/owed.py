"""What an inspector owes this month at each school, and what of it was made (S2).

The office counts: the workbook tells what is owed and which visits count, those included on which
the inspector only went along. What this phone has made since is added.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.month.duty import Call, number_made
from domain.register.duty_rule import visits_due
from domain.visit.visit import is_inspection_made
from domain.wire.workbook import Workbook, WorkbookDuty, WorkbookSchool


class MadeVisit(NamedTuple):
    """A visit made: where, on which local day, and who led it."""

    visit: str
    school_id: str
    visit_on: str
    leader: str


@dataclass(frozen=True, slots=True)
class Owed:
    """What is due at a school and how many visits count towards it.

    ``by_others`` of them were led by somebody else; ``last_on`` is the newest's local day.
    """

    due: int
    done: int
    by_others: int
    last_on: str | None


def owed(workbook: Workbook, made: Iterable[MadeVisit], month: str) -> dict[str, Owed]:
    """What is owed at each of the inspector's schools; ``made`` are the visits they took part in.

    Before the office has told of this month, it is by the district's rules.
    """
    is_told = workbook.duty_month == month
    told = {each.school_id: each for each in workbook.duties} if is_told else {}
    at: dict[str, list[MadeVisit]] = {}
    for visit in made:
        at.setdefault(visit.school_id, []).append(visit)
    known = {
        each.visit
        for each in workbook.visits
        if is_told and is_inspection_made(each.state, each.visit_type)
    }
    return {
        school.school_id: _owed(
            workbook,
            _due(workbook, school, month, told if is_told else None),
            _calls(told.get(school.school_id), at.get(school.school_id, ()), known),
        )
        for school in workbook.schools
        if school.is_mine
    }


def _due(
    workbook: Workbook,
    school: WorkbookSchool,
    month: str,
    told: Mapping[str, WorkbookDuty] | None,
) -> int:
    if told is None:
        return visits_due(workbook.duty.rules, month, school.school_kind, school.ownership)
    found = told.get(school.school_id)
    return found.due if found else 0


def _calls(
    told: WorkbookDuty | None, made: Iterable[MadeVisit], known: set[str]
) -> list[MadeVisit]:
    """What counts at a school: what the office says, and of the phone's what it has not seen."""
    if told is None:
        return list(made)
    office = [
        MadeVisit(each.visit, told.school_id, each.visit_on, each.leader) for each in told.calls
    ]
    seen = known | {each.visit for each in office}
    return [*office, *(each for each in made if each.visit not in seen)]


def _owed(workbook: Workbook, due: int, calls: list[MadeVisit]) -> Owed:
    counted = (
        Call(each.school_id, each.leader, date.fromisoformat(each.visit_on), each.visit)
        for each in calls
    )
    return Owed(
        due=due,
        done=number_made(counted, workbook.duty),
        by_others=sum(each.leader != workbook.account for each in calls),
        last_on=max((each.visit_on for each in calls), default=None),
    )
