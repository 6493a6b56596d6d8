"""A robot's address and key, sealed beside the ledger by the server's own key."""

from dataclasses import dataclass

from pydantic import ValidationError

from domain.ids import uuid7
from sync_server.access.sealing import seal, unseal
from sync_server.data.engine import Database
from sync_server.data.own import robots as rows
from sync_server.robots.robot import Held
from sync_server.server import Server

_PURPOSE = "duji-robot-v1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """Keeps and opens them; ``key`` is what they are sealed with."""

    database: Database
    key: bytes

    @classmethod
    def of(cls, server: Server) -> "Sealed":
        """Those of a server."""
        return cls(server.database, server.log_key.private_bytes())

    def keep(self, district: str, held: Held) -> str:
        """Keep it under a name of its own, which is answered; what was kept before stays."""
        name = uuid7()
        sealed = seal(self.key, _purpose(district, name), held.model_dump_json().encode())
        self.database.write(lambda tx: rows.keep_secret(tx.ledger, name, district, sealed))
        return name

    def opened(self, district: str, name: str) -> Held | None:
        """What is kept under the name; None where that is not there, or another key sealed it."""
        with self.database.reading_ledger() as found:
            sealed = rows.secret(found.ledger, name)
        plain = None if sealed is None else unseal(self.key, _purpose(district, name), sealed)
        try:
            return None if plain is None else Held.model_validate_json(plain)
        except ValidationError:
            return None

    def drop_others(self, district: str, name: str) -> None:
        """Let go of all that the district's robot had before."""
        self.database.write(lambda tx: rows.drop_secrets(tx.ledger, district, name))


def _purpose(district: str, name: str) -> str:
    return f"{_PURPOSE}/{district}/{name}"
