"""What is known of putting findings right: looks again, and photos to compare."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.findings.state import FindingState
from sync_server.data.tables import (
    FindingRow,
    FollowUpRow,
    PersonRow,
    PhotoFileRow,
    VisitPhotoRow,
    VisitRow,
)


def looks_at(session: Session, visit: str) -> list[tuple[FollowUpRow, VisitRow, str]]:
    """Every later look at this visit's findings: the look, the visit it was on, and by whom."""
    rows = session.exec(
        select(FollowUpRow, VisitRow, PersonRow.name)
        .join(VisitRow, col(VisitRow.visit) == FollowUpRow.visit)
        .outerjoin(PersonRow, col(PersonRow.account) == FollowUpRow.account)
        .where(FollowUpRow.finding_visit == visit)
        .order_by(col(FollowUpRow.followed_up_on), col(FollowUpRow.position))
    )
    return [(look, visit_row, name or look.account) for look, visit_row, name in rows]


def finding(session: Session, visit: str, finding_id: str, district: str) -> FindingRow | None:
    """A finding of the district; None where it has none such."""
    row = session.get(FindingRow, (visit, finding_id))
    return row if row is not None and row.district == district else None


def finding_called(session: Session, subject: str, district: str) -> FindingRow | None:
    """The district's finding of this id; None where it has none such."""
    query = select(FindingRow).where(FindingRow.subject == subject)
    return session.exec(query.where(FindingRow.district == district)).first()


def states_of(session: Session, visit: str) -> dict[str, FindingState]:
    """Where each of this visit's findings stands."""
    query = select(FindingRow.finding_id, FindingRow.state).where(FindingRow.visit == visit)
    return {finding_id: FindingState(state) for finding_id, state in session.exec(query)}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The SHA-256 of a visit's complete photos of a finding, as they were taken.

    ``before`` show it as it was found, ``after`` once it was put right.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


def photos_of_finding(session: Session, visit: str, finding_id: str) -> Pictures:
    """What a visit has pictured of a finding."""
    rows = session.exec(
        select(VisitPhotoRow.sha256, VisitPhotoRow.is_after)
        .join(PhotoFileRow, col(PhotoFileRow.sha256) == VisitPhotoRow.sha256)
        .where(
            VisitPhotoRow.visit == visit,
            VisitPhotoRow.finding_id == finding_id,
            col(VisitPhotoRow.is_withdrawn).is_(False),
        )
        .order_by(col(VisitPhotoRow.position))
    )
    taken = list(rows)
    return Pictures(
        before=tuple(sha256 for sha256, is_after in taken if not is_after),
        after=tuple(sha256 for sha256, is_after in taken if is_after),
    )
