"""Single findings and what was said of them since, for whoever says more."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.findings.course import Course, version_untouched
from sync_server.data.findings.standing import COURSE, FINDING
from sync_server.data.ledger import by_keys


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """A finding as it was raised, and its course; None where nobody has said anything since."""

    visit: str
    finding_id: str
    subject: str
    district: str
    school_id: str
    raised_on: str
    is_standing: bool
    course: Course | None

    @property
    def is_of_visit(self) -> bool:
        """Whether a visit raised it; what the office entered is its own beginning."""
        return self.visit != self.subject

    @property
    def version(self) -> str:
        """The version of the finding: whoever names it has seen all that was said of it."""
        return self.course.version if self.course else version_untouched(self.subject)


_FACTS = ("visit", "finding_id", "subject", "district", "school_id", "raised_on", "is_standing")


def raised_finding(connection: Connection, visit: str, finding_id: str) -> RaisedFinding | None:
    """One finding, of whatever district: whoever asks checks the scope."""
    return raised_findings(connection, [visit]).get((visit, finding_id))


def raised_findings(
    connection: Connection, visits: list[str]
) -> dict[tuple[str, str], RaisedFinding]:
    """All findings of these visits, by visit and id."""
    query = select(*(FINDING.c[name] for name in _FACTS), COURSE.c.folded)
    query = query.select_from(FINDING.outerjoin(COURSE, COURSE.c.finding == FINDING.c.subject))
    found = {}
    for row in by_keys(connection, query, FINDING.c.visit, visits):
        course = Course.model_validate_json(row.folded) if row.folded else None
        facts = {name: getattr(row, name) for name in _FACTS}
        found[row.visit, row.finding_id] = RaisedFinding(**facts, course=course)
    return found


def entered_at_schools(
    connection: Connection, district: str, schools: Iterable[str] | None
) -> set[str]:
    """The findings that no visit raised at these schools, or at any where ``schools`` is None."""
    query = select(FINDING.c.visit).where(
        FINDING.c.district == district, FINDING.c.visit == FINDING.c.subject
    )
    if schools is None:
        return {row.visit for row in connection.execute(query)}
    return {row.visit for row in by_keys(connection, query, FINDING.c.school_id, set(schools))}


def is_raised(connection: Connection, subject: str) -> bool:
    """Whether this is a finding that some visit has."""
    query = select(FINDING.c.visit).where(FINDING.c.subject == subject).limit(1)
    return connection.execute(query).first() is not None
