"""The last piece of work on the backups, kept so that a restart does not hide it."""

from sqlalchemy import Connection

from sync_server.data.own.settings import keep_setting, setting

_NAME = "backup_job"


def kept_job(connection: Connection) -> str | None:
    """What is kept of it; None before the first."""
    return setting(connection, _NAME)


def keep_job(connection: Connection, job: str) -> None:
    """Keep this in place of the one before."""
    keep_setting(connection, _NAME, job)
