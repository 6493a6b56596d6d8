"""All that one installation keeps: database, photo files, and what is kept in memory of them."""

from pathlib import Path

from app.store import chains, note_prints
from app.store.database import Database, Transaction
from app.store.photos.files import PhotoFiles
from app.store.trails import Trails
from app.store.visit_rows import holder, save_visit, visits_without_row
from app.store.workbooks import Workbooks
from domain.visit.visit import Visit


class Store:
    """The installation in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder / "duji.db")
        self.files = PhotoFiles(folder)
        self.trails = Trails()
        self.workbooks = Workbooks()

    def project(self, transaction: Transaction, visit_id: str) -> None:
        """Fold the visit, with what this transaction has written of it, and renew its row."""
        visit = self.trails.fold(transaction, visit_id, remember=False)
        if visit is not None:
            accounts = [row.account for row in chains.current_chains(transaction)]
            account = holder(visit, accounts)
            self.save(transaction, account, visit)
            note_prints.keep_all(transaction, account, visit)

    def save(self, transaction: Transaction, account: str, visit: Visit) -> None:
        """Renew the row of a visit folded just now, in the account's list."""
        school = self.workbooks.school(transaction, account, visit.school_id)
        save_visit(transaction, account, visit, school)

    def mend_rows(self) -> int:
        """Make the rows that are missing or of an older fold; how many there were."""
        with self.database.read() as transaction:
            wanted = visits_without_row(transaction)
        for visit_id in wanted:
            with self.database.write() as transaction:
                self.project(transaction, visit_id)
        return len(wanted)

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()
