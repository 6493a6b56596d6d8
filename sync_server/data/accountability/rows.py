"""Accountability cases (问责), and what they rest on."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete
from sqlmodel import col, select

from sync_server.data.driver.statements import in_parts
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import (
    AccountabilityGroundRow,
    AccountabilityRow,
    FindingRow,
    PaperRow,
)
from sync_server.data.upsert import table_named, upsert

CASE, GROUND = table_named("accountability"), table_named("accountability_ground")


def case(session: ReadingSession, case_id: str) -> AccountabilityRow | None:
    """One case, of whatever district: whoever asks checks the scope."""
    return session.get(AccountabilityRow, case_id)


def folded_case(connection: Connection, case_id: str) -> str:
    """One case, folded, as JSON; empty without one."""
    row = connection.execute(select(CASE.c.folded).where(CASE.c.case_id == case_id)).first()
    return str(row.folded) if row else ""


def of_district(session: ReadingSession, district: str) -> list[AccountabilityRow]:
    """The district's cases, the newest first."""
    row = AccountabilityRow
    query = select(row).where(row.district == district)
    return list(session.exec(query.order_by(col(row.opened_on).desc(), col(row.position).desc())))


def of_school(session: ReadingSession, district: str, school_id: str) -> list[AccountabilityRow]:
    """The cases about a unit or its people, the newest first."""
    row = AccountabilityRow
    query = select(row).where(row.district == district, row.school_id == school_id)
    return list(session.exec(query.order_by(col(row.opened_on).desc(), col(row.position).desc())))


def resting_on(session: ReadingSession, ground: str) -> list[AccountabilityRow]:
    """The cases that rest on a finding or a paper, the newest first."""
    row, rests = AccountabilityRow, AccountabilityGroundRow
    query = select(row).join(rests, col(rests.case_id) == row.case_id).where(rests.ground == ground)
    return list(session.exec(query.order_by(col(row.opened_on).desc(), col(row.position).desc())))


def findings_of(
    session: ReadingSession, district: str, findings: Sequence[str]
) -> list[FindingRow]:
    """Those of these findings that the district has and that stand, the newest first."""
    found: list[FindingRow] = []
    for some in in_parts(findings):
        query = select(FindingRow).where(
            FindingRow.district == district,
            col(FindingRow.subject).in_(some),
            col(FindingRow.is_standing),
        )
        found += session.exec(query)
    return sorted(found, key=lambda each: (each.raised_on, each.subject), reverse=True)


def findings_at(
    session: ReadingSession, district: str, school_id: str, limit: int
) -> list[FindingRow]:
    """The newest findings at a unit that stand, so many at most."""
    row = FindingRow
    query = select(row).where(
        row.district == district, row.school_id == school_id, col(row.is_standing)
    )
    newest = col(row.raised_on).desc(), col(row.subject).desc()
    return list(session.exec(query.order_by(*newest).limit(limit)))


def papers_of(session: ReadingSession, district: str, papers: Sequence[str]) -> list[PaperRow]:
    """Those of these papers that the district has, the newest first."""
    found: list[PaperRow] = []
    for some in in_parts(papers):
        query = select(PaperRow).where(PaperRow.district == district, col(PaperRow.paper).in_(some))
        found += session.exec(query)
    return sorted(found, key=lambda each: (each.listed_on, each.paper), reverse=True)


def replace_grounds(
    connection: Connection, cases: Sequence[str], rows: Sequence[AccountabilityGroundRow]
) -> None:
    """Write anew what these cases rest on."""
    for some in in_parts(cases):
        connection.execute(delete(GROUND).where(GROUND.c.case_id.in_(some)))
    upsert(connection, rows)
