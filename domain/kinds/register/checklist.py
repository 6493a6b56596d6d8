"""Checklists (督导清单)."""

from typing import ClassVar

from domain.kinds.author import LEADING
from domain.kinds.kind import off_visits
from domain.kinds.piece import Body
from domain.register.checklist import Checklist


class ChecklistSet(Body):
    """A checklist in one version; versions stay."""

    kind: ClassVar[str] = "checklist.set"

    checklist: Checklist


off_visits(ChecklistSet, "设置清单", LEADING)
