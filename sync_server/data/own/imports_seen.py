"""Up to where of the log somebody has seen what an import file would change.

Kept from the dry run (or the beginning) of an import until all of it has been carried out, so
that one that was cut off goes on with what was seen then.
"""

from sqlalchemy import Connection

from domain.trail.line import sha256_hex
from sync_server.data.own.settings import drop_setting, keep_setting, setting


def seen_up_to(connection: Connection, district: str, file: str) -> int | None:
    """How long the log was when the file (its SHA-256) was looked at; None where it was not."""
    value = setting(connection, _name(district, file))
    return None if value is None else int(value)


def keep_seen(connection: Connection, district: str, file: str, read_at: int) -> None:
    """What the file would change has been seen, with the log so long."""
    keep_setting(connection, _name(district, file), str(read_at))


def forget_seen(connection: Connection, district: str, file: str) -> None:
    """The file has been carried out: the next time it has to be looked at anew."""
    drop_setting(connection, _name(district, file))


def _name(district: str, file: str) -> str:
    return f"import-{sha256_hex(f'{district}/{file}'.encode())[:40]}"
