"""The contents of the files that entries name, by their hashes."""

from sqlalchemy import Connection, bindparam, select

from sync_server.data.tables import KeptFileRow
from sync_server.data.upsert import table_named, upsert

FILE = table_named("kept_file")
_CONTENT = select(FILE.c.content).where(FILE.c.sha256 == bindparam("of"))


def keep_file(connection: Connection, sha256: str, content: bytes) -> None:
    """Keep the content under its hash; the same again changes nothing."""
    upsert(connection, [KeptFileRow(sha256=sha256, content=content)])


def file_content(connection: Connection, sha256: str) -> bytes | None:
    """The content of this hash; None where it is not here."""
    found: bytes | None = connection.execute(_CONTENT, {"of": sha256}).scalar_one_or_none()
    return found
