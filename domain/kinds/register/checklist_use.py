"""Whether a checklist (督导清单) is in use: its versions stay as they were published."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import DateText, OfficeBody
from domain.register.checklist import Key


class ChecklistUseSet(OfficeBody, title="清单的使用"):
    """Whether a checklist may still be chosen; from ``closed_on`` on it is out of use."""

    kind: ClassVar[str] = "checklist_use.set"

    checklist_id: Key = Field(title="清单编号")
    is_active: bool = Field(default=True, title="在用")
    closed_on: DateText | None = Field(default=None, title="停用自")


sets(
    "checklist_use",
    ChecklistUseSet,
    "停用或恢复清单",
    LEADING,
    lambda body: body.checklist_id,
)
