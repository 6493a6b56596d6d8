"""Reading visits: the office's list with its filters, and what belongs to one visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from sync_server.data.tables import (
    ChainRow,
    EntryRow,
    PhotoFileRow,
    SchoolRow,
    VisitFlagRow,
    VisitPhotoRow,
    VisitRow,
)


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """Which visits of a district: every field that is set narrows; ``school`` is a search."""

    district: str
    month: str = ""
    zone: str = ""
    account: str = ""
    school: str = ""
    state: str = ""
    flag: str = ""


def page(session: Session, wanted: VisitFilter, offset: int, limit: int) -> list[VisitRow]:
    """The visits that match, newest visit date first, then newest in the log."""
    query = (
        select(VisitRow)
        .where(*_conditions(wanted))
        .order_by(col(VisitRow.visit_on).desc(), col(VisitRow.position).desc())
        .offset(offset)
        .limit(limit)
    )
    return list(session.exec(query))


def count_by_state(session: Session, wanted: VisitFilter) -> dict[str, int]:
    """How many visits match in each state, the filter's own state left out."""
    conditions = _conditions(replace(wanted, state=""))
    query = select(VisitRow.state, func.count()).where(*conditions).group_by(col(VisitRow.state))
    return dict(session.exec(query).all())


def count_counted(session: Session, wanted: VisitFilter) -> int:
    """How many matching visits are in the counts, the filter's own state left out."""
    conditions = _conditions(replace(wanted, state=""))
    query = select(func.count()).where(*conditions, col(VisitRow.is_counted).is_(True))
    return int(session.exec(query).one())


def count_by_flag(session: Session, wanted: VisitFilter) -> dict[str, int]:
    """How many visits match with each flag, the filter's own flag left out."""
    query = (
        select(VisitFlagRow.code, func.count())
        .join(VisitRow, col(VisitRow.visit) == col(VisitFlagRow.visit))
        .where(*_conditions(replace(wanted, flag="")))
        .group_by(col(VisitFlagRow.code))
    )
    return dict(session.exec(query).all())


def months(session: Session, district: str) -> list[str]:
    """The months in which the district has visits, newest first."""
    query = select(VisitRow.month).where(VisitRow.district == district).distinct()
    return list(session.exec(query.order_by(col(VisitRow.month).desc())))


def visit(session: Session, visit_id: str) -> VisitRow | None:
    """One visit, of whatever district: whoever asks checks the scope."""
    return session.get(VisitRow, visit_id)


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


def received(session: Session, hashes: Iterable[str]) -> set[str]:
    """Which of these photo files are complete here."""
    query = select(PhotoFileRow.sha256).where(col(PhotoFileRow.sha256).in_(list(hashes)))
    return set(session.exec(query))


def photo(session: Session, visit_id: str, photo_id: str) -> VisitPhotoRow | None:
    """One photo of one visit."""
    query = select(VisitPhotoRow).where(
        VisitPhotoRow.visit == visit_id, VisitPhotoRow.photo_id == photo_id
    )
    return session.exec(query).first()


def entries(session: Session, visit_id: str) -> list[EntryRow]:
    """Everything accepted about the visit, in log order."""
    query = select(EntryRow).where(EntryRow.subject == visit_id)
    return list(session.exec(query.order_by(col(EntryRow.position))))


def accounts_of(session: Session, chains: Iterable[str]) -> dict[str, str]:
    """The account behind each of these chains."""
    query = select(ChainRow.chain, ChainRow.account).where(col(ChainRow.chain).in_(list(chains)))
    return dict(session.exec(query).all())


def _conditions(wanted: VisitFilter) -> list[Any]:
    found: list[Any] = [VisitRow.district == wanted.district]
    for column, value in (
        (VisitRow.month, wanted.month),
        (VisitRow.zone, wanted.zone),
        (VisitRow.account, wanted.account),
        (VisitRow.state, wanted.state),
    ):
        if value:
            found.append(column == value)
    if wanted.flag:
        flagged = select(VisitFlagRow.visit).where(VisitFlagRow.code == wanted.flag)
        found.append(col(VisitRow.visit).in_(flagged))
    if wanted.school:
        found.append(_at_schools_like(wanted.district, wanted.school))
    return found


def _at_schools_like(district: str, text: str) -> ColumnElement[bool]:
    """Visits of schools whose name or initials hold the text, or whose code it is."""
    matching = select(SchoolRow.school_id).where(
        SchoolRow.district == district,
        or_(
            col(SchoolRow.name).contains(text, autoescape=True),
            col(SchoolRow.initials).contains(text.lower(), autoescape=True),
        ),
    )
    return or_(col(VisitRow.school_id).in_(matching), col(VisitRow.school_id) == text)
