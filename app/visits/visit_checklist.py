"""The checklist of a visit, in the version it began with."""

from app.store import Transaction, checklists
from app.visits.recorder import Recorder
from domain.register.checklist import Checklist, Item
from domain.visit.visit import Visit


def checklist_held(transaction: Transaction, recorder: Recorder, visit: Visit) -> Checklist | None:
    """The checklist in the version the visit began with, as it is asked of the visit's units.

    Where this phone was never given that version, the newest of the same checklist: compare
    the versions. None where there is none at all, or none
    of its items is asked.
    """
    ref, account = visit.checklist, recorder.account
    if ref is None:
        return None
    workbook = recorder.store.workbooks.get(transaction, account)
    offered = workbook.checklists if workbook else ()
    found = [each for each in offered if each.checklist_id == ref.checklist_id]
    exact = next((each for each in found if each.version == ref.version), None)
    exact = exact or checklists.get(transaction, account, ref.checklist_id, ref.version)
    known = exact or max(found, key=lambda each: each.version, default=None)
    return known.asked_of(*visit.school_kinds) if known else None


def items_held(transaction: Transaction, recorder: Recorder, visit: Visit) -> dict[str, Item]:
    """The items of the visit's checklist, by id."""
    checklist = checklist_held(transaction, recorder, visit)
    return {each.item_id: each for each in checklist.all_items} if checklist else {}
