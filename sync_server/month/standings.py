"""How visits and campaigns stand that a sealed month counts otherwise now."""

from collections.abc import Iterable

from domain.clock import local_date, month_of, parse_instant
from domain.kinds.visit.builder import State
from domain.month.activity_changes import (
    CountedWork,
    WorkChange,
    WorkStanding,
    campaign_of,
    campaign_standing,
    work_changes,
)
from domain.month.changes import Standing
from domain.visit.visit import Visit
from sync_server.data.counted.campaigns import campaign_months, is_binding
from sync_server.data.engine import Transaction
from sync_server.data.locks import rows
from sync_server.data.months import MonthSpan


def campaign_changes(transaction: Transaction, span: MonthSpan, position: int) -> list[WorkChange]:
    """What came of campaigns to a month that was sealed at this position of the log."""
    connection, month = transaction.tables, span.first

    def standing(work: CountedWork) -> WorkStanding:
        visits = rows.visits_of_campaign(connection, span, work.code)
        found = standings(transaction, month, visits).values()
        is_there = is_binding(connection, span.district, work.code)
        return campaign_standing(month, found if is_there else (), position)

    now = [campaign_of(each) for each in campaign_months(connection, span)]
    locked = rows.locked_campaigns(connection, span.district, month)
    return work_changes(month, locked, now, standing, position)


def standings(transaction: Transaction, month: str, visits: Iterable[str]) -> dict[str, Standing]:
    """How these visits stand, for telling why each counts now or does not."""
    connection = transaction.tables
    here = rows.visits_now(connection, visits)
    folded = {row.visit: Visit.model_validate_json(row.folded) for row in here}
    first = {visit: each.submissions[0].entry for visit, each in folded.items() if each.submissions}
    positions = rows.positions_of(connection, first.values())
    were = {
        visit: other for visit, other in rows.months_locked_in(connection, folded) if other != month
    }
    return {
        row.visit: Standing(
            state=State(row.state),
            month=row.month,
            is_counted=row.is_counted,
            submitted_at=positions.get(first.get(row.visit, "")),
            merged_into=row.merged_into or "",
            came_from=were.get(row.visit) or _redated_from(folded[row.visit], month),
        )
        for row in here
    }


def _redated_from(visit: Visit, month: str) -> str:
    """The month a visit was of before its date was set right; empty where it is the same."""
    if visit.redating is None:
        return ""
    start = visit.check_in.stamp if visit.check_in else visit.opened
    before = month_of(local_date(parse_instant(start.at)))
    return "" if before == month else before
