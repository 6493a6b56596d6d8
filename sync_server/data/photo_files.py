"""Which photos the ledger knows of, which are complete, and whose visits they belong to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import Connection, bindparam, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from domain.kinds.visit.photo import PhotoTaken
from domain.visit.visit import Visit
from sync_server.data import ledger
from sync_server.data.engine import Transaction
from sync_server.data.ledger import Logged, by_keys
from sync_server.data.runs import RUN
from sync_server.data.tables import (
    ChainRow,
    EntryRow,
    PhotoFileRow,
    RunRow,
    VisitPhotoRow,
    VisitRow,
)
from sync_server.data.upsert import delete_rows, table_of, upsert


@dataclass(frozen=True, slots=True)
class ExpectedPhoto:
    """A photo as one entry announced it; ``chain`` is the entry's."""

    entry: str
    chain: str
    visit: str
    district: str
    size_bytes: int
    band_px: int


# Built once: putting the statement together takes longer than running it.
_ORIGIN = (
    select(RunRow.chain, VisitRow.folded)
    .join(EntryRow, col(EntryRow.run) == RunRow.first)
    .join(VisitPhotoRow, col(VisitPhotoRow.position) == EntryRow.position)
    .join(VisitRow, col(VisitRow.visit) == VisitPhotoRow.visit)
    .where(
        or_(
            col(VisitPhotoRow.sha256) == bindparam("sha256"),
            col(VisitPhotoRow.original_sha256) == bindparam("sha256"),
        )
    )
    .order_by(col(VisitPhotoRow.position))
    .limit(1)
)


def expected(session: Session, sha256: str) -> list[ExpectedPhoto]:
    """Every entry that announced this photo and counts, in log order."""
    rows = session.exec(
        select(VisitPhotoRow.position, VisitPhotoRow.district)
        .where(col(VisitPhotoRow.sha256) == sha256)
        .order_by(col(VisitPhotoRow.position))
    )
    found = (
        _announced(each, sha256, district)
        for position, district in rows.all()
        for each in ledger.between(session.connection(), position, position + 1)
    )
    return [each for each in found if each]


def expected_of_chain(
    session: Session, sha256: str, chain: str, district: str
) -> list[ExpectedPhoto]:
    """The entries of one chain that announced this photo, whether or not they count.

    A photo whose entry came too late to count, or twice under one id, is kept like its entry.
    """
    mine = ledger.saying(session.connection(), sha256.encode(), RUN.c.chain == chain)
    return [found for each in mine if (found := _announced(each, sha256, district))]


def expected_of_anybody(session: Session, sha256: str) -> list[ExpectedPhoto]:
    """The entries of any chain that announced this photo, whether or not they count.

    Where none of them counts, every entry about a photo that does not is looked through.
    """
    found = expected(session, sha256)
    if found:
        return found
    same = VisitPhotoRow.position == EntryRow.position
    counts = select(VisitPhotoRow.position).where(same).exists()
    runs = select(EntryRow.run).where(EntryRow.kind == PhotoTaken.kind, ~counts)
    said = ledger.saying(session.connection(), sha256.encode(), RUN.c.first.in_(runs))
    chains = {each.line.header.chain for each in said}
    wanted = select(ChainRow.chain, ChainRow.district).where(col(ChainRow.chain).in_(chains))
    districts: dict[str, str] = dict(session.exec(wanted).all())
    enrolled = ((each, districts.get(each.line.header.chain)) for each in said)
    told = (_announced(each, sha256, name) for each, name in enrolled if name is not None)
    return [each for each in told if each]


def _announced(logged: Logged, sha256: str, district: str) -> ExpectedPhoto | None:
    """What the entry says of this photo; None where it says nothing, or nothing readable."""
    line = logged.line
    taken = _taken(line.body_bytes) if line.header.kind == PhotoTaken.kind else None
    if taken is None or taken.sha256 != sha256:
        return None
    facts = (line.id, line.header.chain, line.subject, district)
    return ExpectedPhoto(*facts, taken.size_bytes, taken.band_px)


def _taken(body: bytes | None) -> PhotoTaken | None:
    """The body, or None where this version cannot read it."""
    try:
        return PhotoTaken.model_validate_json(body or b"")
    except ValidationError:
        return None


def is_complete(session: Session, sha256: str) -> bool:
    """Whether the photo is complete and committed."""
    return session.get(PhotoFileRow, sha256) is not None


@dataclass(frozen=True, slots=True)
class FilePlace:
    """The position of the entry that tells of a photo's arrival, and the file's size."""

    position: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose photo it is: the first entry that announced its hash and counts, and that visit."""

    chain: str
    visit: Visit


def origin(session: Session, sha256: str) -> Origin | None:
    """The first to announce this hash, stamped or original; None where no entry counts."""
    row = session.exec(_ORIGIN, params={"sha256": sha256}).first()
    return None if row is None else Origin(row[0], Visit.model_validate_json(row[1]))


def file_of(session: Session, sha256: str) -> PhotoFileRow | None:
    """The file of the complete photo; None before it is complete."""
    return session.get(PhotoFileRow, sha256)


def files_of(transaction: Transaction, hashes: Iterable[str]) -> dict[str, FilePlace]:
    """Where the arrivals of those of these photos that are here stand, and how large they are."""
    table = table_of(PhotoFileRow)
    query = sql_select(table.c.sha256, table.c.position, table.c.size_bytes)
    found = by_keys(transaction.standing, query, table.c.sha256, hashes)
    return {row.sha256: FilePlace(row.position, row.size_bytes) for row in found}


def file_rows(transaction: Transaction, hashes: Iterable[str]) -> dict[str, PhotoFileRow]:
    """The rows of those of these photos that are here."""
    table = table_of(PhotoFileRow)
    found = by_keys(transaction.standing, sql_select(table), table.c.sha256, hashes)
    return {row.sha256: PhotoFileRow(**row._mapping) for row in found}


def keep_files(transaction: Transaction, rows: Sequence[PhotoFileRow]) -> None:
    """Write these photos, which are complete, as they now stand."""
    upsert(transaction.standing, rows)


def forget_files(transaction: Transaction, photos: Iterable[str]) -> None:
    """These photos are not here any more, so that phones bring them again."""
    keys = [{"sha256": sha256} for sha256 in photos]
    delete_rows(transaction.standing, table_of(PhotoFileRow), keys)


def count_unseen(connection: Connection) -> int:
    """How many photos nobody has looked at yet."""
    table = table_of(PhotoFileRow)
    query = sql_select(func.count()).select_from(table).where(table.c.seen.is_(None))
    return int(connection.execute(query).scalar_one())


def unseen(session: Session, most: int) -> list[str]:
    """The photos that nobody has looked at yet, in the order they arrived; at most so many."""
    row = PhotoFileRow
    query = select(row.sha256).where(col(row.seen).is_(None)).order_by(col(row.position))
    return list(session.exec(query.limit(most)))
