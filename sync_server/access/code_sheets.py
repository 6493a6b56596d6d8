"""Sheets of one-time codes, to be looked at and printed by who issued them, for half an hour.

They wait in the database, sealed with the secret of the browser's session: nobody else, and no
copy of the database, can read the codes of a sheet, and nobody after its session is over.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from pydantic import TypeAdapter

from domain.clock import Clock, format_instant
from domain.errors import NotFound
from sync_server.access.holding import ToHold, hold
from sync_server.access.sealing import seal, unseal
from sync_server.access.slips import Slip
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows

LASTS = timedelta(minutes=30)
SORT = "codes"
_PURPOSE = "duji-code-sheet-v1"


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """The slips of a sheet, and until when their codes are good."""

    slips: Sequence[Slip]
    until: str


_SHEET = TypeAdapter(CodeSheet)


@dataclass(frozen=True, slots=True)
class CodeSheets:
    """Holds sheets for who issued them."""

    database: Database
    clock: Clock

    def keep(self, sheet: CodeSheet, whose: tuple[str, str], session: str) -> str:
        """Hold the sheet for an account of a district, in this session; answers its name."""
        plain = _SHEET.dump_json(_SHEET.validate_python(asdict(sheet)))
        sealed = seal(session.encode(), _PURPOSE, plain)
        return hold(self.database, self.clock(), whose, ToHold(SORT, "", sealed, LASTS))

    def sheet(self, file: str, account: str, session: str) -> CodeSheet:
        """The account's sheet; NotFound where it is over, or of another session."""
        now = format_instant(self.clock())
        with self.database.reading_ledger() as found:
            row = rows.held_file(found.ledger, file, account, now)
        plain = unseal(session.encode(), _PURPOSE, row.content) if row else None
        if row is None or row.sort != SORT or plain is None:
            raise NotFound("The sheet is not held any more.", code="no_code_sheet", file=file)
        return _SHEET.validate_json(plain)
