"""Reading a whole district's register at once, to compare it with what an import says."""

from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy import select as rows_of
from sqlmodel import Session, col, select

from domain.register.checklist import Theme
from sync_server.data.tables import (
    AssignmentRow,
    AvoidanceRow,
    CalendarRow,
    CampaignRow,
    DistrictRow,
    PersonRow,
    SchoolRow,
    ThemeRow,
    ZoneRow,
)
from sync_server.data.upsert import table_named

ASSIGNMENT = table_named("assignment")
AVOIDANCE = table_named("avoidance")


def districts(session: Session) -> dict[str, str]:
    """The names of all districts by their codes."""
    rows = session.exec(select(DistrictRow).order_by(DistrictRow.district))
    return {row.district: row.name for row in rows}


def zones(session: Session, district: str) -> list[ZoneRow]:
    """The district's zones."""
    query = select(ZoneRow).where(ZoneRow.district == district)
    return list(session.exec(query.order_by(ZoneRow.zone)))


def schools(session: Session, district: str) -> list[SchoolRow]:
    """The district's schools."""
    query = select(SchoolRow).where(SchoolRow.district == district)
    return list(session.exec(query.order_by(SchoolRow.school_id)))


def everybody(session: Session) -> list[PersonRow]:
    """The people of all districts: accounts are unique on a server."""
    return list(session.exec(select(PersonRow).order_by(PersonRow.account)))


def assignments(session: Session, district: str) -> list[AssignmentRow]:
    """The district's assignments, past ones too."""
    query = select(AssignmentRow).where(AssignmentRow.district == district)
    order = (AssignmentRow.from_on, AssignmentRow.school_id, AssignmentRow.account)
    return list(session.exec(query.order_by(*map(col, order))))


def avoidances(session: Session, district: str) -> list[AvoidanceRow]:
    """The relations between people and units that are declared in the district."""
    query = select(AvoidanceRow).where(AvoidanceRow.district == district)
    order = (col(AvoidanceRow.account), col(AvoidanceRow.school_id))
    return list(session.exec(query.order_by(*order)))


def calendar(session: Session, district: str) -> list[CalendarRow]:
    """The district's calendar by first days, with what is out of use."""
    query = select(CalendarRow).where(CalendarRow.district == district)
    order = (CalendarRow.from_on, CalendarRow.to_on, CalendarRow.calendar_id)
    return list(session.exec(query.order_by(*map(col, order))))


def assigned(connection: Connection, district: str, school_id: str) -> list[Row[Any]]:
    """The assignments of one school, past ones too."""
    query = rows_of(ASSIGNMENT).where(
        ASSIGNMENT.c.district == district, ASSIGNMENT.c.school_id == school_id
    )
    return list(connection.execute(query.order_by(ASSIGNMENT.c.from_on, ASSIGNMENT.c.account)))


def is_avoided(connection: Connection, district: str, account: str, school_id: str) -> bool:
    """Whether a relation between the two is declared."""
    query = rows_of(AVOIDANCE.c.account).where(
        AVOIDANCE.c.district == district,
        AVOIDANCE.c.account == account,
        AVOIDANCE.c.school_id == school_id,
    )
    return connection.execute(query).first() is not None


def campaigns(session: Session, district: str) -> list[CampaignRow]:
    """The district's campaigns, past ones too."""
    query = select(CampaignRow).where(CampaignRow.district == district)
    return list(session.exec(query.order_by(CampaignRow.campaign_id)))


def theme_titles(session: Session, district: str) -> dict[str, str]:
    """The titles of the district's themes by id, in the order of their months."""
    query = select(ThemeRow.theme).where(ThemeRow.district == district)
    themes = map(Theme.model_validate_json, session.exec(query.order_by(col(ThemeRow.month))))
    return {theme.theme_id: theme.title for theme in themes}
