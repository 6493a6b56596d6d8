"""The districts that one account may see, side by side: what a city's office asks first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.clock import Clock, local_date, month_of
from sync_server.access.devices import Devices
from sync_server.access.viewer import Viewer
from sync_server.data.accounts import PersonFacts
from sync_server.data.engine import Database
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.overview import phones as phone_rows
from sync_server.data.overview.review import waiting
from sync_server.data.visits.listing import VisitFilter, VisitList
from sync_server.overview.behind import MonthDuty, duty_of_month
from sync_server.overview.findings_list import Due, Findings
from sync_server.overview.phones import Phones, phones_of
from sync_server.overview.units import Units, UnitsOfTerm
from sync_server.register.names import Names, names


@dataclass(frozen=True, slots=True)
class Problems:
    """How a district's findings are: open, past their day, and hazards nobody has seen yet."""

    open: int
    overdue: int
    unseen: int


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district as the account may see it; None for what its role there does not see.

    ``visits`` are those of the running month that are in the counts.
    """

    seat: PersonFacts
    visits: int | None
    duty: MonthDuty | None
    term: UnitsOfTerm | None
    waiting: int | None
    problems: Problems | None
    phones: Phones | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Puts them together, each by the role that the account has there."""

    database: Database
    clock: Clock
    devices: Devices
    findings: Findings
    units: Units

    def today(self) -> date:
        """The day that is told of."""
        return local_date(self.clock())

    def lines(self, seats: Iterable[PersonFacts]) -> list[DistrictLine]:
        """One for each seat of an account, by the district's code."""
        found = sorted(seats, key=lambda each: each.district)
        return [self._line(each, Viewer(each)) for each in found]

    def _line(self, seat: PersonFacts, viewer: Viewer) -> DistrictLine:
        known = names(self.database, seat.district)
        sees_tables, sees_all = viewer.may_see_months, viewer.may_see_all
        return DistrictLine(
            seat=seat,
            visits=self._visits(seat) if sees_tables else None,
            duty=self._duty(seat, known) if sees_tables else None,
            term=self.units.on(seat.district, self.today(), known) if sees_tables else None,
            waiting=self._waiting(seat) if sees_all else None,
            problems=self._problems(viewer) if sees_all else None,
            phones=self._phones(viewer) if sees_all else None,
        )

    def _duty(self, seat: PersonFacts, known: Names) -> MonthDuty:
        return duty_of_month(self.database, seat.district, self.today(), known)

    def _visits(self, seat: PersonFacts) -> int:
        """How many visits of this month are in the counts."""
        wanted = VisitFilter(seat.district, month=month_of(self.today()))
        with self.database.session() as session:
            found = VisitList.of(session, wanted).count_by_state()
        return sum(each.counted for each in found)

    def _waiting(self, seat: PersonFacts) -> int:
        with self.database.session() as session:
            return waiting(session.connection(), seat.district)

    def _problems(self, viewer: Viewer) -> Problems:
        district = viewer.district
        with self.database.session() as session:
            unseen = FindingList(session, FindingFilter(district, is_unseen=True)).count()
            open_ones = FindingList(session, FindingFilter(district, is_open=True)).count()
        overdue = self.findings.number(viewer, FindingFilter(district), Due.OVERDUE)
        return Problems(open_ones, overdue, unseen)

    def _phones(self, viewer: Viewer) -> Phones:
        with self.database.session() as session:
            held = phone_rows.photos_held(session.connection(), viewer.district)
        return phones_of(self.devices.listed(viewer), held, self.clock())
