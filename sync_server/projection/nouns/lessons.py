"""The rows of the lessons heard on a visit that counts."""

from domain.lessons.class_year import class_year, subject_name
from domain.visit.tally import counts
from sync_server.data.driver.statements import Row
from sync_server.data.tables import VisitLessonRow
from sync_server.data.upsert import row_of
from sync_server.projection.folded import JudgedVisit
from sync_server.projection.visit_parts import part_of_visit


@part_of_visit(VisitLessonRow)
def lesson_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``visit_lesson``: what its counts have, and nothing else."""
    visit = judged.visit
    if not counts(visit):
        return []
    counting = judged.counting.counting
    return [
        row_of(
            VisitLessonRow,
            visit=visit.visit_id,
            lesson_id=each.lesson_id,
            position=judged.folded.position,
            district=visit.district,
            month=judged.assessment.month,
            visit_on=judged.assessment.visit_on.isoformat(),
            school_id=(school_id := counting.unit_of(each)),
            zone=judged.zone_of(school_id),
            account=each.stamp.account,
            subject=subject_name(each.subject),
            class_name=each.class_name,
            class_year=class_year(each.class_name).value,
            lesson_type=each.lesson_type.value,
            rating=each.rating.value if each.rating else None,
            attendances=len(each.observers),
        )
        for each in counting.lessons.values()
    ]
