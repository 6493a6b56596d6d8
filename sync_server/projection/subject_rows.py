"""The row of ``subject`` that every folded subject has, whatever it is."""

from typing import Protocol

from sync_server.data.driver.statements import Row
from sync_server.data.tables import SubjectRow
from sync_server.data.upsert import row_of


class FoldedSubject(Protocol):
    """What the fold of any subject says of it, and the position of its latest entry."""

    @property
    def district(self) -> str:
        """Whose it is."""

    @property
    def tip(self) -> str:
        """Its last entry that counts."""

    @property
    def version(self) -> str:
        """A digest of all that counts."""


def subject_row(
    noun: str, subject: str, folded: FoldedSubject, position: int, code: str | None = None
) -> Row:
    """Its row; ``position`` is that of its latest entry. The office calls most by no code."""
    return row_of(
        SubjectRow,
        subject=subject,
        noun=noun,
        district=folded.district,
        code=code,
        tip=folded.tip,
        version=folded.version,
        position=position,
    )
