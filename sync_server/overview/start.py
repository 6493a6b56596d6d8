"""What needs a person today, for the office and for whoever counts (issue 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from domain.clock import Clock, local_date, month_of
from domain.findings.state import FindingState
from domain.month.month import Grouping
from domain.tasks.rules import TaskWaits, waits_of
from domain.visit.tally import Measure
from sync_server.access.devices import Devices, ListedDevice
from sync_server.access.viewer import Viewer
from sync_server.data.campaigns.waits import CampaignWaits, campaign_waits
from sync_server.data.engine import Database
from sync_server.data.findings.listing import FindingFilter, FindingList
from sync_server.data.overview import phones as phone_rows
from sync_server.data.overview.review import waiting
from sync_server.data.paging import Place
from sync_server.data.papers.papers import pending, waiting_units
from sync_server.data.tables import FindingRow
from sync_server.data.tasks.rows import open_of
from sync_server.findings.watch import late_until, seen_late
from sync_server.month.news import ReportedUnit, behind_in
from sync_server.month.period import months_before, read_period
from sync_server.month.table import Months
from sync_server.overview.behind import MonthDuty, duty_of_month
from sync_server.overview.findings_list import OWN_DELAY, Due, Findings
from sync_server.overview.phones import Phones, phones_of
from sync_server.overview.system import System, SystemNotice
from sync_server.overview.units import Units, UnitsOfTerm
from sync_server.policies.receipts import UnreadPaper, unread
from sync_server.register.names import Names, names
from sync_server.review.queue import Asked, ReviewQueue, Standing

MOST_HAZARDS = 5


class OpenFindings(NamedTuple):
    """How many findings are past their day, due soon, can be closed, wait too long for a look, and
    how many units ask for more time; how many units wait for a paper, and how many papers to be
    signed."""

    overdue: int
    soon: int
    ready: int
    delayed: int
    asked: int
    units: int
    pending: int


@dataclass(frozen=True, slots=True)
class OfficeStart:
    """What the office sees first; ``hazards`` are the newest few of ``unseen``.

    ``late`` are the positions of those of them that nobody has seen in time, ``seen_late`` is how
    many there are of all.
    """

    today: date
    names: Names
    unseen: int
    seen_late: int
    hazards: Sequence[FindingRow]
    late: frozenset[int]
    queue: Standing
    findings: OpenFindings
    tasks: TaskWaits
    campaigns: CampaignWaits
    duty: MonthDuty
    term: UnitsOfTerm
    phones: Phones
    system: Sequence[SystemNotice]
    unread: Sequence[UnreadPaper]


@dataclass(frozen=True, slots=True)
class ClerkStart:
    """What a clerk sees first: the running month so far, and what the last one came to.

    ``news_behind`` are the units that sent less news in the last month than they owed.
    """

    today: date
    month: str
    visits: int
    schools: int
    last_month: str
    waiting: int
    trainings: int
    tasks: TaskWaits
    campaigns: CampaignWaits
    duty: MonthDuty
    term: UnitsOfTerm
    news_behind: Sequence[ReportedUnit]


@dataclass(frozen=True, slots=True)
class StartPages:
    """Puts it together within the viewer's district."""

    database: Database
    clock: Clock
    devices: Devices
    months: Months
    queue: ReviewQueue
    findings: Findings
    units: Units
    system: System

    def office(self, viewer: Viewer) -> OfficeStart:
        """The office's; NotAllowed for whoever reviews no visits."""
        viewer.require_review()
        today, district = local_date(self.clock()), viewer.district
        known = names(self.database, district)
        with self.database.session() as session:
            unseen = FindingList(session, FindingFilter(district, is_unseen=True))
            hazards = unseen.rows(unseen.read(Place(), MOST_HAZARDS))
            number = unseen.count()
            late = seen_late(session, district, hazards, self.clock())
            until = late_until(session, district, self.clock())
            waiting_late = FindingFilter(district, is_unseen=True, unseen_until=until)
            number_late = FindingList(session, waiting_late).count() if number else 0
            units = len(waiting_units(session, district))
            unsigned = pending(session, district)
        devices = self.devices.listed(viewer)
        phones = self.phones(viewer, devices)
        in_use = [each.app_version for each in devices if each.revoked_at is None]
        return OfficeStart(
            today=today,
            names=known,
            unseen=number,
            seen_late=number_late,
            hazards=hazards,
            late=frozenset(late),
            queue=self.queue.standing(viewer, Asked()),
            findings=self._findings(viewer, units, unsigned),
            tasks=self._tasks(district, today),
            campaigns=self._campaigns(district, today),
            duty=duty_of_month(self.database, district, today, known),
            term=self.units.on(district, today, known),
            phones=phones,
            system=self.system.notices(in_use),
            unread=unread(self.database, viewer, today),
        )

    def _tasks(self, district: str, today: date) -> TaskWaits:
        with self.database.session() as session:
            return waits_of(open_of(session, district), today.isoformat())

    def _campaigns(self, district: str, today: date) -> CampaignWaits:
        with self.database.session() as session:
            return campaign_waits(session, district, today.isoformat())

    def _findings(self, viewer: Viewer, units: int, unsigned: int) -> OpenFindings:
        def number(due: Due | None = None, **asked: Any) -> int:
            return self.findings.number(viewer, FindingFilter(viewer.district, **asked), due)

        return OpenFindings(
            overdue=number(Due.OVERDUE),
            soon=number(Due.SOON),
            ready=number(is_ready=True, state=FindingState.CHECKED),
            delayed=number(replied_by=OWN_DELAY, state=FindingState.REPLIED),
            asked=number(asks_extension=True, is_open=True),
            units=units,
            pending=unsigned,
        )

    def phones(self, viewer: Viewer, devices: Sequence[ListedDevice]) -> Phones:
        """Those of the district's phones that somebody should ask after."""
        with self.database.session() as session:
            held = phone_rows.photos_held(session.connection(), viewer.district)
        return phones_of(devices, held, self.clock())

    def clerk(self, viewer: Viewer) -> ClerkStart:
        """The clerk's; NotAllowed for whoever sees no month."""
        viewer.require_months()
        today, district = local_date(self.clock()), viewer.district
        month = month_of(today)
        known = names(self.database, district)
        total = self.months.view(read_period(month), district, Grouping.ZONE).table.total
        with self.database.session() as session:
            handed_in = waiting(session.connection(), district)
        return ClerkStart(
            today=today,
            month=month,
            last_month=months_before(month, 1),
            visits=total.sums[Measure.VISITS],
            schools=len(total.schools),
            waiting=handed_in,
            trainings=total.trainings,
            tasks=self._tasks(district, today),
            campaigns=self._campaigns(district, today),
            duty=duty_of_month(self.database, district, today, known),
            term=self.units.on(district, today, known),
            news_behind=behind_in(self.database, viewer, months_before(month, 1), today),
        )
