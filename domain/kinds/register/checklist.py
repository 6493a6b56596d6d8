"""Checklists (督导清单)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import sets
from domain.kinds.piece import OfficeBody
from domain.register.checklist import Checklist


class ChecklistSet(OfficeBody, title="清单"):
    """A checklist in one version; versions stay."""

    kind: ClassVar[str] = "checklist.set"

    checklist: Checklist = Field(title="清单")


sets(
    "checklist",
    ChecklistSet,
    "设置清单",
    LEADING,
    lambda body: f"{body.checklist.checklist_id}/{body.checklist.version}",
    BookPart.REGISTER,
    # Versions that are not the newest any more come with the visits that began with them.
    BookPart.MINE,
)
