"""The projected rows of similar checks (举一反三)."""

from collections.abc import Iterator

from domain.findings.similar import fold_similar_check
from domain.kinds.finding.similar_check import SimilarCheck
from domain.kinds.kind import SIMILAR_CHECK
from sync_server.data.engine import Transaction
from sync_server.data.findings.similar import replace_similar_photos
from sync_server.data.tables import SimilarCheckRow, SimilarPhotoRow, SimilarUnitRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@writes(SIMILAR_CHECK)
def write_similar_checks(
    transaction: Transaction, book: ChainBook, entries: Entries, _marks: WorkbookMarks
) -> None:
    """Fold checks from all their entries and write what is said of them; no phone is told."""
    found: list[SimilarCheck] = []
    rows, about = [], []
    for check_id, some in entries.items():
        readings = [each.reading for each in some]
        check = fold_similar_check(check_id, readings, book.authors(readings))
        if check is not None:
            position = some[-1].position
            found.append(check)
            rows.append(check_row(check, position))
            about.append(subject_row(SIMILAR_CHECK, check_id, check, position))
    tables = transaction.tables
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, rows)
    upsert(tables, [row for each in found for row in unit_rows(each)])
    photos = [row for each in found for row in photo_rows(each)]
    replace_similar_photos(tables, [each.check_id for each in found], photos)


def check_row(check: SimilarCheck, position: int) -> SimilarCheckRow:
    """The check's row of ``similar_check``."""
    return SimilarCheckRow(
        check_id=check.check_id,
        position=position,
        district=check.district,
        finding=check.finding,
        visit=check.visit,
        finding_id=check.finding_id,
        title=check.title,
        sent_on=check.sent_on,
        due_on=check.due_on,
        folded=check.model_dump_json(),
    )


def unit_rows(check: SimilarCheck) -> Iterator[SimilarUnitRow]:
    """The check's rows of ``similar_unit``."""
    for place, school_id in enumerate(check.schools):
        answer = check.answers.get(school_id)
        yield SimilarUnitRow(
            check_id=check.check_id,
            school_id=school_id,
            place=place,
            district=check.district,
            due_on=check.due_on,
            is_withdrawn=school_id in check.withdrawals,
            outcome=answer.outcome.value if answer else None,
            answered_on=answer.answered_on if answer else None,
            measure_due_on=answer.measure_due_on if answer else None,
            is_by_office=bool(answer and answer.is_by_office),
        )


def photo_rows(check: SimilarCheck) -> list[SimilarPhotoRow]:
    """The check's rows of ``similar_photo``."""
    found = {
        (photo.sha256, school_id): SimilarPhotoRow(
            sha256=photo.sha256,
            check_id=check.check_id,
            school_id=school_id,
            district=check.district,
            shown_sha256=photo.shown,
        )
        for school_id, answer in check.answers.items()
        for photo in answer.photos
    }
    return list(found.values())
