"""The visits that were changed after they had been handed in."""

from sqlmodel import Session, col, select

from domain.visit.flag import FlagCode
from sync_server.data.tables import VisitFlagRow, VisitRow

CHANGED = (FlagCode.AMENDED.value, FlagCode.REDATED.value)


def changed_visits(session: Session, district: str, since: str, most: int) -> list[VisitRow]:
    """At most so many of the district's, of this day and later, the newest first."""
    changed = select(VisitFlagRow.visit).where(
        VisitFlagRow.district == district,
        col(VisitFlagRow.code).in_(CHANGED),
        VisitFlagRow.visit_on >= since,
    )
    query = select(VisitRow).where(col(VisitRow.visit).in_(changed))
    newest = (col(VisitRow.visit_on).desc(), col(VisitRow.position).desc())
    return list(session.exec(query.order_by(*newest).limit(most)))
