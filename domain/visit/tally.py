"""What one visit, training or activity adds to the counts, with the definition of each measure.

Definitions are those of DOMAIN.md part 3 and are printed under every table.
"""

from enum import StrEnum

from domain.kinds.visit.builder import State
from domain.kinds.visit.record import Method
from domain.visit.credit import credits
from domain.visit.visit import COUNTED, Visit, is_inspection_made


class Measure(StrEnum):
    """What is counted of visits, each with its unit."""

    VISITS = "visits"
    SCHOOL_VISITS = "school_visits"
    INSPECTOR_VISITS = "inspector_visits"
    LESSONS = "lessons"
    LESSON_ATTENDANCES = "lesson_attendances"
    LESSON_PLANS = "lesson_plans"
    DOCUMENTS = "documents"
    MEETINGS = "meetings"
    TALKS = "talks"
    QUESTIONNAIRES = "questionnaires"
    PATROLS = "patrols"
    FINDINGS = "findings"
    HAZARDS = "hazards"
    PHOTOS = "photos"


Tally = dict[Measure, int]


def counts(visit: Visit) -> bool:
    """Whether the visit is in the counts: submitted, not cancelled or merged, not practice.

    A 回访 is not: it is no 督导次, and what it looked at is counted by itself. Nor is one that a
    delegate made without a campaign: they have no other task.
    """
    if visit.is_practice or (visit.owner in visit.delegates and visit.campaign_id is None):
        return False
    return is_inspection_made(visit.state, visit.visit_type)


def stands(visit: Visit) -> bool:
    """Whether what the visit found stands: it was handed in, by itself or with another."""
    is_merged = visit.state is State.MERGED and bool(visit.submissions)
    return (visit.state in COUNTED or is_merged) and not visit.is_practice


def tallies(visit: Visit) -> dict[str, Tally]:
    """What the visit adds to each measure at each of its units, the first one first.

    The visit itself and who took part in it are the first unit's, so that what the units add
    up to is one visit.
    """
    visit = visit.counting
    if not visit.units:
        return {visit.school_id: tally(visit)}
    found = {school: tally(visit.at(school)) for school in visit.schools}
    for school in visit.units:
        found[school] |= {Measure.VISITS: 0, Measure.INSPECTOR_VISITS: 0}
    return found


def tally(visit: Visit) -> Tally:
    """What the visit, taken as one to one unit, adds to each measure as it was handed in.

    Whether or not it is counted.
    """
    visit = visit.counting
    credited = credits(visit)
    findings = visit.findings.values()
    found: Tally = {
        Measure.VISITS: 1,
        Measure.SCHOOL_VISITS: 1,
        Measure.INSPECTOR_VISITS: sum(each.took_part for each in credited),
        Measure.LESSONS: sum(each.lessons for each in credited),
        Measure.LESSON_ATTENDANCES: sum(each.attendances for each in credited),
        Measure.FINDINGS: len(findings),
        Measure.HAZARDS: sum(each.is_hazard for each in findings),
        Measure.PHOTOS: len(visit.shown_photos),
    }
    for method in Method:
        found[Measure(method.value)] = visit.quantities.get(method, 0)
    return found
