"""What a workbook tells of the tasks that were given to its holder."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select

from sync_server.data.upsert import table_named

TASK, PERSON = table_named("task"), table_named("task_person")


def tasks(connection: Connection, district: str, account: str, since: str) -> list[str]:
    """The account's tasks that are open, or ended on this local day or later, as JSON.

    Those that are due first come first.
    """
    whose = {"district": district, "account": account, "since": since}
    return list(connection.execute(_tasks(), whose).scalars())


@cache
def _tasks() -> Select[Any]:
    return (
        select(TASK.c.folded)
        .join(PERSON, PERSON.c.task_id == TASK.c.task_id)
        .where(
            PERSON.c.district == bindparam("district"),
            PERSON.c.account == bindparam("account"),
            or_(PERSON.c.ended_on.is_(None), PERSON.c.ended_on >= bindparam("since")),
        )
        .order_by(TASK.c.due_on, TASK.c.task_id)
    )
