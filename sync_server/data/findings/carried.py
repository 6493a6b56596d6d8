"""What was open before the system was there (期初): its findings, and the old papers they name."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from sync_server.data.findings.standing import FINDING

_IS_OLD = (FINDING.c.is_carried_over.is_(True), FINDING.c.is_standing.is_(True))


@dataclass(frozen=True, slots=True)
class OldFinding:
    """A finding that was carried over, as far as tells it from others.

    ``visit`` is itself, as of all that no visit raised.
    """

    visit: str
    finding_id: str
    school_id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class OldPaper:
    """An old paper to a unit, as its findings tell of it: how many there are, how many are open."""

    number: str
    school_id: str
    noticed_on: str
    due_on: str | None
    findings: int
    open: int


def old_findings(connection: Connection, district: str) -> list[OldFinding]:
    """All that was carried over into the district."""
    columns = (FINDING.c[name] for name in OldFinding.__slots__)
    query = select(*columns).where(FINDING.c.district == district, *_IS_OLD)
    return [OldFinding(*row) for row in connection.execute(query)]


def is_carried_over(connection: Connection, district: str, school_id: str, finding_id: str) -> bool:
    """Whether the unit's finding of this id is there already."""
    whose = (FINDING.c.district == district, FINDING.c.school_id == school_id)
    query = select(FINDING.c.visit).where(*whose, FINDING.c.finding_id == finding_id)
    return connection.execute(query.limit(1)).first() is not None


def old_papers(connection: Connection, district: str) -> list[OldPaper]:
    """The old papers that findings of the district name, the newest first."""
    named = (FINDING.c.number, FINDING.c.school_id, FINDING.c.noticed_on)
    opened = func.sum(case((FINDING.c.is_open.is_(True), 1), else_=0))
    query = (
        select(*named, func.min(FINDING.c.due_on), func.count(), opened)
        .where(FINDING.c.district == district, *_IS_OLD, FINDING.c.noticed_on.is_not(None))
        .group_by(*named)
        .order_by(FINDING.c.noticed_on.desc(), *named[:2])
    )
    return [OldPaper(*row) for row in connection.execute(query)]
