"""The rows of a visit itself, its flags, and that it waits for a verdict."""

from domain.review.explaining import standing
from domain.review.waiting import is_flagged, waits_for_verdict
from domain.visit.concern import units
from domain.visit.credit import Credit, calls, credited, credits, leader
from domain.visit.tally import counts, stands, tallies
from sync_server.data.driver.statements import Row
from sync_server.data.tables import (
    VisitCreditRow,
    VisitFlagRow,
    VisitMeasuresRow,
    VisitRow,
    VisitUnitRow,
    VisitWaitingRow,
)
from sync_server.data.tables.packed_text import packed
from sync_server.data.upsert import row_of
from sync_server.data.visits.counts import Counted
from sync_server.projection.folded import JudgedVisit
from sync_server.projection.visit_parts import part_of_visit


def counted(judged: JudgedVisit) -> Counted:
    """What the visit is counted by."""
    visit = judged.visit
    return Counted(
        district=visit.district,
        state=visit.state.value,
        month=judged.assessment.month,
        zone=judged.zone,
        account=leader(visit),
        school_id=visit.school_id,
        is_counted=counts(visit),
    )


def visit_row(judged: JudgedVisit) -> Row:
    """The visit's row of ``visit``."""
    folded, visit, assessment = judged.folded, judged.visit, judged.assessment
    submitted = visit.submissions[-1] if visit.submissions else None
    return row_of(
        VisitRow,
        visit=visit.visit_id,
        position=folded.position,
        district=visit.district,
        zone=judged.zone,
        school_id=visit.school_id,
        account=leader(visit),
        visit_type=visit.visit_type.value,
        theme_id=visit.theme_id,
        campaign_id=visit.campaign_id,
        state=visit.state.value,
        is_counted=counts(visit),
        is_standing=stands(visit),
        visit_on=assessment.visit_on.isoformat(),
        month=assessment.month,
        presence=assessment.presence.value if assessment.presence else None,
        grade=assessment.grade.value if assessment.grade else None,
        head=visit.head,
        submitted_at=folded.possible_at(submitted) if submitted else None,
        merged_into=visit.merged_into,
        folded=packed(visit.model_dump_json()),
        assessed=assessment.model_dump_json(),
    )


@part_of_visit(VisitMeasuresRow)
def measure_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``visit_measures``, one a unit; none while it does not count."""
    visit = judged.visit
    if not counts(visit):
        return []
    return [
        row_of(
            VisitMeasuresRow,
            visit=visit.visit_id,
            district=visit.district,
            month=judged.assessment.month,
            account=credited(visit),
            school_id=school_id,
            zone=judged.zone_of(school_id),
            state=visit.state.value,
            **{measure.value: quantity for measure, quantity in adds.items()},
        )
        for school_id, adds in tallies(judged.counting).items()
    ]


@part_of_visit(VisitCreditRow)
def credit_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``visit_credit``; none while it does not count.

    One for each person, and for each who took part one more for each further unit that counts
    towards the duty.
    """
    visit, counting = judged.visit, judged.counting
    if not counts(visit):
        return []
    called, people = calls(counting), credits(counting)
    rows = [
        _credit_row(judged, each, visit.school_id, each.took_part and visit.school_id in called)
        for each in people
    ]
    for school_id in called:
        if school_id != visit.school_id:
            went = [Credit(each.account, False, False, 0, 0) for each in people if each.took_part]
            rows += [_credit_row(judged, each, school_id, True) for each in went]
    return rows


def _credit_row(judged: JudgedVisit, credit: Credit, school_id: str, is_call: bool) -> Row:
    return row_of(
        VisitCreditRow,
        visit=judged.visit.visit_id,
        account=credit.account,
        school_id=school_id,
        district=judged.visit.district,
        month=judged.assessment.month,
        visit_on=judged.assessment.visit_on.isoformat(),
        called=int(is_call),
        took_part=int(credit.took_part),
        lessons=credit.lessons,
        attendances=credit.attendances,
    )


@part_of_visit(VisitUnitRow)
def unit_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``visit_unit``."""
    visit = judged.visit
    return [
        row_of(
            VisitUnitRow,
            visit=visit.visit_id,
            school_id=school_id,
            district=visit.district,
            is_counted=counts(visit) and school_id in visit.counting.units,
        )
        for school_id in units(each.reading for each in judged.folded.entries)
    ]


@part_of_visit(VisitFlagRow)
def flag_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``visit_flag``, one for each code, explained or not."""
    return [
        row_of(
            VisitFlagRow,
            visit=judged.visit.visit_id,
            code=code,
            district=judged.visit.district,
            visit_on=judged.assessment.visit_on.isoformat(),
            position=judged.folded.position,
        )
        for code in judged.filed_flags
    ]


@part_of_visit(VisitWaitingRow)
def waiting_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's row of ``visit_waiting``; none where it waits for no verdict."""
    visit = judged.visit
    if not waits_for_verdict(visit):
        return []
    return [
        row_of(
            VisitWaitingRow,
            visit=visit.visit_id,
            district=visit.district,
            rank=0 if is_flagged(standing(visit, judged.assessment.flags)) else 1,
            position=judged.folded.positions[visit.submissions[-1].entry],
            zone=judged.zone,
            account=leader(visit),
            school_id=visit.school_id,
            people=f",{','.join(visit.people)},",
        )
    ]
