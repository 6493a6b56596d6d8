"""The projected rows of accountability cases (问责)."""

from domain.accountability.clocks import running
from domain.accountability.fold import fold_accountability
from domain.kinds.accountability.case import Accountability
from domain.kinds.kind import ACCOUNTABILITY
from sync_server.data.accountability.rows import replace_grounds
from sync_server.data.engine import Transaction
from sync_server.data.tables import AccountabilityGroundRow, AccountabilityRow, SubjectRow
from sync_server.data.upsert import upsert, upsert_rows
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.nouns.noun import Entries, writes
from sync_server.projection.subject_rows import subject_row
from sync_server.projection.workbook_marks import WorkbookMarks


@writes(ACCOUNTABILITY)
def write_accountability(
    transaction: Transaction, book: ChainBook, entries: Entries, _marks: WorkbookMarks
) -> None:
    """Fold cases from all their entries and write them; no phone is told."""
    rows, about, grounds = [], [], []
    for case_id, some in entries.items():
        readings = [each.reading for each in some]
        case = fold_accountability(case_id, readings, book.authors(readings))
        if case is not None:
            position = some[-1].position
            rows.append(case_row(case, position))
            about.append(subject_row(ACCOUNTABILITY, case_id, case, position))
            grounds += ground_rows(case)
    tables = transaction.tables
    upsert_rows(tables, SubjectRow, about)
    upsert(tables, rows)
    replace_grounds(tables, [each.case_id for each in rows], grounds)


def case_row(case: Accountability, position: int) -> AccountabilityRow:
    """The case's row of ``accountability``."""
    clock = running(case)
    return AccountabilityRow(
        case_id=case.case_id,
        position=position,
        district=case.district,
        school_id=case.school_id,
        target=case.target.value,
        state=case.state.value,
        opened_on=case.opened_on,
        decided_on=case.decision.decided_on if case.decision else None,
        clock=clock.sort.value if clock else None,
        due_on=clock.due_on if clock else None,
        folded=case.model_dump_json(),
    )


def ground_rows(case: Accountability) -> list[AccountabilityGroundRow]:
    """The case's rows of ``accountability_ground``."""
    grounds = dict.fromkeys((*case.findings, *case.papers))
    return [AccountabilityGroundRow(case_id=case.case_id, ground=each) for each in grounds]
