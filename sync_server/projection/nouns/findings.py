"""The projected rows of what is said of findings after they were raised."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.findings.course import Course, fold_course
from domain.findings.state import moment_on
from domain.kinds.kind import FINDING
from sync_server.data.door.reply_photos import replace_reply_photos
from sync_server.data.engine import Transaction
from sync_server.data.tables import FindingCourseRow, ReplyPhotoRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.nouns.entered import entered_rows
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@dataclass(frozen=True, slots=True)
class FoldedCourse:
    """A finding's course, and the positions of its latest entry and of the first."""

    course: Course
    position: int
    begun_at: int


@writes(FINDING)
def write_courses(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold what is said of findings and write it; it concerns whoever has the finding's unit."""
    found = [each for finding, some in entries.items() if (each := _fold(book, finding, some))]
    tables = transaction.tables
    about = [
        subject_row(FINDING, each.course.finding, each.course, each.position) for each in found
    ]
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, [course_row(each) for each in found])
    begun = {each.course.finding: each.begun_at for each in found}
    upsert(tables, entered_rows(transaction, [each.course for each in found], begun))
    photos = [row for each in found for row in photo_rows(each.course)]
    replace_reply_photos(tables, [each.course.finding for each in found], photos)
    for each in found:
        marks.name_visits([each.course.visit], each.position)


def course_row(folded: FoldedCourse) -> FindingCourseRow:
    """The course's row of ``finding_course``."""
    course = folded.course
    reply, extension, ending = course.reply, course.extension, course.ending
    done = reply if reply and reply.is_done else None
    is_extended = extension is not None and extension.until is not None
    return FindingCourseRow(
        finding=course.finding,
        position=folded.position,
        district=course.district,
        visit=course.visit,
        finding_id=course.finding_id,
        fed_back_on=course.feedback.fed_back_on if course.feedback else None,
        measure_due_on=course.measure.due_on if course.measure else None,
        replied_on=done.replied_on if done else None,
        replied_at=moment_on(done.replied_on, done.stamp.at) if done else None,
        asks_until=course.asked_extension.until if course.asked_extension else None,
        extension_decided_on=extension.decided_on if extension and is_extended else None,
        extended_until=extension.until if extension else None,
        end=ending.end.value if ending else None,
        ended_on=ending.ended_on if ending else None,
        folded=course.model_dump_json(),
    )


def photo_rows(course: Course) -> list[ReplyPhotoRow]:
    """The rows of ``reply_photo`` of the unit's newest answer."""
    found = {
        photo.sha256: ReplyPhotoRow(
            sha256=photo.sha256,
            finding=course.finding,
            visit=course.visit,
            finding_id=course.finding_id,
            shown_sha256=photo.shown,
        )
        for photo in (course.reply.photos if course.reply else ())
    }
    return list(found.values())


def _fold(book: ChainBook, finding: str, entries: Sequence[LoggedEntry]) -> FoldedCourse | None:
    readings = [each.reading for each in entries]
    course = fold_course(finding, readings, book.authors(readings))
    return FoldedCourse(course, entries[-1].position, entries[0].position) if course else None
