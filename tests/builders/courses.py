"""Findings as an office goes on with them."""

from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.data.engine import Database
from sync_server.data.findings.course import raised_finding
from sync_server.office.findings import SeenCourse
from tests.builders.office import Inspection


def seen_course(database: Database, visit: str, finding_id: str) -> SeenCourse:
    """The finding in the version in which it now stands."""
    with database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, finding_id)
    assert found is not None
    return SeenCourse(visit, finding_id, found.version)


def finding_address(database: Database, visit: str, finding_id: str) -> str:
    """Where the finding's page is."""
    with database.reading() as transaction:
        found = raised_finding(transaction.tables, visit, finding_id)
    assert found is not None
    return f"/findings/{found.subject}"


def look_at(
    inspection: Inspection,
    *findings: tuple[str, str],
    school_id: str = "school-1",
    conclusion: Conclusion = Conclusion.RECTIFIED,
    text: str = "现场看过",
    due_on: str | None = None,
) -> str:
    """A later visit to the unit that looks again at these findings (visit, id); its id."""
    again = inspection.open_visit(school_id)
    for visit, finding_id in findings:
        body = FollowUpRecorded(
            finding_id=finding_id, finding_visit=visit, conclusion=conclusion, due_on=due_on
        )
        inspection.write(body, FollowUpPrivate(text=text))
    inspection.submit(has_no_problem=True)
    inspection.push()
    return again
