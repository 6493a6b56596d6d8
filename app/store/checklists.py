"""Every checklist an account has been given, in every version: a visit keeps the one it began with.

A version takes a few kilobytes and never changes, so none is dropped or written twice.
"""

from collections.abc import Iterable

from sqlmodel import select

from app.store.database import Transaction
from app.store.tables import ChecklistRow
from domain.register.checklist import Checklist


def keep(transaction: Transaction, account: str, checklists: Iterable[Checklist]) -> None:
    """Keep those that are not held yet."""
    wanted = select(ChecklistRow.checklist_id, ChecklistRow.version).where(
        ChecklistRow.account == account
    )
    held = {(checklist_id, version) for checklist_id, version in transaction.exec(wanted)}
    for each in checklists:
        if (each.checklist_id, each.version) not in held:
            transaction.add(
                ChecklistRow(
                    account=account,
                    checklist_id=each.checklist_id,
                    version=each.version,
                    document=each.model_dump_json(exclude_defaults=True),
                )
            )
            held.add((each.checklist_id, each.version))
    transaction.flush()


def get(
    transaction: Transaction, account: str, checklist_id: str, version: int
) -> Checklist | None:
    """The checklist in exactly this version; None where the account was never given it."""
    row = transaction.get(ChecklistRow, (account, checklist_id, version))
    return Checklist.model_validate_json(row.document) if row else None
