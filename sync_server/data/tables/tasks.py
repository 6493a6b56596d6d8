"""Projected tables of tasks (交办任务)."""

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from sync_server.data.tables.base import FollowingRow


class TaskRow(FollowingRow, table=True):
    """Projected: one task. ``folded`` is JSON of Task, ``position`` that of its latest entry."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_listed", "district", "given_on"),)

    task_id: str = Field(primary_key=True, max_length=64)
    position: int = Field(sa_type=BigInteger)
    district: str = Field(max_length=64)
    title: str = Field(sa_type=Text)
    source: str = Field(max_length=16)
    given_on: str = Field(max_length=10)
    receive_by: str = Field(max_length=10)
    due_on: str = Field(max_length=10)
    folded: str = Field(sa_type=Text)


class TaskPersonRow(FollowingRow, table=True):
    """Projected: one person a task was given to, and how it stands with them.

    ``ended_on`` is the day since which nothing more is expected of them; None where something is.
    """

    __tablename__ = "task_person"
    __table_args__ = (Index("ix_task_person_account", "district", "account"),)

    task_id: str = Field(primary_key=True, max_length=64)
    account: str = Field(primary_key=True, max_length=64)
    place: int
    district: str = Field(max_length=64)
    state: str = Field(max_length=16)
    receive_by: str = Field(max_length=10)
    due_on: str = Field(max_length=10)
    ended_on: str | None = Field(max_length=10)
