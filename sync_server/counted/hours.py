"""培训学时: each inspector's hours of a year, and how many of all were trained (0-11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock, local_date
from domain.kinds.author import Role
from domain.kinds.office.training import TrainingMode
from domain.kinds.register.district import DistrictSet
from domain.register.in_use import is_in_use
from domain.register.training_hours import (
    Coverage,
    HoursStanding,
    coverage,
    hours_asked,
    hours_standing,
)
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.overview.activities import PersonHours, hours_of, training_years
from sync_server.data.tables import PersonRow
from sync_server.register.names import names


@dataclass(frozen=True, slots=True)
class ListedHours:
    """An inspector of the register, the zone's name, and what the year's trainings add up to.

    ``asked`` is what the year asks of each.
    """

    person: PersonRow
    zone: str
    year: int
    sums: PersonHours
    asked: int

    @property
    def standing(self) -> HoursStanding:
        """How the hours stand."""
        return hours_standing(self.sums.hours, self.asked)

    @property
    def lacking(self) -> float:
        """How many hours there should be more."""
        return max(0.0, self.asked - self.sums.hours)

    @property
    def account(self) -> str:
        """Whose hours they are."""
        return self.person.account


@dataclass(frozen=True, slots=True)
class YearOfHours:
    """The inspectors in the office's order; ``years`` are those that had trainings.

    Who left before the year's end has a row where they had hours, and is not in the coverage.
    """

    year: int
    years: Sequence[int]
    asked: int
    rows: Sequence[ListedHours]
    coverage: Coverage

    @property
    def hours(self) -> float:
        """What the rows add up to."""
        return sum(each.sums.hours for each in self.rows)


@dataclass(frozen=True, slots=True)
class TrainingHours:
    """Reads the hours."""

    database: Database
    clock: Clock

    def of_year(self, viewer: Viewer, year: int | None) -> YearOfHours:
        """The year's hours, the running one's unless it says; NotAllowed for who sees no month."""
        viewer.require_months()
        today = local_date(self.clock())
        year = year or today.year
        with self.database.looking_up() as connection:
            found = hours_of(connection, viewer.district, year, TrainingMode.CENTRAL.value)
            years = training_years(connection, viewer.district)
        with self.database.session() as session:
            district = register.district(session, viewer.district)
        rules = DistrictSet.model_validate_json(district.rules).training_hours if district else ()
        asked, sums = hours_asked(rules, year), {each.account: each for each in found}
        known = names(self.database, viewer.district)
        until = min(today.isoformat(), f"{year}-12-31")
        rows, held = [], []
        for person in known.people.values():
            own = sums.get(person.account)
            is_here = is_inspector(person) and is_in_use(person, until)
            if is_here:
                held.append(own.hours if own else 0.0)
            if is_here or own:
                zone = known.zone(person.zone) if person.zone else ""
                mine = own or PersonHours(person.account, 0, 0.0, 0.0)
                rows.append(ListedHours(person, zone, year, mine, asked))
        all_years = sorted({*years, today.year, year}, reverse=True)
        return YearOfHours(year, all_years, asked, rows, coverage(held, asked))


def is_inspector(person: PersonRow) -> bool:
    """Whether the register has the person as 督学: by the role, or as full-time or part-time."""
    return person.role == Role.INSPECTOR or person.post is not None
