"""The rows of a visit itself, and its flags."""

from domain.visit.credit import leader
from domain.visit.tally import counts, tally
from sync_server.data.tables import VisitCountRow, VisitFlagRow, VisitRow
from sync_server.projection.folded import JudgedVisit
from sync_server.projection.visit_parts import part_of_visit


def visit_row(judged: JudgedVisit) -> VisitRow:
    """The visit's row of ``visit``."""
    folded, visit, assessment = judged.folded, judged.visit, judged.assessment
    submitted = visit.submissions[-1] if visit.submissions else None
    return VisitRow(
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
        visit_on=assessment.visit_on.isoformat(),
        month=assessment.month,
        presence=assessment.presence.value,
        grade=assessment.grade.value if assessment.grade else None,
        head=visit.head,
        submitted_at=folded.possible_at(submitted) if submitted else None,
        folded=visit.model_dump_json(),
        assessed=assessment.model_dump_json(),
    )


@part_of_visit(VisitCountRow)
def count_rows(judged: JudgedVisit) -> list[VisitCountRow]:
    """The visit's row of ``visit_count``; none while it does not count."""
    visit = judged.visit
    if not counts(visit):
        return []
    return [
        VisitCountRow(
            visit=visit.visit_id,
            district=visit.district,
            month=judged.assessment.month,
            account=leader(visit),
            school_id=visit.school_id,
            zone=judged.zone,
            state=visit.state.value,
            **{measure.value: quantity for measure, quantity in tally(visit).items()},
        )
    ]


@part_of_visit(VisitFlagRow)
def flag_rows(judged: JudgedVisit) -> list[VisitFlagRow]:
    """The visit's rows of ``visit_flag``, one for each code."""
    codes = dict.fromkeys(flag.code.value for flag in judged.assessment.flags)
    return [VisitFlagRow(visit=judged.visit.visit_id, code=code) for code in codes]
