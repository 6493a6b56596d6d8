"""An office's own templates: which it uses, and their contents by hash."""

from sqlalchemy import Connection, bindparam, select
from sqlmodel import select as select_rows

from domain.kinds.office.template import DocumentKind
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import TemplateFileRow, TemplateRow
from sync_server.data.upsert import table_named, upsert

FILE = table_named("template_file")
_CONTENT = select(FILE.c.content).where(FILE.c.sha256 == bindparam("of"))


def templates(session: ReadingSession, district: str) -> dict[DocumentKind, TemplateRow]:
    """What the district has said of which documents' templates."""
    rows = session.exec(select_rows(TemplateRow).where(TemplateRow.district == district))
    return {DocumentKind(row.document): row for row in rows}


def keep_template(connection: Connection, sha256: str, content: bytes) -> None:
    """Keep the content under its hash; the same again changes nothing."""
    upsert(connection, [TemplateFileRow(sha256=sha256, content=content)])


def template_content(connection: Connection, sha256: str) -> bytes | None:
    """The content of this hash; None where it is not here."""
    found: bytes | None = connection.execute(_CONTENT, {"of": sha256}).scalar_one_or_none()
    return found
