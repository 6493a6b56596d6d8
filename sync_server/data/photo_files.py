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
from sync_server.data.driver.statements import fetched, fetched_by_keys
from sync_server.data.engine import Transaction
from sync_server.data.ledger import Logged
from sync_server.data.tables import (
    ChainRow,
    EntryRow,
    PhotoFileRow,
    VisitPhotoRow,
    VisitRow,
)
from sync_server.data.tables.run_table import RUN
from sync_server.data.upsert import delete_rows, table_of, upsert


@dataclass(frozen=True, slots=True)
class ExpectedPhoto:
    """A photo as one entry announced it; ``chain`` is the entry's."""

    chain: str
    visit: str
    district: str
    size_bytes: int
    band_px: int


# Built once: putting the statement together takes longer than running it.
_ORIGIN = (
    select(VisitPhotoRow.chain, VisitRow.folded)
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


_COLUMNS = [column.name for column in table_of(PhotoFileRow).columns]
_ROWS = f"SELECT {', '.join(_COLUMNS)} FROM photo_file WHERE sha256 IN (?)"  # noqa: S608
_FILES = "SELECT sha256, position, size_bytes FROM photo_file WHERE sha256 IN (?)"
_BRINGER = (
    "SELECT device_token.chain FROM device_token"
    " JOIN account ON account.account = device_token.account"
    " JOIN person ON person.account = device_token.account"
    " JOIN chain ON chain.chain = device_token.chain"
    " WHERE token_hash = ? AND device_token.revoked_at IS NULL AND NOT is_disabled AND is_active"
    " AND person.role <> 'auditor' AND (closed_on IS NULL OR closed_on > ?)"
)
_ANNOUNCED = (
    "SELECT chain, visit, sha256, size_bytes FROM visit_photo"
    " WHERE sha256 = ? OR original_sha256 = ? ORDER BY position"
)
_UNSEEN = (
    "SELECT sha256, (SELECT band_px FROM visit_photo WHERE visit_photo.sha256 = photo_file.sha256"
    " ORDER BY visit_photo.position LIMIT 1)"
    " FROM photo_file WHERE seen IS NULL ORDER BY position LIMIT ?"
)
_EXPECTED = (
    "SELECT chain, visit, district, size_bytes, band_px FROM visit_photo"
    " WHERE sha256 = ? ORDER BY position"
)


def expected(session: Session, sha256: str) -> list[ExpectedPhoto]:
    """Every entry that announced this photo and counts, in log order."""
    rows = fetched(session.connection(), _EXPECTED, (sha256,))
    return [ExpectedPhoto(*row) for row in rows]


def announced_first(connection: Connection, sha256: str, token_hash: str, today: str) -> int | None:
    """How long the photo may be that the device with this token was the first to announce.

    None where it was not, as far as the tables have come; where the token is not good; and where
    the photo is here already.
    """
    device = fetched(connection, _BRINGER, (token_hash, today))
    rows = fetched(connection, _ANNOUNCED, (sha256, sha256)) if device else []
    if not rows or rows[0][0] != device[0][0] or fetched_by_keys(connection, _FILES, [sha256]):
        return None
    sizes = [(visit, size) for _, visit, announced, size in rows if announced == sha256]
    own = [size for visit, size in sizes if visit == rows[0][1]]
    return max(own or [size for _, size in sizes], default=None)


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
    facts = (line.header.chain, line.subject, district)
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
    found = fetched_by_keys(transaction.standing, _FILES, hashes)
    return {sha256: FilePlace(position, size_bytes) for sha256, position, size_bytes in found}


def file_rows(transaction: Transaction, hashes: Iterable[str]) -> dict[str, PhotoFileRow]:
    """The rows of those of these photos that are here."""
    found = fetched_by_keys(transaction.standing, _ROWS, hashes)
    rows = (PhotoFileRow(**dict(zip(_COLUMNS, row, strict=True))) for row in found)
    return {row.sha256: row for row in rows}


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


def unseen(session: Session, most: int) -> list[tuple[str, int]]:
    """The photos that nobody has looked at yet, in the order they arrived; at most so many.

    With each the height of its band, as it was announced first; 0 where nobody announced it.
    """
    found = fetched(session.connection(), _UNSEEN, (most,))
    return [
        (sha256, _band_px(session, sha256) if band_px is None else band_px)
        for sha256, band_px in found
    ]


def _band_px(session: Session, sha256: str) -> int:
    """The height of the band of a photo that no entry announced which counts."""
    announced = expected_of_anybody(session, sha256)
    return announced[0].band_px if announced else 0
