"""Ways in which a database file goes bad, page by page."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from app.account.session import AccountSession
from app.store.store import Store
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from tests.app.sync.test_photo_sync import noise
from tests.builders.phone import Handset

PAGE = 4096
Damage = Callable[[bytes, int], bytes]


def with_random(raw: bytes, page: int) -> bytes:
    """The page has random bytes."""
    return _replaced(raw, page, random.Random(page).randbytes(PAGE))


def with_zeros(raw: bytes, page: int) -> bytes:
    """The page was never written."""
    return _replaced(raw, page, bytes(PAGE))


def cut(raw: bytes, page: int) -> bytes:
    """The file ends before the page."""
    return raw[: page * PAGE]


def with_other_head(raw: bytes, page: int) -> bytes:
    """The file's first hundred bytes are random."""
    return random.Random(page).randbytes(100) + raw[100:]


DAMAGES: dict[str, Damage] = {"random": with_random, "zeros": with_zeros, "cut": cut}


def _replaced(raw: bytes, page: int, fresh: bytes) -> bytes:
    return b"".join((raw[: page * PAGE], fresh, raw[(page + 1) * PAGE :]))


def worked(made: Handset) -> AccountSession:
    """The phone after some work: visits with long and short notes, photos, half of it sent."""
    session = made.phone.accounts.open("chen.jing")
    for number in range(4):
        visit_id = session.visits.open_visit("school-1")
        for section in NoteSection:
            text = f"{number} 纪实内容。" * (40 if number % 2 else 250)
            session.visits.record_note(visit_id, section, text)
        if number % 2:
            session.visits.take_photo(visit_id, noise(300 + number), PhotoSource.CAMERA, None)
        if number == 1:
            session.sync.run()
    return session


def in_one_file(folder: Path) -> bytes:
    """The database's bytes once its log is moved into it."""
    connection = sqlite3.connect(folder / "duji.db")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return (folder / "duji.db").read_bytes()


def own_entries(store: Store) -> set[str]:
    """The ids of the entries that were written on this phone."""
    with store.database.read() as transaction:
        wanted = "SELECT id FROM line WHERE is_mine"
        return set(transaction.connection().exec_driver_sql(wanted).scalars())
