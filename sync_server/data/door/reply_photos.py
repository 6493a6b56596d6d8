"""Photos that units gave with their answers about findings."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_
from sqlmodel import Session, col, select

from domain.visit.visit import Visit
from sync_server.data.driver.statements import in_parts
from sync_server.data.tables import ReplyPhotoRow, VisitRow
from sync_server.data.upsert import table_named, upsert

REPLY_PHOTO = table_named("reply_photo")


def replace_reply_photos(
    connection: Connection, findings: Sequence[str], rows: Sequence[ReplyPhotoRow]
) -> None:
    """Write the photos of these findings' newest answers anew."""
    for some in in_parts(findings):
        connection.execute(delete(REPLY_PHOTO).where(REPLY_PHOTO.c.finding.in_(some)))
    upsert(connection, rows)


def replies_with(session: Session, sha256: str) -> list[tuple[ReplyPhotoRow, Visit]]:
    """The answers that have this file, shown or as it came, and the visits of their findings."""
    row = ReplyPhotoRow
    query = (
        select(row, VisitRow.folded)
        .join(VisitRow, col(VisitRow.visit) == row.visit)
        .where(or_(col(row.sha256) == sha256, col(row.shown_sha256) == sha256))
    )
    return [(reply, Visit.model_validate_json(text)) for reply, text in session.exec(query)]
