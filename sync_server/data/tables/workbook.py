"""Projected tables of workbooks: what a part was last changed by, and how own visits are told."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow, VisitPartRow


class WorkbookMarkRow(FollowingRow, table=True):
    """Projected: the position of the last entry that concerns one part of workbooks.

    ``whom`` tells whose: an account, a school, a campaign (`domain/visit/concern.py`), or ``*``
    for everybody of the district. ``prints`` is the sum of the prints of the account's visits in
    ``workbook_visit``: it changes with what another visit or the register makes of them.
    """

    __tablename__ = "workbook_mark"

    district: str = Field(primary_key=True, max_length=64)
    whom: str = Field(primary_key=True, max_length=64)
    part: str = Field(primary_key=True, max_length=16)
    position: int = Field(sa_type=BigInteger)
    prints: int = Field(sa_type=BigInteger)


class WorkbookVisitRow(VisitPartRow, table=True):
    """Projected: a visit as its leader's workbook tells it, in JSON, and a print of that.

    What changes without the visit is left out: names, and which photos are complete.
    """

    __tablename__ = "workbook_visit"
    __table_args__ = (Index("ix_workbook_visit", "account", "visit_on"),)

    visit: str = Field(primary_key=True, max_length=64)
    district: str = Field(max_length=64)
    account: str = Field(max_length=64)
    visit_on: str = Field(max_length=10)
    print: int = Field(sa_type=BigInteger)
    told: str = Field(sa_type=Text)
