"""Half-typed text, kept so that a kill costs at most the keystroke in flight."""

from collections.abc import Iterable

from sqlalchemy import bindparam
from sqlmodel import col, delete, insert, select

from app.store.database import Transaction, run
from app.store.tables import DraftRow

_SAVE = insert(DraftRow).prefix_with("OR REPLACE")
_DROP = delete(DraftRow).where(
    col(DraftRow.visit) == bindparam("of_visit"),
    col(DraftRow.field_key).in_(bindparam("keys", expanding=True)),
)


def save_draft(transaction: Transaction, visit_id: str, field_key: str, text: str, at: str) -> None:
    """Keep the field's text as it stands, also an empty one."""
    row = {"visit": visit_id, "field_key": field_key, "text": text, "changed_at": at}
    run(transaction, _SAVE, row)


def draft(transaction: Transaction, visit_id: str, field_key: str) -> str | None:
    """The field's half-typed text; None where there is none."""
    row = transaction.get(DraftRow, (visit_id, field_key))
    return row.text if row else None


def drafts(transaction: Transaction, visit_id: str) -> dict[str, str]:
    """All half-typed texts of the visit by field key."""
    wanted = select(DraftRow.field_key, DraftRow.text).where(DraftRow.visit == visit_id)
    return dict(transaction.exec(wanted.order_by(DraftRow.field_key)).all())


def drop_drafts(transaction: Transaction, visit_id: str, field_keys: Iterable[str]) -> None:
    """The texts have become entries, or are not wanted any more."""
    wanted = list(field_keys)
    if wanted:
        run(transaction, _DROP, {"of_visit": visit_id, "keys": wanted})
