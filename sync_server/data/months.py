"""Reading what the month's table is made of: sums of visits, activities, assignments."""

from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from domain.visit.tally import Measure, Tally
from sync_server.data.tables import ActivityRow, AssignmentRow, SchoolRow, VisitCountRow
from sync_server.data.upsert import table_of


class VisitSums(NamedTuple):
    """What the visits of one account to one school add in a month, those in one state."""

    month: str
    account: str
    school_id: str
    zone: str
    state: str
    tally: Tally


_COUNT = table_of(VisitCountRow)
_BY = [_COUNT.c[name] for name in VisitSums._fields[:-1]]
_SUMS = [func.sum(_COUNT.c[measure.value]) for measure in Measure]


def visit_sums(session: Session, district: str, first: str, last: str) -> list[VisitSums]:
    """What the counted visits of these months (`YYYY-MM`, both included) add up to."""
    query = (
        select_columns(*_BY, *_SUMS)
        .where(_COUNT.c.district == district, _COUNT.c.month.between(first, last))
        .group_by(*_BY)
    )
    return [
        VisitSums._make((*row[: len(_BY)], dict(zip(Measure, row[len(_BY) :], strict=True))))
        for row in session.connection().execute(query)
    ]


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
