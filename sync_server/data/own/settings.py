"""Small facts of this server's own, by name; they are no part of the ledger."""

from sqlalchemy import Connection, bindparam, delete, select

from sync_server.data.tables import SettingRow
from sync_server.data.upsert import table_named, upsert

SETTING = table_named("setting")
# Built once: putting the statement together takes longer than running it.
_VALUE = select(SETTING.c.value).where(SETTING.c.name == bindparam("name"))


def setting(connection: Connection, name: str) -> str | None:
    """The value kept under the name; None where there is none."""
    return connection.execute(_VALUE, {"name": name}).scalar_one_or_none()


def keep_setting(connection: Connection, name: str, value: str) -> None:
    """Keep the value under the name."""
    upsert(connection, [SettingRow(name=name, value=value)])


def drop_setting(connection: Connection, name: str) -> None:
    """Forget what is kept under the name."""
    connection.execute(delete(SETTING).where(SETTING.c.name == name))
