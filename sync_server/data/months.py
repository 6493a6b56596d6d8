"""Reading what the month's table is made of: counted visits, activities, assignments."""

from typing import NamedTuple

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from sync_server.data.tables import ActivityRow, AssignmentRow, SchoolRow, VisitRow


class VisitCount(NamedTuple):
    """What a counted visit brings to the table; ``tally`` is JSON of its measures."""

    visit: str
    month: str
    account: str
    school_id: str
    zone: str
    state: str
    tally: str


def counted_visits(session: Session, district: str, first: str, last: str) -> list[VisitCount]:
    """What each counted visit of these months (`YYYY-MM`, both included) brings."""
    table = VisitRow.__table__  # type: ignore[attr-defined]
    query = select_columns(*(table.c[name] for name in VisitCount._fields)).where(
        table.c.district == district,
        table.c.month.between(first, last),
        table.c.is_counted.is_(True),
    )
    return [VisitCount._make(row) for row in session.connection().execute(query)]


def activities(session: Session, district: str, first: str, last: str) -> list[ActivityRow]:
    """The trainings and activities held in these months, both included, by day."""
    query = select(ActivityRow).where(
        ActivityRow.district == district, ActivityRow.month >= first, ActivityRow.month <= last
    )
    return list(session.exec(query.order_by(col(ActivityRow.held_on))))


def assignments(session: Session, district: str) -> list[tuple[AssignmentRow, str]]:
    """Every dated responsibility in the district, each with the zone its school is in now.

    Schools that are not inspected any more ask for no visits.
    """
    query = (
        select(AssignmentRow, SchoolRow.zone)
        .join(
            SchoolRow,
            (col(SchoolRow.district) == col(AssignmentRow.district))
            & (col(SchoolRow.school_id) == col(AssignmentRow.school_id)),
        )
        .where(AssignmentRow.district == district, col(SchoolRow.is_active).is_(True))
        .order_by(col(AssignmentRow.from_on))
    )
    return list(session.exec(query).all())
