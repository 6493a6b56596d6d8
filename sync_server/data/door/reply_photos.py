"""Photos that units gave with their answers about findings."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, or_
from sqlmodel import Session, col, select

from domain.visit.visit import Visit
from sync_server.data.driver.statements import in_parts
from sync_server.data.tables import FindingRow, ReplyPhotoRow, VisitRow
from sync_server.data.upsert import table_named, upsert

REPLY_PHOTO = table_named("reply_photo")


def replace_reply_photos(
    connection: Connection, findings: Sequence[str], rows: Sequence[ReplyPhotoRow]
) -> None:
    """Write the photos of these findings' newest answers anew."""
    for some in in_parts(findings):
        connection.execute(delete(REPLY_PHOTO).where(REPLY_PHOTO.c.finding.in_(some)))
    upsert(connection, rows)


class Replied(NamedTuple):
    """An answer that has a file, and where its finding is from: a visit, or entered by itself."""

    row: ReplyPhotoRow
    visit: Visit | None
    entered: FindingRow | None

    @property
    def unit(self) -> tuple[str, str]:
        """The district and the unit of its finding; no unit where the visit has it no more."""
        if self.entered is not None:
            return self.entered.district, self.entered.school_id
        if self.visit is None:
            return "", ""
        finding = self.visit.findings.get(self.row.finding_id)
        return self.visit.district, self.visit.unit_of(finding) if finding else ""


def replies_with(session: Session, sha256: str) -> list[Replied]:
    """The answers that have this file, shown or as it came, and what their findings are from."""
    row, own = ReplyPhotoRow, FindingRow
    is_entered = (col(own.visit) == row.visit) & (col(own.subject) == col(own.visit))
    query = (
        select(row, VisitRow.folded, own)
        .outerjoin(VisitRow, col(VisitRow.visit) == row.visit)
        .outerjoin(own, is_entered)
        .where(or_(col(row.sha256) == sha256, col(row.shown_sha256) == sha256))
    )
    return [
        Replied(reply, Visit.model_validate_json(text) if text else None, entered)
        for reply, text, entered in session.exec(query)
    ]
