"""Similar checks (举一反三), their units, and the photos of units' answers."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_
from sqlmodel import col, select

from sync_server.data.driver.statements import in_parts
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import (
    FindingRow,
    SimilarCheckRow,
    SimilarPhotoRow,
    SimilarUnitRow,
)
from sync_server.data.upsert import table_named, upsert

CHECK, PHOTO = table_named("similar_check"), table_named("similar_photo")


def check(session: ReadingSession, check_id: str) -> SimilarCheckRow | None:
    """One check, of whatever district: whoever asks checks the scope."""
    return session.get(SimilarCheckRow, check_id)


def folded_check(connection: Connection, check_id: str) -> str:
    """One check, folded, as JSON; empty without one."""
    row = connection.execute(select(CHECK.c.folded).where(CHECK.c.check_id == check_id)).first()
    return str(row.folded) if row else ""


def of_district(session: ReadingSession, district: str) -> list[SimilarCheckRow]:
    """The district's checks, the newest first."""
    row = SimilarCheckRow
    query = select(row).where(row.district == district)
    return list(session.exec(query.order_by(col(row.sent_on).desc(), col(row.position).desc())))


def of_finding(session: ReadingSession, finding: str) -> list[SimilarCheckRow]:
    """The checks that grew from a finding, the newest first."""
    row = SimilarCheckRow
    query = select(row).where(row.finding == finding)
    return list(session.exec(query.order_by(col(row.sent_on).desc(), col(row.position).desc())))


def units_of(session: ReadingSession, checks: Sequence[str]) -> list[SimilarUnitRow]:
    """The units of these checks, in the order in which each check has them."""
    row = SimilarUnitRow
    found: list[SimilarUnitRow] = []
    for some in in_parts(checks):
        query = select(row).where(col(row.check_id).in_(some))
        found += session.exec(query.order_by(col(row.check_id), col(row.place)))
    return found


def of_school(session: ReadingSession, district: str, school_id: str) -> list[SimilarCheckRow]:
    """The checks that were sent to a unit, the newest first."""
    row, unit = SimilarCheckRow, SimilarUnitRow
    query = (
        select(row)
        .join(unit, col(unit.check_id) == row.check_id)
        .where(unit.district == district, unit.school_id == school_id)
    )
    return list(session.exec(query.order_by(col(row.sent_on).desc(), col(row.position).desc())))


def found_at(session: ReadingSession, findings: Sequence[str]) -> dict[str, str]:
    """The unit of each of these findings that stands, by the finding."""
    found: dict[str, str] = {}
    for some in in_parts(findings):
        query = select(FindingRow.subject, FindingRow.school_id)
        found |= dict(session.exec(query.where(col(FindingRow.subject).in_(some))).all())
    return found


def photos_with(session: ReadingSession, sha256: str) -> list[SimilarPhotoRow]:
    """The newest answers that have this file, shown or as it came."""
    row = SimilarPhotoRow
    named = or_(col(row.sha256) == sha256, col(row.shown_sha256) == sha256)
    return list(session.exec(select(row).where(named)))


def replace_similar_photos(
    connection: Connection, checks: Sequence[str], rows: Sequence[SimilarPhotoRow]
) -> None:
    """Write the photos of these checks' newest answers anew."""
    for some in in_parts(checks):
        connection.execute(delete(PHOTO).where(PHOTO.c.check_id.in_(some)))
    upsert(connection, rows)
