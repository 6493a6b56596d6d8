"""Findings as an office goes on with them."""

from sync_server.data.engine import Database
from sync_server.data.findings.course import raised_finding
from sync_server.office.findings import SeenCourse


def seen_course(database: Database, visit: str, finding_id: str) -> SeenCourse:
    """The finding in the version in which it now stands."""
    with database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, finding_id)
    assert found is not None
    return SeenCourse(visit, finding_id, found.version)
