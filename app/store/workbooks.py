"""The newest workbook of each account."""

from threading import Lock

from sqlmodel import func, select

from app.store import checklists
from app.store.database import Transaction
from app.store.tables import WorkbookRow
from domain.wire.workbook import WORKBOOK_SCHEMA, Workbook, WorkbookFormat, WorkbookSchool


class Workbooks:
    """Workbooks as they came; the one last read stays in memory, parsed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Workbook, dict[str, WorkbookSchool]]] = {}
        self._lock = Lock()

    def put(self, transaction: Transaction, account: str, text: str, etag: str | None) -> None:
        """Replace the account's workbook whole; the checklists of both stay, for visits begun."""
        workbook = Workbook.model_validate_json(text)
        before = self.get(transaction, account)
        for each in (before, workbook):
            checklists.keep(transaction, account, each.checklists if each else ())
        transaction.merge(
            WorkbookRow(account=account, etag=etag, document=text, pulled_at=workbook.server_at)
        )
        transaction.flush()

    def etag(self, transaction: Transaction, account: str) -> str | None:
        """The mark the server gave the workbook held here; None where it is to be asked anew."""
        row = transaction.get(WorkbookRow, account) if self.get(transaction, account) else None
        return row.etag if row else None

    def get(self, transaction: Transaction, account: str) -> Workbook | None:
        """The account's workbook; None before the first sync with this version of the app."""
        found = self._read(transaction, account)
        return found[0] if found else None

    def school(
        self, transaction: Transaction, account: str, school_id: str
    ) -> WorkbookSchool | None:
        """One school of the account's workbook; None where it has none such."""
        found = self._read(transaction, account)
        return found[1].get(school_id) if found else None

    def _read(
        self, transaction: Transaction, account: str
    ) -> tuple[Workbook, dict[str, WorkbookSchool]] | None:
        # The document is large: only its marks are read where it is in memory already.
        marks = select(
            WorkbookRow.pulled_at, WorkbookRow.etag, func.length(WorkbookRow.document)
        ).where(WorkbookRow.account == account)
        version = transaction.exec(marks).first()
        if version is None:
            return None
        with self._lock:
            kept = self._kept.get(account)
        if kept is None or kept[0] != str(version):
            document = select(WorkbookRow.document).where(WorkbookRow.account == account)
            text = transaction.exec(document).one()
            if WorkbookFormat.model_validate_json(text).workbook_schema != WORKBOOK_SCHEMA:
                return None
            workbook = Workbook.model_validate_json(text)
            kept = (str(version), workbook, {each.school_id: each for each in workbook.schools})
            with self._lock:
                self._kept[account] = kept
        return kept[1], kept[2]
