"""What campaigns found, finding by finding, with what was said of each since."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from domain.findings.course import Course
from sync_server.data.campaigns.found import FINDING, found_of
from sync_server.data.upsert import table_named

COURSE = table_named("finding_course")


class CampaignFinding(NamedTuple):
    """A finding of a campaign's visit that stands, as far as a report tells it.

    ``course`` is None where nobody has said anything since.
    """

    visit: str
    finding_id: str
    subject: str
    school_id: str
    category: str
    severity: str
    is_hazard: bool
    is_open: bool
    state: str
    text: str
    suggestion: str
    course: Course | None


_COLUMNS = CampaignFinding._fields[:-1]


def findings_of(connection: Connection, district: str, campaign: str) -> list[CampaignFinding]:
    """Those of the campaign, which is named by its subject, in the order in which they came."""
    by = found_of(district, campaign)
    query = (
        select(*(FINDING.c[name] for name in _COLUMNS), COURSE.c.folded)
        .join_from(by, FINDING, FINDING.c.visit == by.c.found_by)
        .outerjoin(COURSE, COURSE.c.finding == FINDING.c.subject)
        .where(FINDING.c.is_standing.is_(True))
        .order_by(FINDING.c.raised_on, FINDING.c.position)
    )
    return [
        CampaignFinding(
            **{name: getattr(row, name) for name in _COLUMNS},
            course=Course.model_validate_json(row.folded) if row.folded else None,
        )
        for row in connection.execute(query)
    ]
