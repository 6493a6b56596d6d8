"""What units say of visits."""

from sqlalchemy import Connection, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from sync_server.data.tables import OpinionRow, VisitRow
from sync_server.data.upsert import table_named

OPINION = table_named("opinion")


def of_unit(session: Session, district: str, school_id: str) -> set[str]:
    """The visits of which the unit has said something."""
    query = rows_of(OpinionRow.visit).where(
        OpinionRow.district == district, OpinionRow.school_id == school_id
    )
    return set(session.exec(query))


def of_visit(session: Session, visit: str) -> list[OpinionRow]:
    """What the units of a visit say of it."""
    query = rows_of(OpinionRow).where(OpinionRow.visit == visit)
    return list(session.exec(query.order_by(OpinionRow.school_id)))


def is_given(connection: Connection, visit: str, school_id: str) -> bool:
    """Whether the unit has said something of the visit."""
    mine = (OPINION.c.visit == visit, OPINION.c.school_id == school_id)
    return connection.execute(select(OPINION.c.visit).where(*mine)).first() is not None


def of_district(session: Session, district: str) -> list[tuple[OpinionRow, VisitRow]]:
    """What units of the district say of visits, the newest first."""
    query = (
        rows_of(OpinionRow, VisitRow)
        .join(VisitRow, col(VisitRow.visit) == OpinionRow.visit)
        .where(OpinionRow.district == district)
        .order_by(col(OpinionRow.given_on).desc(), OpinionRow.visit, OpinionRow.school_id)
    )
    return list(session.exec(query))
