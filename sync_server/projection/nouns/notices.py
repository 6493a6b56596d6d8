"""The projected rows of notices: what they say, and how the findings they name stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.kinds.kind import NOTICE
from domain.kinds.office.notice import Notice
from domain.paper.notice import fold_notice
from domain.paper.standing import standing
from sync_server.data.engine import Transaction
from sync_server.data.papers import rows as papers
from sync_server.data.tables import NoticeFindingRow, NoticeRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@dataclass(frozen=True, slots=True)
class FoldedNotice:
    """A notice, and the position of its latest entry."""

    notice: Notice
    position: int


@writes(NOTICE)
def write_notices(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold notices from all their entries and write what is said of them.

    A notice concerns all who are responsible for the units whose findings it names.
    """
    folded = [each for notice, some in entries.items() if (each := _fold(book, notice, some))]
    if not folded:
        return
    tables = transaction.tables
    named = {finding.visit for each in folded for finding in each.notice.findings}
    newest = papers.finding_entries(tables, named)
    rows = [row for each in folded for row in finding_rows(each.notice, newest)]
    about = [
        subject_row(NOTICE, each.notice.notice_id, each.notice, each.position) for each in folded
    ]
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, [notice_row(each) for each in folded])
    papers.replace_notice_findings(tables, [each.notice.notice_id for each in folded], rows)
    for each in folded:
        marks.name_visits((finding.visit for finding in each.notice.findings), each.position)


def notice_row(folded: FoldedNotice) -> NoticeRow:
    """The notice's row of ``notice``."""
    notice = folded.notice
    return NoticeRow(
        notice=notice.notice_id,
        position=folded.position,
        district=notice.district,
        school_id=notice.school_id,
        number=notice.number,
        year=notice.year,
        serial=notice.serial,
        state=notice.state.value,
        issued_on=notice.issued_on,
        due_on=notice.due_on,
        account=notice.issued.account,
        requirement=notice.requirement,
        folded=notice.model_dump_json(),
    )


def finding_rows(notice: Notice, newest: Mapping[tuple[str, str], str]) -> list[NoticeFindingRow]:
    """The notice's rows of ``notice_finding``; ``newest`` are the newest words on findings."""
    named = {(each.visit, each.finding_id): each for each in notice.findings}
    return [
        NoticeFindingRow(
            notice=notice.notice_id,
            **finding.model_dump(),
            district=notice.district,
            standing=standing(finding.entry, newest.get(key)).value,
        )
        for key, finding in named.items()
    ]


def _fold(book: ChainBook, notice_id: str, entries: Sequence[LoggedEntry]) -> FoldedNotice | None:
    readings = [each.reading for each in entries]
    notice = fold_notice(notice_id, readings, book.authors(readings))
    return FoldedNotice(notice, entries[-1].position) if notice else None
