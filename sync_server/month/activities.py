"""The trainings and activities of a period, as a list."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.kinds.office.activity import ActivityRecorded, TrainingRecorded
from sync_server.data import months
from sync_server.data.engine import Database
from sync_server.data.months import MonthSpan
from sync_server.month.period import Period

TRAINING = "training"


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """One of them: its noun and code, and what sort it is of."""

    noun: str
    code: str
    sort: StrEnum
    held_on: str
    title: str
    zone: str | None
    sessions: int
    attendances: int


def month_activities(database: Database, district: str, period: Period) -> list[ListedActivity]:
    """What was held in the period, by day."""
    with database.looking_up() as connection:
        rows = months.activities(connection, MonthSpan(district, period.first, period.last))
    return [_listed(row) for row in rows]


def _listed(row: Any) -> ListedActivity:
    sort: StrEnum
    if row.kind == TRAINING:
        noun, sort = TRAINING, TrainingRecorded.model_validate_json(row.facts).mode
    else:
        noun, sort = "activity", ActivityRecorded.model_validate_json(row.facts).activity_type
    return ListedActivity(
        noun=noun,
        code=row.activity_id,
        sort=sort,
        held_on=row.held_on,
        title=row.title,
        zone=row.zone,
        sessions=row.sessions,
        attendances=row.attendances,
    )
