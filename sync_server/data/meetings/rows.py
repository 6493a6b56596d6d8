"""The district's bodies, the seats on them, and their meetings."""

from sqlmodel import select

from sync_server.data.engine import ReadingSession
from sync_server.data.tables import MeetingRow, MemberRow, OrganRow


def organs(session: ReadingSession, district: str) -> list[OrganRow]:
    """Its bodies, by kind and name."""
    query = select(OrganRow).where(OrganRow.district == district)
    return list(session.exec(query.order_by(OrganRow.organ_kind, OrganRow.name)))


def members(session: ReadingSession, district: str) -> list[MemberRow]:
    """Every seat there was."""
    query = select(MemberRow).where(MemberRow.district == district)
    return list(session.exec(query.order_by(MemberRow.organ, MemberRow.member_id)))


def meetings(session: ReadingSession, district: str) -> list[MeetingRow]:
    """Its meetings, withdrawn ones too, the first day first."""
    query = select(MeetingRow).where(MeetingRow.district == district)
    return list(session.exec(query.order_by(MeetingRow.held_on, MeetingRow.meeting_id)))
