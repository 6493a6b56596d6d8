"""The projected rows of papers: what they say, and how the findings they name stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.clock import local_date, parse_instant
from domain.kinds import KINDS
from domain.kinds.book_part import BookPart
from domain.kinds.kind import PAPER
from domain.kinds.paper.builder import Paper
from domain.kinds.paper.content import PaperDrafted
from domain.paper.fold import fold_paper
from domain.paper.standing import standing
from sync_server.data.engine import Transaction
from sync_server.data.papers import rows as papers
from sync_server.data.tables import PaperFindingRow, PaperRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.folded import LoggedEntry
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks

_TOLD = frozenset(name for name, kind in KINDS.items() if BookPart.FINDINGS in kind.told)


@dataclass(frozen=True, slots=True)
class FoldedPaper:
    """A paper, the position of its latest entry, and the visits that any draft of it named.

    ``told_at`` is the position of the latest entry that phones are told of, ``listed_at`` that of
    its signing, and before that of its newest draft.
    """

    paper: Paper
    position: int
    named: frozenset[str]
    told_at: int
    listed_at: int


@writes(PAPER)
def write_papers(
    transaction: Transaction, book: ChainBook, entries: Entries, marks: WorkbookMarks
) -> None:
    """Fold papers from all their entries and write what is said of them.

    A paper concerns all who are responsible for the units whose findings it names, or named.
    """
    folded = [each for paper, some in entries.items() if (each := _fold(book, paper, some))]
    if not folded:
        return
    tables = transaction.tables
    named = {finding.visit for each in folded for finding in each.paper.findings}
    newest = papers.finding_entries(tables, named)
    rows = [row for each in folded for row in finding_rows(each.paper, newest)]
    about = [subject_row(PAPER, each.paper.paper_id, each.paper, each.position) for each in folded]
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, [paper_row(each) for each in folded])
    papers.replace_paper_findings(tables, [each.paper.paper_id for each in folded], rows)
    for each in folded:
        marks.name_visits(each.named, each.told_at)


def paper_row(folded: FoldedPaper) -> PaperRow:
    """The paper's row of ``paper``."""
    paper, issue, service = folded.paper, folded.paper.issue, folded.paper.service
    listed_on = issue.issued_on if issue else _day(paper.drafted.at)
    return PaperRow(
        paper=paper.paper_id,
        position=folded.position,
        district=paper.district,
        school_id=paper.school_id,
        paper_kind=paper.paper_kind.value,
        state=paper.state.value,
        listed_on=listed_on,
        listed_at=folded.listed_at,
        year=int(listed_on[:4]),
        serial=(issue.serial if issue else None) or 0,
        number=issue.number if issue else "",
        issued_on=issue.issued_on if issue else None,
        due_on=paper.due_on,
        served_on=service.served_on if service else None,
        answered_on=paper.answered_on,
        account=paper.drafted.account,
        signer=issue.stamp.account if issue else None,
        follows=paper.follows,
        campaign_id=paper.campaign_id,
        requirement=paper.requirement,
        folded=paper.model_dump_json(),
    )


def finding_rows(paper: Paper, newest: Mapping[tuple[str, str], str]) -> list[PaperFindingRow]:
    """The paper's rows of ``paper_finding``; ``newest`` are the newest words on findings."""
    named = {(each.visit, each.finding_id): each for each in paper.findings}
    return [
        PaperFindingRow(
            paper=paper.paper_id,
            **finding.model_dump(),
            district=paper.district,
            standing=standing(finding.entry, newest.get(key)).value,
        )
        for key, finding in named.items()
    ]


def _fold(book: ChainBook, paper_id: str, entries: Sequence[LoggedEntry]) -> FoldedPaper | None:
    readings = [each.reading for each in entries]
    paper = fold_paper(paper_id, readings, book.authors(readings))
    if paper is None:
        return None
    positions = {each.reading.line.id: each.position for each in entries}
    stamp = paper.issue.stamp if paper.issue else paper.drafted
    return FoldedPaper(
        paper=paper,
        position=entries[-1].position,
        named=frozenset(_named(entries)),
        told_at=max(each.position for each in entries if each.reading.line.header.kind in _TOLD),
        listed_at=positions[stamp.entry],
    )


def _named(entries: Iterable[LoggedEntry]) -> Iterable[str]:
    """The visits that drafts name, counted or not: what was named once is looked at for good."""
    for each in entries:
        if isinstance(each.reading.body, PaperDrafted):
            yield from (finding.visit for finding in each.reading.body.findings)


def _day(instant: str) -> str:
    return local_date(parse_instant(instant)).isoformat()
