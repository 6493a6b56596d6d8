"""The checklists that the office's accounts are writing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync_server.data.tables import ChecklistDraftRow
from sync_server.data.upsert import table_named

DRAFT = table_named("checklist_draft")
_OF = (DRAFT.c.account == bindparam("of_account"),)
_OPENED = select(DRAFT).where(DRAFT.c.draft == bindparam("of_draft"), *_OF)
_BEGUN = select(DRAFT).where(DRAFT.c.checklist_id == bindparam("of_checklist"), *_OF)
_ALL = (
    select(DRAFT.c.draft, DRAFT.c.account, DRAFT.c.checklist_id, DRAFT.c.changed_at)
    .where(DRAFT.c.district == bindparam("of_district"))
    .order_by(DRAFT.c.changed_at.desc(), DRAFT.c.draft)
)


def opened(connection: Connection, draft: str, account: str) -> ChecklistDraftRow | None:
    """The account's own draft of this name."""
    return _row(connection, _OPENED, {"of_draft": draft, "of_account": account})


def begun(connection: Connection, checklist_id: str, account: str) -> ChecklistDraftRow | None:
    """What the account is writing of this checklist."""
    return _row(connection, _BEGUN, {"of_checklist": checklist_id, "of_account": account})


def of_district(connection: Connection, district: str) -> list[Mapping[str, Any]]:
    """Who is writing which checklist of the district, and when last; the newest first."""
    found = connection.execute(_ALL, {"of_district": district})
    return [dict(row._mapping) for row in found]


def keep(connection: Connection, row: ChecklistDraftRow) -> None:
    """Hold a new draft."""
    connection.execute(insert(DRAFT).values(**row.model_dump()))


def save(connection: Connection, row: ChecklistDraftRow, seen: int) -> bool:
    """Hold it in place of what stood in this revision; False where that is gone."""
    stood = (DRAFT.c.draft == row.draft, DRAFT.c.account == row.account, DRAFT.c.revision == seen)
    changed = {"revision": seen + 1, "content": row.content, "changed_at": row.changed_at}
    return connection.execute(update(DRAFT).where(*stood).values(**changed)).rowcount == 1


def drop(connection: Connection, draft: str, account: str) -> None:
    """Let go of the account's draft."""
    own = (DRAFT.c.draft == draft, DRAFT.c.account == account)
    connection.execute(delete(DRAFT).where(*own))


def _row(connection: Connection, query: Any, asked: Mapping[str, str]) -> ChecklistDraftRow | None:
    found = connection.execute(query, asked).one_or_none()
    return None if found is None else ChecklistDraftRow(**found._mapping)
