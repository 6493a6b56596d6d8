"""Which templates of its own an office uses."""

from sqlmodel import select

from domain.kinds.office.template import DocumentKind
from sync_server.data.engine import ReadingSession
from sync_server.data.tables import TemplateRow


def templates(session: ReadingSession, district: str) -> dict[DocumentKind, TemplateRow]:
    """What the district has said of which documents' templates."""
    rows = session.exec(select(TemplateRow).where(TemplateRow.district == district))
    return {DocumentKind(row.document): row for row in rows}
