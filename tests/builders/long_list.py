"""A phone whose list of visits is long: rows like the one that is there."""

from pathlib import Path

from sqlmodel import insert, select

from app.store.store import Store
from app.store.tables import VisitRow


def fill_list(folder: Path, count: int) -> None:
    """Put as many rows on the installation's list; the visits themselves are not there."""
    store = Store(folder)
    with store.database.write() as transaction:
        row = transaction.exec(select(VisitRow)).one().model_dump()
        copies = [
            {**row, "visit": f"{number:064x}", "visit_on": f"2025-{1 + number % 12:02d}-10"}
            for number in range(count)
        ]
        transaction.exec(insert(VisitRow), params=copies)
    store.close()
