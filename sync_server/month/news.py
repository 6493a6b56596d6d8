"""信息报送 over a month or a year: what each unit owes, what it sent, and who is behind."""

from dataclasses import dataclass
from datetime import date

from domain.clock import month_of
from domain.news.quota import Reported, UnitStanding, standing
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.news import listing as rows
from sync_server.month.period import Period, read_period

NOBODY = rows.UnitCount(0, 0)


@dataclass(frozen=True, slots=True)
class ReportedUnit:
    """How a unit stands, and how many of its pieces somebody took on."""

    standing: UnitStanding
    adopted: int

    @property
    def is_behind(self) -> bool:
        """Whether it has not sent what was due by now."""
        return self.standing.state is Reported.LACKING


def reported(database: Database, viewer: Viewer, period: Period, today: date) -> list[ReportedUnit]:
    """Every unit that owed or sent anything in the period, those over all units first.

    NotAllowed for whoever sees no month.
    """
    viewer.require_months()
    with database.looking_up() as connection:
        units = rows.units(connection, viewer.district)
        counts = rows.counts(connection, viewer.district, period.first, period.last)
    sent = {unit: each.sent for unit, each in counts.items()}
    adopted = sum(each.adopted for each in counts.values())
    found = []
    for unit in units:
        stands = standing(unit, period.months, sent, month_of(today))
        if stands.owed is None and not stands.done:
            continue
        own = adopted if unit.counts_all else counts.get(unit.unit_id, NOBODY).adopted
        found.append(ReportedUnit(stands, own))
    return sorted(found, key=lambda each: not each.standing.unit.counts_all)


def behind_in(database: Database, viewer: Viewer, month: str, today: date) -> list[ReportedUnit]:
    """The units that did not send in the month what they owed; none while it runs."""
    found = reported(database, viewer, read_period(month), today)
    return [each for each in found if each.is_behind]
