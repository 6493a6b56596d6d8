"""Reading the months under seal: their versions, tables, and visits then and now."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from domain.month.activity_changes import CAMPAIGN, TRAINING, CountedWork, WorkStanding
from domain.month.changes import CountedAt, Place
from domain.visit.tally import Measure
from sync_server.data.ledger import ENTRY, by_keys
from sync_server.data.months import MonthSpan
from sync_server.data.subjects import subject_called
from sync_server.data.upsert import table_named

_LOCK = table_named("month_lock")
_SHEET = table_named("month_sheet")
_LOCKED = table_named("locked_visit")
_LOCKED_CAMPAIGN = table_named("locked_campaign")
_LOCKED_WORK = table_named("locked_activity")
_ACTIVITY = table_named("activity")
_COUNT = table_named("visit_measures")
_VISIT = table_named("visit")


def versions_of(connection: Connection, district: str, month: str) -> list[Row[Any]]:
    """Every version of the month that was sealed, the newest first."""
    query = select(_LOCK).where(_LOCK.c.district == district, _LOCK.c.month == month)
    return list(connection.execute(query.order_by(_LOCK.c.version.desc())))


def version_of(connection: Connection, district: str, month: str, version: int) -> Row[Any] | None:
    """One version; None where there is none."""
    query = select(_LOCK).where(
        _LOCK.c.district == district, _LOCK.c.month == month, _LOCK.c.version == version
    )
    return connection.execute(query).one_or_none()


def newest_versions(connection: Connection, span: MonthSpan) -> list[Row[Any]]:
    """The newest version of each sealed month of these, in their order."""
    query = select(_LOCK).where(*span.where(_LOCK))
    rows = connection.execute(query.order_by(_LOCK.c.month, _LOCK.c.version))
    return list({row.month: row for row in rows}.values())


def sheets_of(connection: Connection, district: str, month: str, version: int) -> list[Row[Any]]:
    """The parts of a version's tables, those of one table in their order."""
    query = select(_SHEET).where(
        _SHEET.c.district == district, _SHEET.c.month == month, _SHEET.c.version == version
    )
    return list(connection.execute(query.order_by(_SHEET.c.grouping, _SHEET.c.part)))


def locked_visits(connection: Connection, district: str, month: str) -> list[CountedAt]:
    """What counted in the month when its newest version was sealed."""
    return _counted(connection, _LOCKED, district, month)


def counted_visits(connection: Connection, district: str, month: str) -> list[CountedAt]:
    """What counts in the month now."""
    return _counted(connection, _COUNT, district, month)


def months_locked_in(connection: Connection, visits: Iterable[str]) -> list[tuple[str, str]]:
    """The visits, each with a sealed month that it counts in."""
    query = select(_LOCKED.c.visit, _LOCKED.c.month).distinct()
    found = by_keys(connection, query, _LOCKED.c.visit, visits)
    return [(row.visit, row.month) for row in found]


def locked_work(connection: Connection, district: str, month: str) -> list[CountedWork]:
    """The trainings and activities that counted when the month's newest version was sealed."""
    return _work(connection, _LOCKED_WORK, _LOCKED_WORK.c.district == district, month)


def counted_work(connection: Connection, district: str, month: str) -> list[CountedWork]:
    """Those that count in the month now."""
    is_there = (_ACTIVITY.c.district == district) & _ACTIVITY.c.is_standing.is_(True)
    return _work(connection, _ACTIVITY, is_there, month)


def locked_campaigns(connection: Connection, district: str, month: str) -> list[CountedWork]:
    """The campaigns that had field work when the month's newest version was sealed."""
    at = _LOCKED_CAMPAIGN.c
    query = select(at.campaign_id, at.zone, at.title)
    rows = connection.execute(query.where(at.district == district, at.month == month))
    return [CountedWork(code, CAMPAIGN, zone, title, 1, 0) for code, zone, title in rows]


def visits_of_campaign(connection: Connection, span: MonthSpan, campaign_id: str) -> list[str]:
    """The campaign's visits that are of the month now or counted in it when it was sealed."""
    of_campaign = (_VISIT.c.district == span.district) & (_VISIT.c.campaign_id == campaign_id)
    then = select(_LOCKED.c.visit).where(*span.where(_LOCKED))
    is_of_month = _VISIT.c.month.between(span.first, span.last) | _VISIT.c.visit.in_(then)
    query = select(_VISIT.c.visit).where(of_campaign, is_of_month)
    return list(connection.execute(query.order_by(_VISIT.c.visit)).scalars())


def standing_of_work(
    connection: Connection, district: str, month: str
) -> Callable[[CountedWork], WorkStanding | None]:
    """Tells how a training or activity stands now, which may have counted in another month."""

    def standing(work: CountedWork) -> WorkStanding | None:
        at, code = _ACTIVITY.c, work.code
        query = select(at.kind, at.month, at.is_standing)
        row = connection.execute(
            query.where(at.district == district, at.activity_id == code)
        ).one_or_none()
        if row is None:
            return None
        noun = TRAINING if row.kind == TRAINING else "activity"
        thing = subject_called(connection, district, noun, code)
        first = positions_of(connection, [thing.subject]) if thing else {}
        were = select(_LOCKED_WORK.c.month).where(
            _LOCKED_WORK.c.district == district,
            _LOCKED_WORK.c.activity_id == code,
            _LOCKED_WORK.c.month != month,
        )
        came_from = connection.execute(were).scalars().first() or ""
        recorded_at = next(iter(first.values()), None)
        return WorkStanding(row.month, bool(row.is_standing), recorded_at, came_from)

    return standing


def visits_now(connection: Connection, visits: Iterable[str]) -> list[Row[Any]]:
    """The rows of these visits."""
    return list(by_keys(connection, select(_VISIT), _VISIT.c.visit, visits))


def positions_of(connection: Connection, entries: Iterable[str]) -> dict[str, int]:
    """Where the log has these entries."""
    query = select(ENTRY.c.id, ENTRY.c.position)
    rows = by_keys(connection, query, ENTRY.c.id, map(bytes.fromhex, entries))
    return {bytes(row.id).hex(): row.position for row in rows}


def waiting_in(connection: Connection, span: MonthSpan) -> dict[str, int]:
    """How many visits of these months there are in each state."""
    query = select(_VISIT.c.state, func.count()).where(*span.where(_VISIT))
    return {row[0]: row[1] for row in connection.execute(query.group_by(_VISIT.c.state))}


def _work(connection: Connection, table: Any, is_there: Any, month: str) -> list[CountedWork]:
    at = table.c
    query = select(at.activity_id, at.kind, at.zone, at.title, at.sessions, at.attendances)
    rows = connection.execute(query.where(is_there, at.month == month))
    return [CountedWork(*row) for row in rows]


def _counted(connection: Connection, table: Any, district: str, month: str) -> list[CountedAt]:
    measures = [table.c[each.value] for each in Measure]
    query = select(table.c.visit, table.c.school_id, table.c.zone, table.c.account, *measures)
    rows = connection.execute(query.where(table.c.district == district, table.c.month == month))
    return [
        CountedAt(row[0], Place(row[1], row[2], row[3]), dict(zip(Measure, row[4:], strict=True)))
        for row in rows
    ]
