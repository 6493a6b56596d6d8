"""Checklists (督导清单)."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Body
from domain.register.checklist import Checklist


class ChecklistSet(Body):
    """A checklist in one version; versions stay."""

    kind: ClassVar[str] = "checklist.set"

    checklist: Checklist


sets(
    "checklist",
    ChecklistSet,
    "设置清单",
    LEADING,
    lambda body: f"{body.checklist.checklist_id}/{body.checklist.version}",
)
