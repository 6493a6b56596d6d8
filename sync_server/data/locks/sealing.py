"""Writing what seals a month: its version, its tables, and its visits as they stand."""

from sqlalchemy import Connection, update

from sync_server.data.driver.statements import deletion, executed
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


def keep_version(connection: Connection, row: MonthLockRow) -> None:
    """A version of a month, whose visits and activities are kept as the tables have them now."""
    upsert(connection, [row])
    month = (row.district, row.month)
    executed(connection, _FORGET, [month])
    executed(connection, _KEEP, [month])
    executed(connection, _FORGET_WORK, [month])
    executed(connection, _KEEP_WORK, [month])


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
