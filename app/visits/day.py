"""One day of an inspector: the stops made, and those still planned, in their order (3-13).

The plan is a private note of this phone: kept per account and date, never an entry.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.store import Transaction, settings, visit_lists, visit_rows
from app.visits.messages import refusal
from app.visits.recorder import Recorder
from domain.clock import parse_instant
from domain.kinds.visit.builder import State
from domain.visit.visit import Visit
from domain.wire.workbook import WorkbookSchool

NAME = "stops"
MOST_STOPS = 20


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit of the day; ``arrived_at`` and ``left_at`` are instants, None where not marked."""

    visit_id: str
    school_id: str
    school_name: str
    state: State
    opened_at: str
    arrived_at: str | None
    left_at: str | None


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A school still to be visited that day; ``school`` is None when the workbook lost it."""

    school_id: str
    school: WorkbookSchool | None

    @property
    def name(self) -> str:
        """The school's name; its id where the name is not known any more."""
        return self.school.name if self.school else self.school_id


@dataclass(frozen=True, slots=True)
class DayView:
    """The stops of one day: made ones by time, planned ones as they were put in order."""

    on: date
    made: tuple[Stop, ...]
    planned: tuple[PlannedStop, ...]

    @property
    def next(self) -> PlannedStop | None:
        """Where to go now; None when nothing more is planned."""
        return self.planned[0] if self.planned else None


class Days:
    """Reads and plans the days of one account."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def day(self, today: date) -> DayView:
        """The stops of the day."""
        recorder = self._recorder
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_of_day(transaction, recorder.account, today.isoformat())
            visits = visit_rows.folded_visits(transaction, [row.visit for row in rows])
            planned = self._stops(transaction, today)
        made = [_stop(visits[row.visit], row.school_name) for row in rows]
        made = [each for each in made if each.state not in (State.CANCELLED, State.MERGED)]
        made.sort(key=lambda each: parse_instant(each.arrived_at or each.opened_at))
        return DayView(
            on=today,
            made=tuple(made),
            planned=tuple(PlannedStop(each, recorder.school(each)) for each in planned),
        )

    def stop_before(self, today: date) -> Visit | None:
        """The account's own newest visit of the day, whose people and type the next one takes."""
        recorder = self._recorder
        with recorder.store.database.read() as transaction:
            rows = visit_lists.visits_of_day(transaction, recorder.account, today.isoformat())
            visits = visit_rows.folded_visits(transaction, [row.visit for row in rows])
        mine = [each for each in visits.values() if each.owner == recorder.account]
        mine = [each for each in mine if each.state not in (State.CANCELLED, State.MERGED)]
        return max(mine, key=lambda each: parse_instant(each.opened.at), default=None)

    def add_stop(self, today: date, school_id: str) -> None:
        """Plan one more stop, behind the others; one that is planned already stays where it is.

        Conflict when the day is full.
        """

        def added(stops: list[str]) -> list[str]:
            if school_id in stops:
                return stops
            if len(stops) >= MOST_STOPS:
                raise refusal("day_full")
            return [*stops, school_id]

        self._change(today, added)

    def drop_stop(self, today: date, school_id: str) -> None:
        """Take a stop out of the plan."""
        self._change(today, lambda stops: [each for each in stops if each != school_id])

    def move_stop(self, today: date, school_id: str, by: int) -> None:
        """Put a stop so many places later (earlier when negative), as far as there are places."""

        def moved(stops: list[str]) -> list[str]:
            if school_id not in stops:
                return stops
            place = max(0, stops.index(school_id) + by)
            others = [each for each in stops if each != school_id]
            return [*others[:place], school_id, *others[place:]]

        self._change(today, moved)

    def _change(self, today: date, change: Callable[[list[str]], list[str]]) -> None:
        recorder = self._recorder
        with recorder.store.database.write() as transaction:
            before = self._stops(transaction, today)
            after = change(list(before))
            if after != before:
                # Only this day's: the plans of days gone by are of no use to anybody.
                text = json.dumps({today.isoformat(): after}, ensure_ascii=False)
                settings.put(transaction, settings.of_account(NAME, recorder.account), text)

    def _stops(self, transaction: Transaction, today: date) -> list[str]:
        """The planned school ids of the day; none where what was kept cannot be read."""
        kept = settings.get(transaction, settings.of_account(NAME, self._recorder.account))
        try:
            found = json.loads(kept or "{}")[today.isoformat()]
            return [each for each in found if isinstance(each, str)]
        except (ValueError, KeyError, TypeError):
            return []


def _stop(visit: Visit, school_name: str) -> Stop:
    return Stop(
        visit_id=visit.visit_id,
        school_id=visit.school_id,
        school_name=school_name,
        state=visit.state,
        opened_at=visit.opened.at,
        arrived_at=visit.check_in.stamp.at if visit.check_in else None,
        left_at=visit.check_out.stamp.at if visit.check_out else None,
    )
