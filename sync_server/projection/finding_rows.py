"""The rows of what a visit found, and of what it found of earlier visits' findings."""

from domain.findings.state import UNKNOWN_MOMENT, FindingCourse, finding_state, moment_on
from domain.kinds.visit.finding import Finding
from domain.review.hazard import is_unseen
from domain.visit.credit import leader
from domain.visit.tally import stands
from sync_server.data.driver.statements import Row
from sync_server.data.findings.standing import turn
from sync_server.data.tables import FindingRow, FollowUpRow
from sync_server.data.tables.visits import NO_DEADLINE
from sync_server.data.upsert import row_of
from sync_server.projection.folded import JudgedVisit
from sync_server.projection.visit_parts import part_of_visit


@part_of_visit(FindingRow)
def finding_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``finding``; what was paired is told of by the visit it counts with.

    They stand as the visit alone tells: what others say of them is looked up behind it.
    """
    visit = judged.visit
    paired = {pair.own for pair in visit.merging.pairs} if visit.merging else set()
    return [
        _finding_row(judged, finding)
        for finding in visit.findings.values()
        if finding.finding_id not in paired
    ]


def _finding_row(judged: JudgedVisit, finding: Finding) -> Row:
    visit, folded, school_id = judged.visit, judged.folded, judged.visit.unit_of(finding)
    return row_of(
        FindingRow,
        visit=visit.visit_id,
        finding_id=finding.finding_id,
        subject=finding.subject,
        entry=finding.stamp.entry,
        position=folded.positions[finding.stamp.entry],
        district=visit.district,
        zone=judged.zone_of(school_id),
        school_id=school_id,
        account=leader(visit),
        category=finding.category.value,
        severity=finding.severity.value,
        source=finding.source.value,
        owner=finding.owner.value,
        recurs=finding.recurs,
        is_hazard=finding.is_hazard,
        is_fixed_on_spot=finding.is_fixed_on_spot,
        raised_on=folded.day_of(finding.stamp),
        due_on=finding.due_on,
        is_unseen=is_unseen(visit, finding),
        text=finding.text,
        place=finding.place,
        suggestion=finding.suggestion,
        responsible=finding.responsible,
        owner_name=finding.owner_name,
        is_carried_over=False,
        number="",
        noticed_on=None,
        **_standing(judged, finding),
    )


def _standing(judged: JudgedVisit, finding: Finding) -> dict[str, str | bool | None]:
    """How it stands as far as the visit tells it."""
    visit, told = judged.visit, judged.visit.told_of(finding.finding_id)
    is_standing, is_fixed = stands(visit), finding.is_fixed_on_spot
    course = FindingCourse(
        is_fixed_on_spot=is_fixed,
        is_pictured_after=visit.is_pictured_after(finding.finding_id),
        is_fed_back=told is not None,
    )
    state = finding_state(course)
    deadline = NO_DEADLINE if is_fixed else finding.due_on or NO_DEADLINE
    return {
        "told_on": judged.folded.day_of(told) if told else None,
        "is_pictured_after": course.is_pictured_after,
        "is_standing": is_standing,
        "is_noticed": False,
        "wants_paper": is_standing and state.wants_paper and not is_fixed,
        "state": state.value,
        "is_open": is_standing and state.is_open,
        "deadline": deadline,
        "turn": turn(deadline, is_hazard=finding.is_hazard),
        "replied_on": None,
        "ended_on": None,
    }


@part_of_visit(FollowUpRow)
def follow_up_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``follow_up``."""
    visit, folded = judged.visit, judged.folded
    positions = folded.positions
    return [
        row_of(
            FollowUpRow,
            visit=visit.visit_id,
            finding_id=each.finding_id,
            finding_visit=each.finding_visit,
            district=visit.district,
            school_id=visit.unit_of(each),
            account=each.stamp.account,
            position=positions[each.stamp.entry],
            conclusion=each.conclusion.value,
            followed_up_on=(day := folded.day_of(each.stamp)),
            followed_up_at=moment_on(day, each.stamp.at) or UNKNOWN_MOMENT,
            due_on=each.due_on,
            text=each.text,
        )
        for each in visit.follow_ups.values()
    ]
