"""Reading what belongs to one visit, or to each of some visits."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from sync_server.data import ledger
from sync_server.data.ledger import Logged
from sync_server.data.tables import (
    ChainRow,
    PhotoFileRow,
    VisitPhotoRow,
    VisitRow,
    VisitUnitRow,
)


def visit(session: Session, visit_id: str) -> VisitRow | None:
    """One visit, of whatever district: whoever asks checks the scope."""
    return session.get(VisitRow, visit_id)


def visits_of(session: Session, ids: Sequence[str]) -> list[VisitRow]:
    """Those of these visits that there are, in the same order."""
    found = session.exec(select(VisitRow).where(col(VisitRow.visit).in_(ids)))
    rows = {row.visit: row for row in found}
    return [rows[each] for each in ids if each in rows]


def at_unit(session: Session, district: str, school_id: str, since: str) -> list[VisitRow]:
    """The visits that count, to this unit as the first or a further one, the newest first."""
    further = select(VisitUnitRow.visit).where(
        VisitUnitRow.district == district,
        VisitUnitRow.school_id == school_id,
        col(VisitUnitRow.is_counted).is_(True),
    )
    query = select(VisitRow).where(
        VisitRow.district == district,
        col(VisitRow.is_counted).is_(True),
        col(VisitRow.visit_on) >= since,
        or_(col(VisitRow.school_id) == school_id, col(VisitRow.visit).in_(further)),
    )
    newest = col(VisitRow.visit_on).desc(), col(VisitRow.position).desc()
    return list(session.exec(query.order_by(*newest)))


def of_one_occasion(session: Session, row: VisitRow) -> list[VisitRow]:
    """The other visits to the same school on the same day, by who began first."""
    query = select(VisitRow).where(
        VisitRow.district == row.district,
        VisitRow.school_id == row.school_id,
        VisitRow.visit_on == row.visit_on,
        VisitRow.visit != row.visit,
    )
    return list(session.exec(query.order_by(col(VisitRow.position))))


def photo_counts(session: Session, visit_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each visit with photos: how many are complete here, of how many not set aside."""
    query = (
        select(VisitPhotoRow.visit, func.count(col(PhotoFileRow.sha256)), func.count())
        .outerjoin(PhotoFileRow, col(PhotoFileRow.sha256) == col(VisitPhotoRow.sha256))
        .where(col(VisitPhotoRow.visit).in_(visit_ids), col(VisitPhotoRow.is_withdrawn).is_(False))
        .group_by(col(VisitPhotoRow.visit))
    )
    return {each: (received, total) for each, received, total in session.exec(query)}


def received(session: Session, hashes: Iterable[str]) -> dict[str, bool]:
    """Those of these photo files that are complete here, and whether each was looked at."""
    row = PhotoFileRow
    query = select(row.sha256, col(row.seen).is_not(None))
    return dict(session.exec(query.where(col(row.sha256).in_(list(hashes)))).all())


def photo(session: Session, visit_id: str, photo_id: str) -> VisitPhotoRow | None:
    """One photo of one visit."""
    query = select(VisitPhotoRow).where(
        VisitPhotoRow.visit == visit_id, VisitPhotoRow.photo_id == photo_id
    )
    return session.exec(query).first()


def entries(session: Session, visit_id: str) -> list[Logged]:
    """Everything accepted about the visit, in log order."""
    return ledger.of_subjects(session.connection(), [visit_id])


def accounts_of(session: Session, chains: Iterable[str]) -> dict[str, str]:
    """The account behind each of these chains."""
    query = select(ChainRow.chain, ChainRow.account).where(col(ChainRow.chain).in_(list(chains)))
    return dict(session.exec(query).all())
