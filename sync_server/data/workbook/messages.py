"""What a workbook tells of messages from public cards that were passed to its holder."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from domain.kinds.office.message import MessageState
from sync_server.data.upsert import table_named

MESSAGE = table_named("message")


def messages(connection: Connection, district: str, account: str) -> list[str]:
    """The messages that are with the account and not closed, as JSON, the oldest first."""
    whose = {"district": district, "account": account}
    return list(connection.execute(_messages(), whose).scalars())


@cache
def _messages() -> Select[Any]:
    return (
        select(MESSAGE.c.folded)
        .where(
            MESSAGE.c.district == bindparam("district"),
            MESSAGE.c.passed_to == bindparam("account"),
            MESSAGE.c.state != MessageState.CLOSED.value,
        )
        .order_by(MESSAGE.c.sent_on, MESSAGE.c.message)
    )
