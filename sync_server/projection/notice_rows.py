"""The projected rows of notices: what they say, and how the findings they name stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.kinds.kind import NOTICE, VISIT
from domain.kinds.office.notice import Notice
from domain.paper.notice import fold_notice
from domain.paper.standing import standing
from sync_server.data import papers, projection
from sync_server.data.engine import Transaction
from sync_server.data.subjects import subjects
from sync_server.data.upsert import upsert
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.register_projector import plain
from sync_server.projection.visit_rows import LoggedEntry

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FoldedNotice:
    """A notice, and the position of its latest entry."""

    notice: Notice
    position: int


def notice_row(folded: FoldedNotice) -> Columns:
    """The notice's row of ``notice``."""
    notice = folded.notice
    return {
        "notice": notice.notice_id,
        "position": folded.position,
        "district": notice.district,
        "school_id": notice.school_id,
        "number": plain(notice.number),
        "year": notice.year,
        "serial": notice.serial,
        "state": notice.state.value,
        "issued_on": notice.issued_on,
        "due_on": notice.due_on,
        "account": notice.issued.account,
        "requirement": plain(notice.requirement),
        "folded": notice.model_dump_json(),
    }


def subject_row(folded: FoldedNotice) -> Columns:
    """The notice's row of ``subject``."""
    notice = folded.notice
    return {
        "subject": notice.notice_id,
        "noun": NOTICE,
        "district": notice.district,
        "code": None,
        "tip": notice.tip,
        "version": notice.version,
        "position": folded.position,
    }


def finding_rows(
    notice: Notice, here: set[str], newest: Mapping[tuple[str, str], str]
) -> list[Columns]:
    """The notice's rows of ``notice_finding``.

    ``here`` are the visits that the log holds, ``newest`` the newest words on their findings.
    """
    named = {(each.visit, each.finding_id): each for each in notice.findings}
    return [
        {
            "notice": notice.notice_id,
            **finding.model_dump(),
            "district": notice.district,
            "standing": standing(
                finding.entry, newest.get(key), is_visit_here=finding.visit in here
            ).value,
        }
        for key, finding in named.items()
    ]


class NoticeProjector:
    """Writes notices once the visits they name have been written."""

    def __init__(self, transaction: Transaction, book: ChainBook) -> None:
        self._transaction = transaction
        self._book = book

    def write(self, entries: Mapping[str, Sequence[LoggedEntry]]) -> None:
        """Fold the notices from all their entries and write what is said of them."""
        folded = [each for notice, some in entries.items() if (each := self._fold(notice, some))]
        if not folded:
            return
        tables = self._transaction.tables
        named = {finding.visit for each in folded for finding in each.notice.findings}
        known = subjects(tables, named)
        here = {each for each, row in known.items() if row["noun"] == VISIT}
        newest = papers.finding_entries(tables, named)
        rows = [row for each in folded for row in finding_rows(each.notice, here, newest)]
        upsert(tables, "subject", [subject_row(each) for each in folded])
        upsert(tables, "notice", [notice_row(each) for each in folded])
        papers.replace_notice_findings(tables, [each.notice.notice_id for each in folded], rows)
        self._raise_marks(folded)

    def _fold(self, notice_id: str, entries: Sequence[LoggedEntry]) -> FoldedNotice | None:
        readings = [each.reading for each in entries]
        chains = {reading.line.header.chain for reading in readings}
        authors = {chain: author for chain in chains if (author := self._book.author(chain))}
        notice = fold_notice(notice_id, readings, authors)
        return FoldedNotice(notice, entries[-1].position) if notice else None

    def _raise_marks(self, folded: Iterable[FoldedNotice]) -> None:
        """A notice concerns all who are responsible for the unit, as a finding does."""
        marks: dict[tuple[str, str], int] = {}
        for each in folded:
            key = (each.notice.district, projection.EVERYBODY)
            marks[key] = max(marks.get(key, 0), each.position)
        projection.raise_marks(self._transaction.tables, marks)
