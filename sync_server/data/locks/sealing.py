"""Writing what seals a month: its version, its tables, and its visits as they stand."""

from sqlalchemy import Connection, Insert, insert, literal, select, update

from sync_server.data.counted.campaigns import CAMPAIGN, VISIT, field_work
from sync_server.data.driver.statements import deletion, executed
from sync_server.data.months import MonthSpan
from sync_server.data.tables import LockedActivityRow, LockedVisitRow, MonthLockRow
from sync_server.data.upsert import columns_of, table_named, upsert

_LOCK = table_named("month_lock")
_COLUMNS = ", ".join(columns_of(LockedVisitRow))
_FORGET = deletion("locked_visit", ("district", "month"))
# Both tables name the same columns, so that what counts now is kept as it is.
_KEEP = (
    f"INSERT INTO locked_visit ({_COLUMNS})"  # noqa: S608
    f" SELECT {_COLUMNS} FROM visit_measures WHERE district = ? AND month = ?"
)
_WORK = ", ".join(columns_of(LockedActivityRow))
_FORGET_WORK = deletion("locked_activity", ("district", "month"))
_KEEP_WORK = (
    f"INSERT INTO locked_activity ({_WORK})"  # noqa: S608
    f" SELECT {_WORK} FROM activity WHERE district = ? AND month = ? AND is_standing"
)
_LOCKED_CAMPAIGN = table_named("locked_campaign")
_FORGET_CAMPAIGNS = deletion("locked_campaign", ("district", "month"))


def keep_version(connection: Connection, row: MonthLockRow) -> None:
    """A version of a month, whose visits, activities and campaigns are kept as they stand now."""
    upsert(connection, [row])
    month = (row.district, row.month)
    executed(connection, _FORGET, [month])
    executed(connection, _KEEP, [month])
    executed(connection, _FORGET_WORK, [month])
    executed(connection, _KEEP_WORK, [month])
    executed(connection, _FORGET_CAMPAIGNS, [month])
    connection.execute(_campaigns_of(MonthSpan(row.district, row.month, row.month)))


def _campaigns_of(span: MonthSpan) -> Insert:
    """The statement that keeps the campaigns with field work in the month."""
    of = CAMPAIGN.c
    columns = (VISIT.c.district, literal(span.first), of.campaign_id, of.lead_zone, of.title)
    found = field_work(select(*columns), span).distinct()
    names = ("district", "month", "campaign_id", "zone", "title")
    return insert(_LOCKED_CAMPAIGN).from_select(names, found)


def keep_unlocking(
    connection: Connection, key: tuple[str, str, int], by: tuple[str, str, str]
) -> None:
    """That this version (district, month, version) was opened: when, by whom, why."""
    district, month, version = key
    at, account, reason = by
    those = (
        _LOCK.c.district == district,
        _LOCK.c.month == month,
        _LOCK.c.version == version,
    )
    told = {"unlocked_at": at, "unlocked_by": account, "reason": reason}
    connection.execute(update(_LOCK).where(*those).values(**told))
