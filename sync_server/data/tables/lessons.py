"""The projected table of lessons heard."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import VisitPartRow


class VisitLessonRow(VisitPartRow, table=True):
    """Projected: a lesson heard on a visit that counts, of the unit that it was heard at.

    ``position`` is that of the visit's latest entry, ``account`` who recorded it, ``class_year``
    what its class's name says, ``attendances`` by how many it was heard (人节).
    """

    __tablename__ = "visit_lesson"
    __table_args__ = (
        Index("ix_visit_lesson_month", "district", "month"),
        Index("ix_visit_lesson_listed", "district", "visit_on", "position", "lesson_id"),
    )

    visit: str = Field(primary_key=True, max_length=64)
    lesson_id: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    month: str = Field(max_length=7)
    visit_on: str = Field(max_length=10)
    school_id: str = Field(max_length=64)
    zone: str = Field(max_length=64)
    account: str = Field(max_length=64)
    subject: str = Field(sa_type=Text)
    class_name: str = Field(sa_type=Text)
    class_year: str = Field(max_length=16)
    lesson_type: str = Field(max_length=16)
    rating: str | None = Field(max_length=16)
    attendances: int
