"""The district's trainings, and its counted activities, as lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from domain.kinds.office.activity import ActivityRecorded
from domain.kinds.office.training import TrainingRecorded
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.overview.activities import (
    ActivityFilter,
    ActivityList,
    ActivitySums,
    MonthSums,
    key_of,
    months,
)
from sync_server.data.paging import Key, Place
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class ListedTraining:
    """A training, and the name of its zone, empty without one."""

    code: str
    body: TrainingRecorded
    zone: str

    @property
    def hours(self) -> float:
        """学时: those of all its inspectors together."""
        return self.body.hours * len(self.body.inspectors)


@dataclass(frozen=True, slots=True)
class ListedActivity:
    """An activity, the name of its zone, and those of the units where it was held."""

    code: str
    body: ActivityRecorded
    zone: str
    schools: Sequence[str]


R = TypeVar("R", ListedTraining, ListedActivity)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """What somebody asks for; what is read is read anew each time.

    ``months`` are those in which the district has any. ``sums`` are of what is asked for, and
    ``by_month`` the same of each month.
    """

    database: Database
    wanted: ActivityFilter
    names: Names
    months: Sequence[str]
    sums: ActivitySums
    by_month: Sequence[MonthSums]
    listed: Callable[[Any, Names], R] = field(repr=False)

    def read(self, place: Place, limit: int) -> list[R]:
        """At most so many at the place, the latest day first."""
        with self.database.looking_up() as connection:
            rows = ActivityList(connection, self.wanted).read(place, limit)
        return [self.listed(row, self.names) for row in rows]

    def key(self, row: R) -> Key:
        """Where one of them stands in the list."""
        return key_of(row.body.held_on, row.code)


def found_trainings(
    database: Database, viewer: Viewer, wanted: ActivityFilter
) -> Found[ListedTraining]:
    """Those that are wanted of the viewer's district; NotAllowed for whoever sees no month."""
    return _found(database, viewer, wanted, _training)


def found_activities(
    database: Database, viewer: Viewer, wanted: ActivityFilter
) -> Found[ListedActivity]:
    """Those that are wanted of the viewer's district; NotAllowed for whoever sees no month."""
    return _found(database, viewer, wanted, _activity)


def _found(
    database: Database, viewer: Viewer, wanted: ActivityFilter, listed: Callable[[Any, Names], R]
) -> Found[R]:
    viewer.require_months()
    with database.looking_up() as connection:
        rows = ActivityList(connection, wanted)
        sums, by_month = rows.sums(), rows.by_month()
        held = months(connection, viewer.district, is_training=wanted.is_training)
    known = names(database, viewer.district)
    return Found(database, wanted, known, held, sums, by_month, listed)


def _training(row: Any, known: Names) -> ListedTraining:
    body = TrainingRecorded.model_validate_json(row.facts)
    return ListedTraining(row.activity_id, body, known.zone(row.zone) if row.zone else "")


def _activity(row: Any, known: Names) -> ListedActivity:
    body = ActivityRecorded.model_validate_json(row.facts)
    schools = [known.school(each) for each in body.schools]
    return ListedActivity(row.activity_id, body, known.zone(row.zone) if row.zone else "", schools)
