"""Which subjects there are: by their id, and by what the office calls them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync_server.data.ledger import by_keys
from sync_server.data.tables import SubjectRow
from sync_server.data.upsert import table_named

SUBJECT = table_named("subject")


def subjects(connection: Connection, ids: Iterable[str]) -> dict[str, SubjectRow]:
    """The rows of those of the subjects that are known."""
    rows = by_keys(connection, select(SUBJECT), SUBJECT.c.subject, ids)
    return {row.subject: SubjectRow(**row._mapping) for row in rows}


def versions_called(connection: Connection, district: str) -> dict[tuple[str, str], str]:
    """The versions of everything that the district calls by a code, by noun and code."""
    query = select(SUBJECT.c.noun, SUBJECT.c.code, SUBJECT.c.version).where(
        SUBJECT.c.district == district, SUBJECT.c.code.is_not(None)
    )
    return {(row.noun, row.code): row.version for row in connection.execute(query)}


def subject_called(
    connection: Connection, district: str, noun: str, code: str
) -> SubjectRow | None:
    """The row of the subject that the district calls by this code; None without one."""
    query = select(SUBJECT).where(
        SUBJECT.c.district == district, SUBJECT.c.noun == noun, SUBJECT.c.code == code
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else SubjectRow(**row._mapping)
