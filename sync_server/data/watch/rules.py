"""The rule of closing, the turns of duty for hazards, and the robots of groups."""

from sqlmodel import col, select

from sync_server.data.engine import ReadingSession
from sync_server.data.tables import ClosingRuleRow, HazardDutyRow, RobotRow


def closing_rule(session: ReadingSession, district: str) -> str | None:
    """JSON of the district's rule; None where it has set none."""
    row = session.get(ClosingRuleRow, district)
    return None if row is None else row.rule


def hazard_duties(session: ReadingSession, district: str) -> list[HazardDutyRow]:
    """The district's turns of duty that were not taken back, the newest first."""
    query = select(HazardDutyRow).where(HazardDutyRow.district == district)
    order = (col(HazardDutyRow.from_on).desc(), col(HazardDutyRow.duty_id).desc())
    return list(session.exec(query.order_by(*order)))


def robot(session: ReadingSession, district: str) -> RobotRow | None:
    """The robot of the district's group; None before one was set up."""
    return session.get(RobotRow, district)


def robots(session: ReadingSession) -> list[RobotRow]:
    """The robots of all districts, those that are switched off too."""
    return list(session.exec(select(RobotRow).order_by(RobotRow.district)))
