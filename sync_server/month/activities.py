"""The district's trainings and counted activities, as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.kinds.office.activity import ActivityRecorded, TrainingRecorded
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.overview.activities import (
    ActivityFilter,
    ActivityList,
    ActivitySums,
    key_of,
    months,
)
from sync_server.data.paging import Key, Place
from sync_server.register.names import Names, names

TRAINING = "training"


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """One of them: its noun and code, what sort it is of, and its zone, empty without one.

    ``hours`` are those of a training.
    """

    noun: str
    code: str
    sort: StrEnum
    held_on: str
    title: str
    zone: str
    sessions: int
    attendances: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class FoundActivities:
    """The activities that somebody asks for; what is read is read anew each time.

    ``months`` are those in which the district has any, and ``sums`` of what is asked for.
    """

    database: Database
    wanted: ActivityFilter
    names: Names
    months: Sequence[str]
    sums: ActivitySums

    def read(self, place: Place, limit: int) -> list[ListedActivity]:
        """At most so many at the place, the latest day first."""
        with self.database.looking_up() as connection:
            rows = ActivityList(connection, self.wanted).read(place, limit)
        return [_listed(row, self.names) for row in rows]

    def key(self, activity: ListedActivity) -> Key:
        """Where one of them stands in the list."""
        return key_of(activity.held_on, activity.code)


def found_activities(database: Database, viewer: Viewer, wanted: ActivityFilter) -> FoundActivities:
    """Those that are wanted of the viewer's district; NotAllowed for whoever sees no month."""
    viewer.require_months()
    with database.looking_up() as connection:
        sums = ActivityList(connection, wanted).sums()
        held = months(connection, viewer.district)
    return FoundActivities(database, wanted, names(database, viewer.district), held, sums)


def _listed(row: Any, known: Names) -> ListedActivity:
    sort: StrEnum
    hours = None
    if row.kind == TRAINING:
        training = TrainingRecorded.model_validate_json(row.facts)
        noun, sort, hours = TRAINING, training.mode, training.hours
    else:
        noun, sort = "activity", ActivityRecorded.model_validate_json(row.facts).activity_type
    return ListedActivity(
        noun=noun,
        code=row.activity_id,
        sort=sort,
        held_on=row.held_on,
        title=row.title,
        zone=known.zone(row.zone) if row.zone else "",
        sessions=row.sessions,
        attendances=row.attendances,
        hours=hours,
    )
