"""Which photos the ledger knows of, which are complete, and whose visits they belong to."""

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from domain.entries.content import PhotoTaken
from domain.visit import Visit
from sync_server.data.engine import Transaction
from sync_server.data.tables import EntryRow, PhotoFileRow, VisitPhotoRow, VisitRow


@dataclass(frozen=True, slots=True)
class ExpectedPhoto:
    """A photo as one entry announced it."""

    entry: str
    visit: str
    district: str
    size_bytes: int
    band_px: int


# Built once: putting the statement together takes longer than running it.
_EXPECTED = (
    select(VisitPhotoRow, EntryRow.body)
    .join(EntryRow, col(EntryRow.id) == VisitPhotoRow.entry)
    .where(col(VisitPhotoRow.sha256) == bindparam("sha256"))
    .order_by(col(VisitPhotoRow.position))
)


def expected(session: Session, sha256: str) -> list[ExpectedPhoto]:
    """Every entry that announced this photo and counts, in log order."""
    found = []
    for row, body in session.exec(_EXPECTED, params={"sha256": sha256}):
        taken = PhotoTaken.model_validate_json(body)
        found.append(
            ExpectedPhoto(row.entry, row.visit, row.district, taken.size_bytes, taken.band_px)
        )
    return found


def expected_of_chain(
    session: Session, sha256: str, chain: str, district: str
) -> list[ExpectedPhoto]:
    """The entries of one chain that announced this photo, whether or not they count.

    A photo whose entry came too late to count, or twice under one id, is kept like its entry.
    """
    rows = session.exec(
        select(EntryRow.id, EntryRow.visit, EntryRow.body).where(
            EntryRow.chain == chain, EntryRow.kind == PhotoTaken.kind
        )
    )
    found = []
    for entry, visit, body in rows:
        taken = _taken(body) if sha256.encode() in body else None
        if taken is not None and taken.sha256 == sha256:
            found.append(
                ExpectedPhoto(entry, visit or "", district, taken.size_bytes, taken.band_px)
            )
    return found


def _taken(body: bytes) -> PhotoTaken | None:
    """The body, or None where this version cannot read it."""
    try:
        return PhotoTaken.model_validate_json(body)
    except ValidationError:
        return None


def is_complete(session: Session, sha256: str) -> bool:
    """Whether the photo is complete and committed."""
    return session.get(PhotoFileRow, sha256) is not None


def visits_showing(session: Session, sha256: str) -> list[Visit]:
    """The visits that have this photo."""
    rows = session.exec(
        select(VisitRow.folded)
        .join(VisitPhotoRow, col(VisitPhotoRow.visit) == VisitRow.visit)
        .where(VisitPhotoRow.sha256 == sha256)
    )
    return [Visit.model_validate_json(folded) for folded in rows]


def keep_file(transaction: Transaction, row: PhotoFileRow) -> bool:
    """Write that a photo is complete, unless that stands already; whether it was new."""
    known = select(PhotoFileRow.sha256).where(PhotoFileRow.sha256 == row.sha256)
    if transaction.ledger.execute(known).first() is not None:
        return False
    transaction.ledger.execute(insert(PhotoFileRow).values(**row.model_dump()))
    return True
