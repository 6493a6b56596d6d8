"""What a unit is handed to come in with, to be looked at and printed by who made it, a while.

It waits sealed with the secret of the browser's session, as sheets of one-time codes do.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from pydantic import TypeAdapter

from domain.clock import Clock, format_instant
from domain.errors import NotFound
from domain.ids import uuid7
from sync_server.access.sealing import seal, unseal
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows
from sync_server.data.tables import HeldFileRow

LASTS = timedelta(minutes=30)
SORT = "door"
_PURPOSE = "duji-door-slip-v1"


@dataclass(frozen=True, slots=True)
class DoorSlip:
    """A unit's link (``secret``, through ``until_on``), or its account with a password."""

    school_id: str
    secret: str = ""
    until_on: str = ""
    account: str = ""
    password: str = ""


_SLIP = TypeAdapter(DoorSlip)


@dataclass(frozen=True, slots=True)
class DoorSlips:
    """Holds slips for who made them."""

    database: Database
    clock: Clock

    def keep(self, slip: DoorSlip, viewer: Viewer, session: str) -> str:
        """Hold the slip for this session; answers its name."""
        plain = _SLIP.dump_json(_SLIP.validate_python(asdict(slip)))
        now, file = self.clock(), uuid7()
        row = HeldFileRow(
            file=file,
            account=viewer.account,
            district=viewer.district,
            sort=SORT,
            title="",
            content=seal(session.encode(), _PURPOSE, plain),
            report=None,
            expires_at=format_instant(now + LASTS),
        )
        self.database.write(lambda found: rows.keep_file(found.ledger, row, format_instant(now)))
        return file

    def slip(self, file: str, school_id: str, viewer: Viewer, session: str) -> DoorSlip:
        """The slip of this unit; NotFound where it is over, or of another session."""
        with self.database.reading_ledger() as found:
            now = format_instant(self.clock())
            row = rows.held_file(found.ledger, file, viewer.account, now)
        plain = unseal(session.encode(), _PURPOSE, row.content) if row else None
        if row is None or row.sort != SORT or plain is None:
            raise NotFound("The slip is not held any more.", code="no_door_slip", file=file)
        slip = _SLIP.validate_json(plain)
        if slip.school_id != school_id:
            raise NotFound("The slip is another unit's.", code="no_door_slip", file=file)
        return slip
