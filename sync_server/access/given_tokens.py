"""The secret of a new token, to be copied by who gave it, for ten minutes.

It waits in the database, sealed with the secret of the browser's session: nobody else, and no
copy of the database, can read it, and nobody after its session is over.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.clock import Clock, format_instant
from domain.errors import NotFound
from sync_server.access.holding import ToHold, hold
from sync_server.access.sealing import seal, unseal
from sync_server.data.engine import Database
from sync_server.data.own import held_files as rows

LASTS = timedelta(minutes=10)
SORT = "token"
_PURPOSE = "duji-given-token-v1"


@dataclass(frozen=True, slots=True)
class GivenTokens:
    """Holds secrets for who gave their tokens."""

    database: Database
    clock: Clock

    def keep(self, token: str, secret: str, whose: tuple[str, str], session: str) -> str:
        """Hold a token's secret for an account of a district, in this session; its name."""
        sealed = seal(session.encode(), _PURPOSE, secret.encode())
        return hold(self.database, self.clock(), whose, ToHold(SORT, token, sealed, LASTS))

    def given(self, file: str, account: str, session: str) -> tuple[str, str]:
        """The token and its secret; NotFound where that is over, or of another session."""
        now = format_instant(self.clock())
        with self.database.reading_ledger() as found:
            row = rows.held_file(found.ledger, file, account, now)
        plain = unseal(session.encode(), _PURPOSE, row.content) if row else None
        if row is None or row.sort != SORT or plain is None:
            raise NotFound("The secret is not held any more.", code="no_given_token", file=file)
        return row.title, plain.decode()
