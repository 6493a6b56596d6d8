"""The rows of what a visit found, and of what it found of earlier visits' findings."""

from domain.kinds.folding import Folded
from domain.kinds.visit.finding import Finding
from domain.review.hazard import is_unseen
from domain.visit.credit import leader
from domain.visit.finding_state import FindingCourse, finding_state
from domain.visit.tally import stands
from sync_server.data.driver.statements import Row
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
    reply = visit.rectifications.get(finding.finding_id)
    done_on = reply.reported_on if reply and reply.is_done else None
    course = FindingCourse(is_fixed_on_spot=finding.is_fixed_on_spot, done_on=done_on)
    state = finding_state(course)
    return row_of(
        FindingRow,
        visit=visit.visit_id,
        finding_id=finding.finding_id,
        entry=finding.stamp.entry,
        position=folded.positions[finding.stamp.entry],
        district=visit.district,
        zone=judged.zone_of(school_id),
        school_id=school_id,
        account=leader(visit),
        category=finding.category.value,
        severity=finding.severity.value,
        recurs=finding.recurs,
        is_hazard=finding.is_hazard,
        is_fixed_on_spot=finding.is_fixed_on_spot,
        raised_on=folded.day_of(finding.stamp),
        due_on=finding.due_on,
        done_on=done_on,
        is_standing=stands(visit),
        is_unseen=is_unseen(visit, finding),
        is_noticed=False,
        state=state.value,
        is_open=stands(visit) and state.is_open,
        deadline=finding.due_on or NO_DEADLINE,
        text=finding.text,
        place=finding.place,
        suggestion=finding.suggestion,
        responsible=finding.responsible,
        reply=_json(reply),
    )


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
            followed_up_on=folded.day_of(each.stamp),
            text=each.text,
        )
        for each in visit.follow_ups.values()
    ]


def _json(part: Folded | None) -> str | None:
    return None if part is None else part.model_dump_json()
