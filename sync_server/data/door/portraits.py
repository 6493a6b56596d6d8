"""Which inspectors have a photo, and the photos."""

from collections.abc import Mapping

from sqlmodel import col, select

from sync_server.data.engine import ReadingSession
from sync_server.data.own.kept_files import file_content
from sync_server.data.tables import PortraitRow


def portraits(session: ReadingSession, district: str) -> Mapping[str, str]:
    """The hash of each photo of the district by its account."""
    query = select(PortraitRow.account, PortraitRow.sha256).where(
        PortraitRow.district == district, col(PortraitRow.sha256).is_not(None)
    )
    return {account: sha256 for account, sha256 in session.exec(query) if sha256}


def portrait(session: ReadingSession, district: str, account: str) -> bytes | None:
    """The account's photo; None where it has none, or where the file is not here."""
    row = session.get(PortraitRow, (district, account))
    if row is None or row.sha256 is None:
        return None
    return file_content(session.connection(), row.sha256)
