"""Which subjects there are: by their id, and by what the office calls them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sync_server.data.driver.statements import fetched_by_keys
from sync_server.data.ledger import by_keys
from sync_server.data.tables import SubjectRow
from sync_server.data.upsert import table_named

SUBJECT = table_named("subject")
_NOUNS = "SELECT subject, noun FROM subject WHERE subject IN (?)"


def subjects(connection: Connection, ids: Iterable[str]) -> dict[str, SubjectRow]:
    """The rows of those of the subjects that are known."""
    rows = by_keys(connection, select(SUBJECT), SUBJECT.c.subject, ids)
    return {row.subject: SubjectRow(**row._mapping) for row in rows}


def nouns_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What those of the subjects are that are known."""
    return dict(fetched_by_keys(connection, _NOUNS, ids))


@dataclass(frozen=True, slots=True)
class Called:
    """Something that a district calls by a code: its version, and where its newest entry stands."""

    version: str
    position: int


def all_called(connection: Connection, district: str) -> dict[tuple[str, str], Called]:
    """Everything that the district calls by a code, by noun and code."""
    columns = (SUBJECT.c.noun, SUBJECT.c.code, SUBJECT.c.version, SUBJECT.c.position)
    query = select(*columns).where(SUBJECT.c.district == district, SUBJECT.c.code.is_not(None))
    found = connection.execute(query)
    return {(row.noun, row.code): Called(row.version, row.position) for row in found}


def versions_called(connection: Connection, district: str) -> dict[tuple[str, str], str]:
    """The versions of everything that the district calls by a code, by noun and code."""
    return {called: each.version for called, each in all_called(connection, district).items()}


def subject_called(
    connection: Connection, district: str, noun: str, code: str
) -> SubjectRow | None:
    """The row of the subject that the district calls by this code; None without one."""
    query = select(SUBJECT).where(
        SUBJECT.c.district == district, SUBJECT.c.noun == noun, SUBJECT.c.code == code
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else SubjectRow(**row._mapping)
