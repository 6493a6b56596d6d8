"""The tokens of other systems: those that a district gave, whose a secret is, and their use."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select
from sqlmodel import col
from sqlmodel import select as rows_of

from sync_server.data.engine import ReadingSession
from sync_server.data.tables import TokenRow, TokenUseRow
from sync_server.data.upsert import table_named, upsert

_TOKEN, _USE = table_named("token"), table_named("token_use")
_BY_SECRET = select(_TOKEN).where(_TOKEN.c.secret_hash == bindparam("of_hash"))


def tokens(session: ReadingSession, district: str) -> list[TokenRow]:
    """All that the district ever gave, the newest first."""
    query = rows_of(TokenRow).where(TokenRow.district == district)
    return list(session.exec(query.order_by(col(TokenRow.token).desc())))


def token(session: ReadingSession, district: str, code: str) -> TokenRow | None:
    """One of them; None where the district gave none of this code."""
    return session.get(TokenRow, (district, code))


def token_of(connection: Connection, secret_hash: str) -> Row[Any] | None:
    """The token whose secret has this hash; None where none has."""
    return connection.execute(_BY_SECRET, {"of_hash": secret_hash}).one_or_none()


def uses(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """When each of these was shown last; those that never were are left out."""
    query = select(_USE.c.token, _USE.c.used_at).where(_USE.c.token.in_(list(codes)))
    return {row.token: row.used_at for row in connection.execute(query)}


def keep_use(connection: Connection, code: str, at: str) -> None:
    """Keep that the token was shown at this instant."""
    upsert(connection, [TokenUseRow(token=code, used_at=at)])
