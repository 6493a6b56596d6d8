"""The rows of ``finding`` of what the office entered: a finding that is its own beginning."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.findings.course import Course
from domain.findings.state import FindingState
from domain.kinds.finding.entering import Entered, FindingEntered
from sync_server.data.engine import Transaction
from sync_server.data.findings.standing import turn
from sync_server.data.projection import facts_of_schools
from sync_server.data.tables import FindingRow
from sync_server.data.tables.visits import NO_DEADLINE

NOBODY = ""
"""Who led the visit that raised it: there was none, so that it counts for no inspector."""


def entered_rows(
    transaction: Transaction, courses: Iterable[Course], begun_at: Mapping[str, int]
) -> list[FindingRow]:
    """Those of these findings that no visit raised, each in its unit's zone of that day.

    How they stand is settled behind it, with what all others say of them.
    """
    entered = [(course, course.entered) for course in courses if course.entered]
    places = {(course.district, each.body.school_id) for course, each in entered}
    schools = facts_of_schools(transaction.tables, places)
    found = []
    for course, each in entered:
        facts = schools.get((course.district, each.body.school_id))
        zone = facts.zone_on(each.body.raised_on) if facts else ""
        found.append(_row(course, each, zone, begun_at[course.finding]))
    return found


def _row(course: Course, entered: Entered, zone: str, position: int) -> FindingRow:
    body, private = entered.body, entered.private
    return FindingRow(
        visit=course.finding,
        finding_id=course.finding_id,
        subject=course.finding,
        entry=course.finding,
        position=position,
        district=course.district,
        zone=zone,
        school_id=body.school_id,
        account=NOBODY,
        category=body.category.value,
        severity=body.severity.value,
        source=body.source.value,
        owner=body.owner.value,
        recurs=None,
        is_hazard=body.is_hazard,
        is_fixed_on_spot=False,
        raised_on=body.raised_on,
        due_on=body.due_on,
        told_on=body.noticed_on,
        is_pictured_after=False,
        is_unseen=False,
        text=private.text,
        place=private.place,
        suggestion=private.suggestion,
        responsible=private.responsible,
        owner_name=private.owner_name,
        is_carried_over=body.is_carried_over,
        number=private.number,
        noticed_on=body.noticed_on,
        **_unsettled(body),
    )


def _unsettled(body: FindingEntered) -> dict[str, Any]:
    """How it stands as long as nothing is said of it."""
    deadline = body.due_on or NO_DEADLINE
    return {
        "is_standing": True,
        "is_noticed": False,
        "wants_paper": True,
        "state": FindingState.RAISED.value,
        "is_open": True,
        "deadline": deadline,
        "turn": turn(deadline, is_hazard=body.is_hazard),
        "replied_on": None,
        "ended_on": None,
    }
