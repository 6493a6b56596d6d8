"""All that one installation keeps: database, photo files, and what is kept in memory of them."""

from collections.abc import Callable
from pathlib import Path

from app.store import chains, lines, note_prints
from app.store.database import Transaction
from app.store.failures import DAMAGED_CODE
from app.store.photos.files import PhotoFiles
from app.store.rescue import rescue
from app.store.trails import Trails
from app.store.visit_rows import holder, save_visit, visits_without_row
from app.store.workbooks import Workbooks
from domain.errors import DujiError
from domain.visit.visit import Visit


class Store:
    """The installation in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = PhotoFiles(folder)
        self.database = rescue.opened(folder / "duji.db", self.files)
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

    def is_sound(self) -> bool:
        """Whether the database and all that still has to be sent are as they were written.

        Reads all of it, so not while somebody waits. Damage is noted: see ``tell_of_damage``.
        """
        try:
            with self.database.read() as transaction:
                is_sound = lines.are_unsent_whole(transaction)
            is_sound = is_sound and self.database.is_sound()
        except DujiError as error:
            if error.specific_code != DAMAGED_CODE:
                raise
            return False
        if not is_sound:
            self.database.note_damage()
        return is_sound

    def tell_of_damage(self, tell: Callable[[], object]) -> None:
        """Have this called, in whatever thread, when the database turns out to be damaged."""
        self.database.on_damage = tell

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()
